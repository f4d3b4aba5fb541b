import type { Figure } from '../protocol/statistics.ts';
import type { EventTally } from './eventTally.ts';
import type { Histogram } from './histogram.ts';

/** What the statistics of a capture are made from. */
export interface CaptureFigures {
  readonly histograms: Readonly<Record<Figure, Histogram>>;
  readonly events: EventTally;
}
