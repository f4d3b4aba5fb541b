import type { FrameRow } from '../protocol/frame.ts';

/** What a line says of a frame besides its payload. */
export type FrameFacts = Pick<
  FrameRow,
  'seq' | 'direction' | 'kind' | 'sizeBytes' | 'id' | 'event' | 'requestIndex' | 'roundTripMs'
>;

/** A payload as JSON can hold it: text where it is text, else its bytes in base64. */
export type LinePayload = { readonly text: string } | { readonly base64: string };

/** A frame as `--output ndjson` prints it (docs/cli.md). @param startedAtMs of its capture: `atMs` counts from it */
export function frameLine(
  facts: FrameFacts,
  atMs: number,
  startedAtMs: number,
  payload: LinePayload,
): Readonly<Record<string, unknown>> {
  const { seq, direction, kind, sizeBytes, id, event, requestIndex, roundTripMs } = facts;
  return {
    seq,
    atMs: sinceStart(atMs, startedAtMs),
    direction,
    kind,
    sizeBytes,
    ...payload,
    id,
    event,
    ...(roundTripMs === null ? {} : { roundTripMs }),
    request: requestIndex,
  };
}

/** Milliseconds with their microseconds, as a short number. */
export function sinceStart(atMs: number, startedAtMs: number): number {
  return Math.round((atMs - startedAtMs) * 1_000) / 1_000;
}
