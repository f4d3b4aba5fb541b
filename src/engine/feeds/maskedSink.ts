import type { ErrorInfo } from '../../protocol/errors.ts';
import type { CaptureSink, RequestRecorder, RequestUpdate } from '../transport.ts';
import type { SecretMask } from './secretMask.ts';

/**
 * A sink that passes on what a transport reports without the secrets that the feed put in: addresses, heads, errors and
 * what was sent. What is received stays as it came: what a server makes of a secret is not known.
 */
export function maskedSink(sink: CaptureSink, mask: SecretMask): CaptureSink {
  return {
    beginRequest: (start) => maskedRecorder(sink.beginRequest({ ...start, url: mask.text(start.url) }), mask),
    message: (atMs, direction, payload, isBinary, requestIndex, id, event) => {
      const kept = direction === 'out' ? mask.payload(payload) : payload;
      sink.message(atMs, direction, kept, isBinary, requestIndex, id, event);
    },
    control: (atMs, direction, kind, payload, requestIndex, roundTripMs) => {
      const kept = direction === 'out' ? mask.payload(payload) : payload;
      sink.control(atMs, direction, kind, kept, requestIndex, roundTripMs);
    },
    connectionWire: (wire) => {
      sink.connectionWire(wire);
    },
    opened: (atMs) => {
      sink.opened(atMs);
    },
    reconnecting: (atMs, retryAtMs, error) => {
      sink.reconnecting(atMs, retryAtMs, error === null ? null : maskedError(error, mask));
    },
    skippedTick: () => {
      sink.skippedTick();
    },
    error: (atMs, error) => {
      sink.error(atMs, maskedError(error, mask));
    },
  };
}

export function maskedError(error: ErrorInfo, mask: SecretMask | null): ErrorInfo {
  if (mask === null) return error;
  return { code: error.code, message: mask.text(error.message), action: mask.text(error.action) };
}

function maskedRecorder(recorder: RequestRecorder, mask: SecretMask): RequestRecorder {
  return {
    index: recorder.index,
    meter: (read) => {
      recorder.meter(read);
    },
    update: (update) => {
      recorder.update(maskedUpdate(update, mask));
    },
    end: (end) => {
      recorder.end({ ...end, ...maskedUpdate(end, mask) });
    },
  };
}

function maskedUpdate(update: RequestUpdate, mask: SecretMask): RequestUpdate {
  const { requestHead, responseHead, responseTrailers, failureBody, error } = update;
  return {
    ...update,
    ...(requestHead === undefined ? {} : { requestHead: mask.text(requestHead) }),
    ...(responseHead === undefined ? {} : { responseHead: mask.text(responseHead) }),
    ...(responseTrailers === undefined || responseTrailers === null
      ? {}
      : { responseTrailers: mask.text(responseTrailers) }),
    ...(failureBody === undefined ? {} : { failureBody: mask.text(failureBody) }),
    ...(error === undefined ? {} : { error: maskedError(error, mask) }),
  };
}
