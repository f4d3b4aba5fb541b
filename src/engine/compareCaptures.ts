import { toMatchInput } from '../model/comparison.ts';
import { matchMessages } from '../model/matchMessages.ts';
import { MessageIndex } from '../model/messageIndex.ts';
import type { Quantiles } from '../protocol/capture.ts';
import type { MatchBasis } from '../protocol/comparison.ts';
import type { Capture } from './capture.ts';
import { systemClock } from './clock.ts';

/** What several captures of one source say of each other. */
export interface CapturesCompared {
  readonly matchBasis: MatchBasis;
  /** Distinct messages over all captures. */
  readonly distinct: number;
  /** Messages that others had while a capture was open too; 0 where it is the only one. */
  readonly missing: ReadonlyMap<Capture, number>;
  /** Arrival minus the earliest arrival among the captures; null where no message is shared. */
  readonly delays: ReadonlyMap<Capture, Quantiles | null>;
}

/** Compares captures that were asked to index their messages. */
export function compareLive(captures: readonly Capture[]): CapturesCompared {
  const nowMs = systemClock.nowMs();
  const match = matchMessages(
    captures.map((capture) =>
      toMatchInput({ summary: capture.summary(), index: capture.messageIndex ?? new MessageIndex() }, nowMs),
    ),
  );
  return {
    matchBasis: match.basis,
    distinct: match.distinct,
    missing: new Map(captures.map((capture, place) => [capture, match.captures[place]?.missing ?? 0])),
    delays: new Map(captures.map((capture, place) => [capture, match.captures[place]?.delays ?? null])),
  };
}
