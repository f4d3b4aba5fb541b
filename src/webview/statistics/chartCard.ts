import type { Quantiles } from '../../protocol/capture.ts';
import type { Method } from '../../protocol/method.ts';
import type { Cell, FigureTable } from './figureTable.ts';
import type { ChartId } from './statisticsView.ts';

/** A capture within a chart: its bars over the axis that all share. */
export interface ChartStrip {
  readonly captureId: number;
  readonly method: Method;
  readonly label: string;
  readonly count: number;
  /** p50, p95, p99, max, mean. */
  readonly figures: readonly Cell[];
  /** Of each bar, as a share of the tallest. */
  readonly heights: readonly number[];
  /** What the tallest bar stands for. */
  readonly peak: string;
  /** What is said of a bar that is pointed at. */
  readonly tip: (bar: number) => string;
}

/** Everything that a card with a chart is drawn from. */
export interface ChartCard {
  readonly id: ChartId;
  readonly title: string;
  /** What the figure is. */
  readonly about: string;
  readonly strips: readonly ChartStrip[];
  readonly bars: number;
  /** Bars from here on are not over yet. */
  readonly openFrom: number;
  /** What a bar holds, as a range. */
  readonly rangeOf: (bar: number) => string;
  readonly ticks: readonly { readonly share: number; readonly text: string }[];
  readonly table: () => FigureTable;
  /** The chart in words. */
  readonly summary: string;
  /** Where there are no strips: why, and what to do. */
  readonly missing: string;
}

export const FIGURE_NAMES = ['p50', 'p95', 'p99', 'max', 'mean'] as const;

export function figureCells(quantiles: Quantiles, format: (value: number) => string): Cell[] {
  return FIGURE_NAMES.map((name) => ({ text: format(quantiles[name]), value: quantiles[name] }));
}

/** The place of the largest; 0 where there is none. */
export function placeOfMost(values: readonly number[]): number {
  return Math.max(0, values.indexOf(Math.max(0, ...values)));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
