import { hexDump } from '../model/hexDump.ts';
import { layOutJson } from '../model/layOutJson.ts';
import { BYTES, payloadLanguage } from '../model/payloadLanguage.ts';
import { InspectorError } from '../protocol/errors.ts';
import type { FrameDocument } from '../protocol/frame.ts';
import { MAX_BODY_BYTES_DUMPED, MAX_BODY_BYTES_SHOWN, MAX_BODY_BYTES_WHOLE } from '../protocol/limits.ts';
import type { RequestRecord } from '../protocol/request.ts';
import type { FrameLog } from './log/frameLog.ts';
import type { RequestLog } from './log/requestLog.ts';

/**
 * A message as an editor shows it: text as it came, JSON that is all on one line laid out, bytes as a dump. Made here,
 * because the editor's own thread is no place to parse what may have 48 MB.
 * @throws InspectorError `not-found` where the row was dropped or never was
 */
export function documentOf(frames: FrameLog, requests: RequestLog, rowNumber: number): FrameDocument {
  const { row, payload } = frames.readBody(rowNumber, MAX_BODY_BYTES_WHOLE);
  const request = requestOf(requests, row.captureId, row.requestIndex);
  const about = { row, url: request?.url ?? null };
  if (row.isBinary) {
    const dumped = payload.subarray(0, MAX_BODY_BYTES_DUMPED);
    return {
      ...about,
      text: new TextDecoder().decode(hexDump(dumped)),
      extension: BYTES.extension,
      shownBytes: dumped.length,
    };
  }
  const text = new TextDecoder().decode(payload);
  const { id, extension } = payloadLanguage(text, contentTypeOf(request));
  const isLaidOut = id === 'json' && !text.includes('\n') && payload.length <= MAX_BODY_BYTES_SHOWN;
  return { ...about, text: isLaidOut ? layOutJson(text) : text, extension, shownBytes: payload.length };
}

/** Of an answer whose body is the message: an event stream or a WebSocket says nothing of what it carries. */
function contentTypeOf(request: RequestRecord | null): string | null {
  if (request?.purpose !== 'poll') return null;
  return /^content-type:[ \t]*([^\r\n]*)/im.exec(request.responseHead ?? '')?.[1] ?? null;
}

/** The oldest requests may be gone, as the oldest frames may. */
function requestOf(requests: RequestLog, captureId: number, index: number): RequestRecord | null {
  try {
    return requests.get(captureId, index);
  } catch (error) {
    if (error instanceof InspectorError && error.code === 'not-found') return null;
    throw error;
  }
}
