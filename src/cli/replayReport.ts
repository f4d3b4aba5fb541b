import { formatBytes, formatCount, formatDuration } from '../model/format.ts';
import { sinceStart } from '../model/frameLine.ts';
import type { MethodFigures } from '../protocol/comparison.ts';
import { type Method, METHOD_LABELS } from '../protocol/method.ts';
import type { ReplayCheck, ReplayedMethod } from '../protocol/replay.ts';
import { figuresDocument } from './figuresDocument.ts';
import { textTable } from './textTable.ts';

const NONE = '–';

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
export function replayLines({ methods, spanMs, messages, assumptions, notes }: ReplayCheck): string[] {
  const row = (label: string, text: (method: ReplayedMethod) => string): readonly string[] => [
    label,
    ...methods.map(text),
  ];
  const number = (
    read: (figures: MethodFigures) => number,
    format: (value: number) => string,
    off: (method: ReplayedMethod) => number | null,
  ) => {
    return (method: ReplayedMethod): string =>
      `${format(read(method.replayed))} ${offText(off(method), percentText)}`;
  };
  return [
    '',
    `Replayed for ${formatDuration(spanMs)} on this machine, ${formatCount(messages)} messages, a round trip of ${formatDuration(assumptions.roundTripMs)}.`,
    'Measured, and how far the estimate of it is off:',
    '',
    ...textTable([
      ['', ...methods.map(({ method }) => METHOD_LABELS[method])],
      row(
        'requests',
        number(
          ({ requests }) => requests,
          formatCount,
          ({ error }) => error.requests,
        ),
      ),
      row(
        'wire bytes in',
        number(
          ({ receivedBytes }) => receivedBytes,
          formatBytes,
          ({ error }) => error.receivedBytes,
        ),
      ),
      row(
        'wire bytes out',
        number(
          ({ sentBytes }) => sentBytes,
          formatBytes,
          ({ error }) => error.sentBytes,
        ),
      ),
      row('delay mean', ({ replayed, error }) =>
        replayed.delay === null
          ? NONE
          : `${formatDuration(replayed.delay.mean)} ${offText(error.delayMs, millisecondsText)}`,
      ),
    ]),
    ...notes,
  ];
}

function offText(off: number | null, format: (off: number) => string): string {
  return off === null ? `(${NONE})` : `(${format(off)})`;
}

/** With its sign and one decimal: an error of 3 % and one of 0.3 % are not the same. */
function percentText(share: number): string {
  return `${signed(100 * share)} %`;
}

function millisecondsText(ms: number): string {
  return `${signed(ms)} ms`;
}

function signed(value: number): string {
  const digits = Math.abs(value).toFixed(1);
  if (Number(digits) === 0) return '±0.0';
  return `${value < 0 ? '−' : '+'}${digits}`;
}
