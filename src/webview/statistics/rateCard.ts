import { formatClockTime, formatCount, formatDuration, formatRate } from '../../model/format.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import type { RateOverTime, RateSeries, Statistics } from '../../protocol/statistics.ts';
import { type ChartCard, type ChartStrip, FIGURE_NAMES, sum } from './chartCard.ts';
import type { FigureColumn, FigureTable } from './figureTable.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Received messages per second over the whole time of the captures. */
export function rateCard(
  { rate, nowMs }: Statistics,
  captures: readonly CaptureSummary[],
  labelOf: (captureId: number) => string,
): ChartCard {
  const startOf = (column: number): number => rate.fromMs + column * rate.columnMs;
  const rangeOf = (column: number): string =>
    `${clockText(startOf(column))} to ${clockText(startOf(column + 1))}`;
  const series = rate.series.filter(({ received }) => sum(received) > 0);
  const strips = series.flatMap((each) => {
    const capture = captures.find(({ captureId }) => captureId === each.captureId);
    return capture === undefined ? [] : [toStrip(each, rate, nowMs, capture, labelOf)];
  });
  const isRunning = series.some(({ endedAtMs }) => endedAtMs === null);
  return {
    id: 'rate',
    title: 'Rate',
    about: `Received messages per second, in columns of ${widthText(rate.columnMs)}`,
    strips,
    bars: rate.columns,
    openFrom: isRunning ? Math.floor((nowMs - rate.fromMs) / rate.columnMs) : Infinity,
    rangeOf,
    ticks: [0, Math.round(rate.columns / 2), rate.columns].map((column) => ({
      share: column / rate.columns,
      text: clockText(startOf(column)),
    })),
    table: () => toTable(rate, series, labelOf, startOf),
    summary: summaryOf(rate, strips, rangeOf),
    missing: 'No message was received yet.',
  };
}

function toStrip(
  { captureId, received, startedAtMs, endedAtMs }: RateSeries,
  { columnMs, fromMs }: RateOverTime,
  nowMs: number,
  { feed }: CaptureSummary,
  labelOf: (captureId: number) => string,
): ChartStrip {
  const perSecond = (count: number): number => (count * SECOND_MS) / columnMs;
  const untilMs = endedAtMs ?? nowMs;
  // A column in which it began or ended, or that is not over, has too few of them.
  const whole = received.filter((_, column) => {
    const startMs = fromMs + column * columnMs;
    return startMs >= startedAtMs && startMs + columnMs <= untilMs;
  });
  const rates = (whole.length > 0 ? whole : received).map(perSecond).sort((a, b) => a - b);
  const quantile = (q: number): number => rates[Math.max(0, Math.ceil(q * rates.length) - 1)] ?? 0;
  const count = sum(received);
  const mean = (count * SECOND_MS) / Math.max(1, untilMs - startedAtMs);
  const values = [quantile(0.5), quantile(0.95), quantile(0.99), quantile(1), mean];
  const most = Math.max(...received);
  return {
    captureId,
    method: feed.method,
    label: labelOf(captureId),
    count,
    figures: FIGURE_NAMES.map((_, place) => {
      const value = values[place] ?? 0;
      return { text: formatRate(value), value };
    }),
    heights: received.map((each) => each / most),
    peak: formatRate(perSecond(most)),
    tip: (column) => {
      const each = received[column] ?? 0;
      return `${formatCount(each)} messages, ${formatRate(perSecond(each))}`;
    },
  };
}

function toTable(
  { columns, columnMs }: RateOverTime,
  series: readonly RateSeries[],
  labelOf: (captureId: number) => string,
  startOf: (column: number) => number,
): FigureTable {
  const heads: FigureColumn[] = [
    { label: 'From', group: '', unit: '' },
    ...series.flatMap(({ captureId }) => [
      { label: 'Received', group: labelOf(captureId), unit: '' },
      { label: 'Rate', group: labelOf(captureId), unit: '1/s' },
      { label: 'Sent', group: labelOf(captureId), unit: '' },
    ]),
  ];
  const rows = Array.from({ length: columns }, (_, column) => {
    const counts = series.map(({ received, sent }) => [received[column] ?? 0, sent[column] ?? 0] as const);
    if (counts.every(([received, sent]) => received + sent === 0)) return [];
    const startMs = startOf(column);
    return [
      [
        { text: clockText(startMs), value: new Date(startMs).toISOString() },
        ...counts.flatMap(([received, sent]) => {
          const perSecond = (received * SECOND_MS) / columnMs;
          return [
            { text: formatCount(received), value: received },
            { text: formatRate(perSecond), value: perSecond },
            { text: formatCount(sent), value: sent },
          ];
        }),
      ],
    ];
  }).flat();
  return { caption: `Rate: messages in each ${widthText(columnMs)}`, columns: heads, rows };
}

function summaryOf(
  { columnMs }: RateOverTime,
  strips: readonly ChartStrip[],
  rangeOf: (column: number) => string,
): string {
  const lines = strips.map(({ label, count, figures, heights, peak }) => {
    const mean = figures.at(-1)?.text ?? '';
    const busiest = rangeOf(heights.indexOf(1));
    return `${label}: ${formatCount(count)} messages, ${mean} on average, most from ${busiest} with ${peak}.`;
  });
  return `Rate over time, in columns of ${widthText(columnMs)}. ${lines.join(' ')}`;
}

/** Whole seconds, minutes or hours, without decimals. */
function widthText(columnMs: number): string {
  return columnMs < MINUTE_MS ? `${columnMs / SECOND_MS} s` : formatDuration(columnMs);
}

/** To the second: columns begin with one. */
function clockText(ms: number): string {
  return formatClockTime(ms).slice(0, -'.000'.length);
}
