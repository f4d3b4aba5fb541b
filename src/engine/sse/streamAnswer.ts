import { InspectorError } from '../../protocol/errors.ts';
import { readBeginning, readBeginningAsText } from '../http/bodyBeginning.ts';
import type { Exchange } from '../http/exchange.ts';
import { retryAfterMs } from '../http/retryAfter.ts';
import { type StreamFormat, streamFormatOf } from './streamFormat.ts';
import { isPassingStatus, statusError } from '../http/statusError.ts';

/** Asks not to come back (WHATWG HTML, section 9.2.1): a clean end. */
const NO_CONTENT = 204;
/**
 * What an answer means for the connection. `refused` ends the capture; `passing` is worth another try where the
 * stream has been open before. Of these two the exchange has ended.
 */
export type StreamAnswer =
  | { readonly kind: 'stream'; readonly format: StreamFormat }
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
  const format = status === 200 ? streamFormatOf(exchange) : null;
  if (format !== null) return { kind: 'stream', format };
  const problem = status === 200 ? wrongContentType(exchange) : statusError(exchange);
  const error = exchange.fail(problem, await readBeginningAsText(exchange));
  // The standard gives up on these too; a tool that watches a server under development has to outlive its restart.
  if (!isPassingStatus(status)) return { kind: 'refused', error };
  return { kind: 'passing', error, retryAfterMs: retryAfterMs(exchange.header('retry-after'), nowMs) };
}

function wrongContentType(exchange: Exchange): InspectorError {
  const contentType = exchange.header('content-type');
  const came = contentType === null || contentType === '' ? 'no Content-Type' : contentType;
  return new InspectorError(
    'wrong-content-type',
    `${exchange.request.url.host} answered with ${came} instead of text/event-stream`,
    'check the address; for an endpoint that is no event stream choose a polling method',
  );
}
