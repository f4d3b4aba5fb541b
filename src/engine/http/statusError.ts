import { InspectorError } from '../../protocol/errors.ts';
import type { Exchange } from './exchange.ts';

const PASSING_STATUSES: readonly number[] = [429, 500, 502, 503, 504];

/** What an answer means whose status is none that its request can use. */
export function statusError({ status, statusText, request }: Exchange): InspectorError {
  const what = `${request.url.host}${request.url.pathname} answered ${status} ${statusText}`.trimEnd();
  return new InspectorError('http-status', what, actionForStatus(status));
}

/** Whether a server, or the proxy before it, answers this while it restarts or has too much to do. */
export function isPassingStatus(status: number): boolean {
  return PASSING_STATUSES.includes(status);
}

/** What a user can do about an answer that is no use. */
export function actionForStatus(status: number): string {
  if (status === 401 || status === 403)
    return 'give the credentials that it asks for, as a header or in the URL';
  if (status === 404 || status === 410) return 'check the path of the address';
  if (status === 405) return 'check the HTTP method: this endpoint takes another';
  if (status >= 500) return "look at the server's log";
  return 'look at the body of the answer, which is kept with the request: it may say what is missing';
}
