import type { AssumptionName, EstimateAssumptions } from '../../protocol/comparison.ts';
import { formatCount, formatDuration } from '../format.ts';

/** Assumptions in words: which, what it is, and its value. */
export function assumptionTexts(
  assumed: EstimateAssumptions,
): readonly (readonly [name: AssumptionName, label: string, value: string])[] {
  const { heartbeatMs, keepAliveMs, compression } = assumed;
  return [
    ['intervalMs', 'Short polling asks every', formatDuration(assumed.intervalMs)],
    ['timeoutMs', 'A long poll is held for', formatDuration(assumed.timeoutMs)],
    ['roundTripMs', 'Round trip', formatDuration(assumed.roundTripMs)],
    ['turnaroundMs', 'From a long poll to the next, besides', formatDuration(assumed.turnaroundMs)],
    ['connectRoundTrips', 'Round trips to connect', formatCount(assumed.connectRoundTrips)],
    [
      'keepAliveMs',
      'An idle connection is kept for',
      keepAliveMs === 0 ? 'no time' : formatDuration(keepAliveMs),
    ],
    ['heartbeatMs', 'A stream shows life every', heartbeatMs === 0 ? 'never' : formatDuration(heartbeatMs)],
    ['compression', 'Compression', compression === 'none' ? 'none' : 'gzip, permessage-deflate'],
    ['httpVersion', 'Polls and event streams by', `HTTP/${assumed.httpVersion}`],
  ];
}
