import type { MethodFigures } from '../../protocol/comparison.ts';
import type { ReplayCheck, ReplayedMethod } from '../../protocol/replay.ts';
import { NONE } from '../comparisonRows.ts';
import { msOffText, shareOffText } from '../errorText.ts';
import { formatBytes, formatCount, formatDuration } from '../format.ts';

/** What a replay measured of each method, each number with how far the estimate of it is off; what it is comes first. */
export function checkRows({ methods }: ReplayCheck): string[][] {
  const row = (
    label: string,
    read: (figures: MethodFigures) => number | null,
    format: (value: number) => string,
    off: (method: ReplayedMethod) => string,
  ): string[] => [
    label,
    ...methods.map((method) => {
      const value = read(method.replayed);
      return value === null ? NONE : `${format(value)} (${off(method)})`;
    }),
  ];
  return [
    row(
      'Requests',
      ({ requests }) => requests,
      formatCount,
      ({ error }) => shareOffText(error.requests),
    ),
    row(
      'Wire bytes in',
      ({ receivedBytes }) => receivedBytes,
      formatBytes,
      ({ error }) => shareOffText(error.receivedBytes),
    ),
    row(
      'Wire bytes out',
      ({ sentBytes }) => sentBytes,
      formatBytes,
      ({ error }) => shareOffText(error.sentBytes),
    ),
    row(
      'Delay mean',
      ({ delay }) => delay?.mean ?? null,
      formatDuration,
      ({ error }) => msOffText(error.delayMs),
    ),
  ];
}
