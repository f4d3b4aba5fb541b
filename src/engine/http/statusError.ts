import { InspectorError } from '../../protocol/errors.ts';
import type { Exchange } from './exchange.ts';

/** What an answer means whose status is none that its request can use. */
export function statusError({ status, statusText, request }: Exchange): InspectorError {
  const what = `${request.url.host}${request.url.pathname} answered ${status} ${statusText}`.trimEnd();
  return new InspectorError('http-status', what, actionFor(status));
}

function actionFor(status: number): string {
  if (status === 401 || status === 403)
    return 'give the credentials that it asks for, as a header or in the URL';
  if (status === 404 || status === 410) return 'check the path of the address';
  if (status === 405) return 'check the HTTP method: this endpoint takes another';
  if (status >= 500) return "look at the server's log";
  return 'look at the body of the answer, which is kept with the request';
}
