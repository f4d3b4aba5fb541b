import type { Distribution } from '../protocol/statistics.ts';
import { bucketEdgeAt, bucketWidthAt, Histogram } from './histogram.ts';

export interface HistogramOfCapture {
  readonly captureId: number;
  readonly histogram: Histogram;
}

/**
 * Fewer bars than this hide a shape, however few values there are; more cannot be told apart on a card. All
 * that a histogram can hold, from a microsecond to 49 days, has 66 of R5.
 */
const LEAST_BARS = { linear: 16, logarithmic: 32 };
const MOST_BARS = 60;
/** Values that lie closer together than this, as a ratio, are shown on a linear scale. */
const LINEAR_RATIO = 8;
/** Where a histogram's last bucket begins, which has all that is larger. */
const BEYOND = bucketEdgeAt(Infinity);
/**
 * Preferred numbers (ISO 3, series R20): round, and evenly spaced on a logarithmic scale. Every second one is R10, every
 * fourth R5.
 */
const R20 = [1, 1.12, 1.25, 1.4, 1.6, 1.8, 2, 2.24, 2.5, 2.8, 3.15, 3.55, 4, 4.5, 5, 5.6, 6.3, 7.1, 8, 9];

/**
 * One figure of several captures in bars that they share. All edges are edges of the histograms' buckets, so the counts
 * are exact: on a linear scale multiples of a power of two, on a logarithmic one preferred numbers, at most 1/64 less.
 * @param isWhole whether values are whole numbers, such as bytes: bars between them would always be empty
 * @returns null where there is no value
 */
export function distributionOf(
  captures: readonly HistogramOfCapture[],
  isWhole: boolean,
): Distribution | null {
  const filled = captures.filter(({ histogram }) => histogram.count > 0);
  const all = new Histogram();
  for (const { histogram } of filled) all.merge(histogram);
  if (all.count === 0) return null;
  const [min, max] = [Math.min(all.min, BEYOND), Math.min(all.max, BEYOND)];
  const lowest = all.lowestEdge;
  const isLinear = lowest === null || (min > 0 && max <= LINEAR_RATIO * min);
  const scale = isLinear ? 'linear' : 'logarithmic';
  // Rice's rule: what a sample can tell of a shape grows with its cube root.
  const mostBars = Math.min(MOST_BARS, Math.max(LEAST_BARS[scale], Math.ceil(2 * Math.cbrt(all.count))));
  const edges = isLinear
    ? linearEdges(min, max, mostBars, isWhole)
    : logarithmicEdges(lowest, max, mostBars, isWhole);
  // What counts as zero has no place on a logarithmic scale: it gets a bar of its own before the others.
  if (!isLinear && bucketEdgeAt(min) === 0) edges.unshift(0);
  return {
    scale,
    edges,
    series: filled.flatMap(({ captureId, histogram }) => {
      const quantiles = histogram.toQuantiles();
      return quantiles === null ? [] : [{ captureId, quantiles, counts: histogram.countsBetween(edges) }];
    }),
  };
}

function linearEdges(min: number, max: number, mostBars: number, isWhole: boolean): number[] {
  let width = Math.max(bucketWidthAt(max), isWhole ? 1 : 0);
  const first = (): number => Math.floor(min / width);
  const last = (): number => Math.floor(max / width);
  while (last() - first() + 1 > mostBars) width *= 2;
  const from = first();
  return Array.from({ length: last() - from + 2 }, (_, place) => (from + place) * width);
}

function logarithmicEdges(lowest: number, max: number, mostBars: number, isWhole: boolean): number[] {
  const stride = [1, 2].find((every) => barsBetween(lowest, max, every) <= mostBars) ?? 4;
  const edges = [lowest];
  let place = Math.floor(Math.log10(lowest)) * R20.length;
  for (let preferred = 0; preferred <= max; place += stride) {
    preferred = preferredNumber(place);
    const edge = isWhole ? Math.ceil(bucketEdgeAt(preferred)) : bucketEdgeAt(preferred);
    // The last edge need not be one of a bucket: no value lies between it and the largest.
    if (preferred > max && edge <= max) edges.push(preferred);
    else if (edge <= lowest) edges[0] = edge === 0 ? lowest : edge;
    else if (edge > (edges.at(-1) ?? 0)) edges.push(edge);
  }
  return edges;
}

function barsBetween(lowest: number, highest: number, stride: number): number {
  return Math.ceil((Math.log10(highest / lowest) * R20.length) / stride) + 1;
}

/** @param place how many steps of R20 it is from 1 */
function preferredNumber(place: number): number {
  const decade = Math.floor(place / R20.length);
  return (R20[place - decade * R20.length] ?? 1) * 10 ** decade;
}
