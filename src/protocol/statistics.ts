import type { Quantiles } from './capture.ts';
import type { Direction, FrameKind } from './frame.ts';

/**
 * What is spread over values. `size` and `sentSize`: bytes of received and sent messages; the others in ms. `gap`:
 * between received messages; `delay`: arrival minus the message's own time; `roundTrip`: from a WebSocket ping to its pong;
 * `wait`: from a poll's request to the first byte of its answer, which for a long poll is how long it was held.
 */
export const FIGURES = ['size', 'sentSize', 'gap', 'delay', 'roundTrip', 'wait'] as const;
export type Figure = (typeof FIGURES)[number];

export interface DistributionSeries {
  readonly captureId: number;
  readonly quantiles: Quantiles;
  /** One for each bar. Together they are all values. */
  readonly counts: readonly number[];
}

/** One figure of several captures, in bars that they share so that they can be compared. */
export interface Distribution {
  readonly scale: 'linear' | 'logarithmic';
  /** Ascending, one more than there are bars: bar n holds values from edge n to below edge n + 1, counted exactly. */
  readonly edges: readonly number[];
  /** The captures that have such values. */
  readonly series: readonly DistributionSeries[];
}

export interface RateSeries {
  readonly captureId: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  /** Messages per column. */
  readonly received: readonly number[];
  readonly sent: readonly number[];
}

/** Messages over the whole time of the captures, in columns whose width is a round number of seconds, minutes or hours. */
export interface RateOverTime {
  /** A multiple of the width. */
  readonly fromMs: number;
  readonly columnMs: number;
  readonly columns: number;
  readonly series: readonly RateSeries[];
}

/** What a capture had of one kind of frame. */
export interface EventType {
  /** Name of an SSE event; null where there is none or it is the default `message`. */
  readonly event: string | null;
  readonly kind: FrameKind;
  readonly direction: Direction;
  readonly isBinary: boolean;
  readonly count: number;
  /** Of their payloads. */
  readonly bytes: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

interface CaptureEventTypes {
  readonly captureId: number;
  readonly types: readonly EventType[];
}

/** What captures had, in figures. */
export interface Statistics {
  readonly generation: number;
  readonly nowMs: number;
  readonly rate: RateOverTime;
  /** Null: no capture has a value. */
  readonly distributions: Readonly<Record<Figure, Distribution | null>>;
  readonly eventTypes: readonly CaptureEventTypes[];
  /** Captures from a recording whose writer did not keep these figures: there is nothing of them but the rate. */
  readonly notRecorded: readonly number[];
}
