import type { RequestOutcome, RequestRecord } from '../../../src/protocol/request.ts';
import type { TimelineBar, TimelineLane } from '../../../src/protocol/timeline.ts';

export interface FakeWindow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly columns: number;
}

/** What a lane tells of requests and close frames, as the engine does. */
export function requestsAndCloses(
  { fromMs, toMs, columns }: FakeWindow,
  requests: readonly RequestRecord[],
  closesMs: readonly number[],
): Pick<TimelineLane, 'closes' | 'closeNotes' | 'bars' | 'hiddenBars' | 'outcomes'> {
  const countPer = (timesMs: readonly number[]): number[] => {
    const counts = new Array<number>(columns).fill(0);
    for (const atMs of timesMs) {
      const column = Math.floor(((atMs - fromMs) / (toMs - fromMs)) * columns);
      if (column >= 0 && column < columns) counts[column] = (counts[column] ?? 0) + 1;
    }
    return counts;
  };
  const within = requests.filter(
    ({ startedAtMs, endedAtMs }) => startedAtMs < toMs && (endedAtMs ?? Infinity) > fromMs,
  );
  const ended = (wanted: RequestOutcome): number[] =>
    countPer(
      within.filter(({ outcome }) => outcome === wanted).map(({ endedAtMs }) => endedAtMs ?? Infinity),
    );
  const closes = {
    closes: countPer(closesMs),
    closeNotes: closesMs
      .filter((atMs) => atMs >= fromMs && atMs < toMs)
      .map((atMs) => ({ atMs, direction: 'in' as const, text: '1001 going away: deploy' })),
  };
  if (within.length <= columns) return { ...closes, bars: within.map(toBar), hiddenBars: 0, outcomes: null };
  const [answered, empty] = [ended('messages'), ended('empty')];
  const [unchanged, failed] = [ended('unchanged'), ended('failed')];
  return {
    ...closes,
    bars: [],
    hiddenBars: within.length,
    outcomes: { answered, empty, unchanged, failed },
  };
}

function toBar(request: RequestRecord): TimelineBar {
  const { index, purpose, startedAtMs, endedAtMs, outcome, messageCount } = request;
  return { requestIndex: index, purpose, startedAtMs, endedAtMs, outcome, messageCount };
}
