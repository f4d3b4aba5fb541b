import { formatCount, formatDuration } from '../model/format.ts';
import { sinceStart } from '../model/frameLine.ts';
import { checkRows } from '../model/report/checkRows.ts';
import { type Method, METHOD_LABELS } from '../protocol/method.ts';
import type { ReplayCheck } from '../protocol/replay.ts';
import { figuresDocument } from './figuresDocument.ts';
import { textTable } from './textTable.ts';

/** What was replayed, for the document of an estimate. */
export function replayDocument({ fromMs, spanMs, messages, assumptions, notes }: ReplayCheck): object {
  return {
    fromMs: sinceStart(fromMs, 0),
    durationMs: sinceStart(spanMs, 0),
    messages,
    roundTripMs: assumptions.roundTripMs,
    notes,
  };
}

/** What a replay measured of a method, with what the model says of the same messages and by how much that is off, as shares. */
export function replayedDocument(check: ReplayCheck, method: Method): object | null {
  const found = check.methods.find((replayed) => replayed.method === method);
  if (found === undefined) return null;
  const { error, estimated, replayed } = found;
  return {
    ...figuresDocument(replayed),
    estimated: figuresDocument(estimated),
    error: {
      requests: error.requests,
      bytes: { received: error.receivedBytes, sent: error.sentBytes },
      delayMean: error.delay,
      delayMeanMs: error.delayMs,
    },
  };
}

/** A table of what was measured, each number with how far the estimate of it is off. */
export function replayLines(check: ReplayCheck): string[] {
  const { methods, spanMs, messages, assumptions, notes } = check;
  return [
    '',
    `Replayed for ${formatDuration(spanMs)} on this machine, ${formatCount(messages)} messages, a round trip of ${formatDuration(assumptions.roundTripMs)}.`,
    'Measured, and how far the estimate of it is off:',
    '',
    ...textTable([['', ...methods.map(({ method }) => METHOD_LABELS[method])], ...checkRows(check)]),
    ...notes,
  ];
}
