import { InspectorError } from '../../protocol/errors.ts';
import { readBeginning, readBeginningAsText } from '../http/bodyBeginning.ts';
import type { Exchange } from '../http/exchange.ts';
import { retryAfterMs } from '../http/retryAfter.ts';
import { isPassingStatus, statusError } from '../http/statusError.ts';

const EVENT_STREAM = 'text/event-stream';
/** Asks not to come back (WHATWG HTML, section 9.2.1): a clean end. */
const NO_CONTENT = 204;
/**
 * What an answer means for the connection. `refused` ends the capture; `passing` is worth another try where the
 * stream has been open before. Of these two the exchange has ended.
 */
export type StreamAnswer =
  | { readonly kind: 'stream' }
  | { readonly kind: 'no-content' }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'passing'; readonly error: unknown; readonly retryAfterMs: number };

/** Judges the head of an answer (WHATWG HTML, section 9.2.3), and ends the exchange where no stream comes of it. */
export async function judgeAnswer(exchange: Exchange, nowMs: number): Promise<StreamAnswer> {
  const { status } = exchange;
  if (status === NO_CONTENT) {
    await readBeginning(exchange);
    exchange.end('empty');
    return { kind: 'no-content' };
  }
  if (status === 200 && isEventStream(exchange.header('content-type'))) return { kind: 'stream' };
  const problem = status === 200 ? wrongContentType(exchange) : statusError(exchange);
  const error = exchange.fail(problem, await readBeginningAsText(exchange));
  // The standard gives up on these too; a tool that watches a server under development has to outlive its restart.
  if (!isPassingStatus(status)) return { kind: 'refused', error };
  return { kind: 'passing', error, retryAfterMs: retryAfterMs(exchange.header('retry-after'), nowMs) };
}

function isEventStream(contentType: string | null): boolean {
  const [essence = ''] = (contentType ?? '').split(';', 1);
  return essence.trim().toLowerCase() === EVENT_STREAM;
}

function wrongContentType(exchange: Exchange): InspectorError {
  const contentType = exchange.header('content-type');
  const came = contentType === null || contentType === '' ? 'no Content-Type' : contentType;
  return new InspectorError(
    'wrong-content-type',
    `${exchange.request.url.host} answered with ${came} instead of ${EVENT_STREAM}`,
    'check the address; for an endpoint that is no event stream choose a polling method',
  );
}
