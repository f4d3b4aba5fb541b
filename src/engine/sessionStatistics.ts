import type { CaptureFigures } from '../model/captureFigures.ts';
import { distributionOf } from '../model/distribution.ts';
import { rateColumns } from '../model/rateColumns.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import type { Distribution, Figure, RateOverTime, Statistics } from '../protocol/statistics.ts';
import { type Clock, systemClock } from './clock.ts';
import type { SessionLog } from './sessionLog.ts';
import { parseFigures } from './storedFigures.ts';

/** A capture, and its figures where it did not come back from the recording. */
export interface CaptureOfSession {
  readonly summary: CaptureSummary;
  readonly figures: CaptureFigures | null;
}

interface Known {
  readonly captureId: number;
  readonly figures: CaptureFigures;
}

/** Statistics of a session's captures, those that came back from its recording like those that run. */
export class SessionStatistics {
  readonly #log: SessionLog;
  readonly #clock: Clock;
  /** Of captures from the recording, read when they are first asked for; null: it has none. At most 0.1 MB each. */
  readonly #restored = new Map<number, CaptureFigures | null>();

  constructor(log: SessionLog, clock: Clock = systemClock) {
    this.#log = log;
    this.#clock = clock;
  }

  read(captures: readonly CaptureOfSession[], generation: number): Statistics {
    const nowMs = this.#clock.nowMs();
    const known: Known[] = [];
    const notRecorded: number[] = [];
    for (const { summary, figures } of captures) {
      const { captureId } = summary;
      const found = figures ?? this.#restoredOf(captureId);
      if (found === null) notRecorded.push(captureId);
      else known.push({ captureId, figures: found });
    }
    return {
      generation,
      nowMs,
      rate: this.#rate(
        captures.map(({ summary }) => summary),
        nowMs,
      ),
      distributions: {
        size: spread(known, 'size', true),
        sentSize: spread(known, 'sentSize', true),
        gap: spread(known, 'gap', false),
        delay: spread(known, 'delay', false),
        roundTrip: spread(known, 'roundTrip', false),
        wait: spread(known, 'wait', false),
      },
      eventTypes: known.map(({ captureId, figures }) => ({ captureId, types: figures.events.types() })),
      notRecorded,
    };
  }

  /** To be called when the log was cleared. */
  clear(): void {
    this.#restored.clear();
  }

  #restoredOf(captureId: number): CaptureFigures | null {
    const read = this.#restored.get(captureId);
    if (read !== undefined) return read;
    const json = this.#log.readFigures(captureId);
    const figures = json === null ? null : parseFigures(json);
    this.#restored.set(captureId, figures);
    return figures;
  }

  #rate(captures: readonly CaptureSummary[], nowMs: number): RateOverTime {
    const startMs = Math.min(nowMs, ...captures.map(({ startedAtMs }) => startedAtMs));
    const ends = captures.map(({ endedAtMs }) => endedAtMs ?? nowMs);
    const columns = rateColumns(startMs, Math.max(startMs, ...ends));
    const toMs = columns.fromMs + columns.columns * columns.columnMs;
    return {
      ...columns,
      series: captures.map(({ captureId, startedAtMs, endedAtMs }) => {
        const { received, sent } = this.#log.messageCounts(captureId, columns.fromMs, toMs, columns.columns);
        return { captureId, startedAtMs, endedAtMs, received, sent };
      }),
    };
  }
}

function spread(captures: readonly Known[], figure: Figure, isWhole: boolean): Distribution | null {
  const histograms = captures.map(({ captureId, figures }) => ({
    captureId,
    histogram: figures.histograms[figure],
  }));
  return distributionOf(histograms, isWhole);
}
