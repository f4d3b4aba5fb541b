import { formatBytes, formatCount, formatDuration, formatShare } from '../../model/format.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import type { Distribution, DistributionSeries, Figure, Statistics } from '../../protocol/statistics.ts';
import { type ChartCard, type ChartStrip, figureCells, placeOfMost } from './chartCard.ts';
import type { FigureColumn, FigureTable } from './figureTable.ts';
import { whyMissing } from './missingFigures.ts';

interface FigureWords {
  readonly title: string;
  readonly about: string;
  /** What is counted. */
  readonly counted: string;
  readonly unit: 'B' | 'ms';
}

const WORDS: Readonly<Record<Figure, FigureWords>> = {
  size: { title: 'Size', about: 'Of received messages', counted: 'messages', unit: 'B' },
  sentSize: { title: 'Size sent', about: 'Of sent messages', counted: 'messages', unit: 'B' },
  gap: { title: 'Gap', about: 'From a received message to the next', counted: 'gaps', unit: 'ms' },
  delay: {
    title: 'Delivery delay',
    about: 'From a message’s own time to its arrival: it has the difference of both clocks in it',
    counted: 'messages',
    unit: 'ms',
  },
  roundTrip: { title: 'Round trip', about: 'From a ping to its pong', counted: 'pings', unit: 'ms' },
  wait: {
    title: 'Hold and response time',
    about: 'From a poll’s request to the first byte of its answer: how long a long poll was held',
    counted: 'polls',
    unit: 'ms',
  },
};

const TICKS = 4;
const TICK_DIGITS = 2;

/** @param labelOf what a capture is called on the cards */
export function distributionCard(
  figure: Figure,
  statistics: Statistics,
  captures: readonly CaptureSummary[],
  labelOf: (captureId: number) => string,
): ChartCard {
  const words = WORDS[figure];
  const format = words.unit === 'B' ? formatBytes : formatDuration;
  const formatEdge = words.unit === 'B' ? formatBytes : edgeText;
  const distribution = statistics.distributions[figure];
  const edges = distribution?.edges ?? [];
  const rangeOf = (bar: number): string => rangeText(edges, bar, words.unit, formatEdge);
  const strips = (distribution?.series ?? []).flatMap((series) => {
    const capture = captures.find(({ captureId }) => captureId === series.captureId);
    return capture === undefined ? [] : [toStrip(series, capture, labelOf, words, format)];
  });
  const isKnown = statistics.notRecorded.length < captures.length;
  return {
    id: figure,
    title: words.title,
    about: words.about,
    strips,
    bars: Math.max(0, edges.length - 1),
    openFrom: Infinity,
    rangeOf,
    ticks: ticksOf(edges, formatEdge),
    table: () => toTable(words, distribution, labelOf, formatEdge),
    summary: summaryOf(words, distribution, labelOf, rangeOf, format),
    missing: isKnown
      ? whyMissing(figure, captures)
      : 'The recording is of an earlier version, which did not keep this.',
  };
}

function toStrip(
  { captureId, quantiles, counts }: DistributionSeries,
  { feed }: CaptureSummary,
  labelOf: (captureId: number) => string,
  { counted }: FigureWords,
  format: (value: number) => string,
): ChartStrip {
  const most = Math.max(...counts);
  return {
    captureId,
    method: feed.method,
    label: labelOf(captureId),
    count: quantiles.count,
    figures: figureCells(quantiles, format),
    heights: counts.map((count) => count / most),
    peak: formatShare(most / quantiles.count),
    tip: (bar) => {
      const count = counts[bar] ?? 0;
      return `${formatCount(count)} ${counted}, ${formatShare(count / quantiles.count)}`;
    },
  };
}

/** Below a tenth of a millisecond, edges that differ would read the same. */
function edgeText(ms: number): string {
  return ms > 0 && ms < 0.0995 ? `${(1_000 * ms).toFixed(ms < 0.00995 ? 1 : 0)} µs` : formatDuration(ms);
}

/** Whole bytes are told one by one where a bar has one of them. */
function rangeText(
  edges: readonly number[],
  bar: number,
  unit: FigureWords['unit'],
  format: (value: number) => string,
): string {
  const [from = 0, to = 0] = [edges[bar], edges[bar + 1]];
  if (unit === 'B' && to - from <= 1) return format(from);
  return `${format(from)} to ${format(to)}`;
}

/** Edges at even distances, to two digits: a scale is looked at, a table is read. */
function ticksOf(edges: readonly number[], format: (value: number) => string): ChartCard['ticks'] {
  const bars = edges.length - 1;
  if (bars < 1) return [];
  const parts = Math.min(bars, TICKS);
  return Array.from({ length: parts + 1 }, (_, part) => {
    const place = Math.round((bars * part) / parts);
    return { share: place / bars, text: format(rounded(edges[place] ?? 0)) };
  });
}

function rounded(value: number): number {
  return value < 1 ? value : Math.round(value / 10 ** digitsBeyond(value)) * 10 ** digitsBeyond(value);
}

function digitsBeyond(value: number): number {
  return Math.max(0, Math.floor(Math.log10(value)) + 1 - TICK_DIGITS);
}

function toTable(
  { title, unit, counted }: FigureWords,
  distribution: Distribution | null,
  labelOf: (captureId: number) => string,
  format: (value: number) => string,
): FigureTable {
  const { edges, series } = distribution ?? { edges: [], series: [] };
  const columns: FigureColumn[] = [
    { label: 'From', group: '', unit },
    { label: 'To', group: '', unit },
    ...series.flatMap(({ captureId }) => [
      { label: 'Count', group: labelOf(captureId), unit: '' },
      { label: 'Share', group: labelOf(captureId), unit: '%' },
    ]),
  ];
  const rows = edges.slice(0, -1).flatMap((from, bar) => {
    if (series.every(({ counts }) => (counts[bar] ?? 0) === 0)) return [];
    const to = edges[bar + 1] ?? from;
    return [
      [
        { text: format(from), value: from },
        { text: format(to), value: to },
        ...series.flatMap(({ counts, quantiles }) => {
          const count = counts[bar] ?? 0;
          const share = count / quantiles.count;
          return [
            { text: formatCount(count), value: count },
            { text: formatShare(share), value: Number((100 * share).toPrecision(4)) },
          ];
        }),
      ],
    ];
  });
  return { caption: `${title}: ${counted} from each value up to, and without, the next`, columns, rows };
}

function summaryOf(
  { title, counted }: FigureWords,
  distribution: Distribution | null,
  labelOf: (captureId: number) => string,
  rangeOf: (bar: number) => string,
  format: (value: number) => string,
): string {
  const lines = (distribution?.series ?? []).map(({ captureId, quantiles, counts }) => {
    const { count, p50, p95, max } = quantiles;
    return (
      `${labelOf(captureId)}: ${formatCount(count)} ${counted}, half at most ${format(p50)}, ` +
      `95 % at most ${format(p95)}, all at most ${format(max)}, most often ${rangeOf(placeOfMost(counts))}.`
    );
  });
  const scale = distribution === null ? '' : ` On a ${distribution.scale} scale.`;
  return `${title}, histogram.${scale} ${lines.join(' ')}`;
}
