/**
 * One feed of the estimate's check: served by the real server by all four methods, captured by the real engine, and
 * estimated from each of its captures alone. `estimateCheck.ts <place of the feed> <seed>`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type FeedContent, jsonContent } from '../../src/demo/feedContent.ts';
import { FeedServer } from '../../src/demo/feedServer.ts';
import { MessageFeed } from '../../src/demo/messageFeed.ts';
import { SeededRandom } from '../../src/demo/seededRandom.ts';
import { Capture } from '../../src/engine/capture.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { estimateRecording } from '../../src/engine/estimateRecording.ts';
import { openRecordingLog, type RecordingLog } from '../../src/engine/recordingLog.ts';
import type { CaptureSummary } from '../../src/protocol/capture.ts';
import { completeFeed, type HeaderField, NO_PROXY } from '../../src/protocol/feed.ts';
import { type Method, METHODS } from '../../src/protocol/method.ts';
import type { CheckedFigures, CheckReport } from '../estimates/checkReport.ts';
import { CAPTURED_MS, CHECKED_FEEDS, type CheckedFeed, type PlannedMessage } from '../estimates/feeds.ts';

const LONG_POLL_TIMEOUT_MS = 25_000;
const HEARTBEAT_MS = 15_000;
const WARM_UP_MS = 1_500;
/** The address of a method that is not captured cannot be known; here all have addresses of this length. */
const TARGET_CHARACTERS = 24;

let recordings = 0;
const [place = '', seed = ''] = process.argv.slice(2);
const feed = CHECKED_FEEDS[Number(place)];
if (feed === undefined) throw new Error('give the place of a feed');
const folder = mkdtempSync(join(tmpdir(), 'realtime-inspector-bench-'));
// Whoever wanted to know is gone.
process.on('disconnect', () => process.exit());
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
// Code that runs for the first time is slow, and a round trip is measured by the first connection.
await check(feed, Number(seed), WARM_UP_MS);
const report = await check(feed, Number(seed), CAPTURED_MS);
process.send?.(report, () => process.exit());

interface Captured {
  readonly method: Method;
  readonly path: string;
  readonly capture: Capture;
  readonly recording: RecordingLog;
}

async function check(checked: CheckedFeed, feedSeed: number, durationMs: number): Promise<CheckReport> {
  const messages = new MessageFeed();
  const server = await FeedServer.start(messages, {
    port: 0,
    longPollTimeoutMs: LONG_POLL_TIMEOUT_MS,
    heartbeatMs: HEARTBEAT_MS,
    headBytes: checked.answerHeadBytes ?? 0,
  });
  const captured = METHODS.map((method) => captureOf(checked, method, server.origin));
  const lateness = monitorEventLoopDelay({ resolution: 5 });
  for (const { capture } of captured) capture.start();
  const startedAtMs = performance.now();
  const plan = checked.plan(new SeededRandom(feedSeed)).filter(({ atMs }) => atMs < durationMs);
  lateness.enable();
  await publish(messages, plan, startedAtMs);
  await wait(startedAtMs + durationMs - performance.now());
  lateness.disable();
  await Promise.all(captured.map(({ capture }) => capture.stop('limit')));
  for (const { recording, capture } of captured) recording.close([capture]);
  await server.close();
  return {
    messages: plan.length,
    latestTimerMs: lateness.max / 1e6,
    methods: captured.map(({ method, capture }) => ({
      method,
      measured: measuredFigures(capture.summary()),
      estimatedFrom: {
        'short-polling': estimatedFigures(checked, captured, 'short-polling', method),
        'long-polling': estimatedFigures(checked, captured, 'long-polling', method),
        websocket: estimatedFigures(checked, captured, 'websocket', method),
        sse: estimatedFigures(checked, captured, 'sse', method),
      },
    })),
  };
}

function captureOf(checked: CheckedFeed, method: Method, origin: string): Captured {
  const path = join(folder, `${recordings}.rtrec`);
  recordings += 1;
  const recording = openRecordingLog(path);
  const base = method === 'websocket' ? origin.replace('http', 'ws') : origin;
  const target = `/${method}?`.padEnd(TARGET_CHARACTERS, '-');
  const capture = new Capture({
    captureId: 1,
    feed: completeFeed({
      method,
      url: base + target,
      intervalMs: checked.intervalMs,
      headers: paddingOf(checked.requestHeadBytes ?? 0),
      time: '$.at',
      proxyUrl: NO_PROXY,
    }),
    log: recording.log,
  });
  return { method, path, capture, recording };
}

function paddingOf(bytes: number): readonly HeaderField[] {
  const name = 'Cookie';
  return bytes === 0 ? [] : [[name, 'c='.padEnd(bytes - name.length - ': \r\n'.length, 'x')]];
}

/** Publishes each message when it is due; those that are due at the same moment at once. */
async function publish(
  messages: MessageFeed,
  plan: readonly PlannedMessage[],
  startedAtMs: number,
): Promise<void> {
  for (let next = 0; next < plan.length;) {
    const dueMs = plan[next]?.atMs ?? 0;
    await wait(Math.max(0, startedAtMs + dueMs - performance.now()));
    const due = plan.slice(next).filter(({ atMs }) => atMs === dueMs);
    messages.publish(due.map(({ sizeBytes }, place) => messageOf(messages.latestSeq + 1 + place, sizeBytes)));
    next += due.length;
  }
}

function messageOf(seq: number, sizeBytes: number): FeedContent {
  const head = `{"id":"${seq}","at":${systemClock.nowMs().toFixed(3)}`;
  const end = '}';
  const frame = ',"x":""'.length;
  const room = sizeBytes - head.length - end.length - frame;
  return jsonContent(Buffer.from(room < 0 ? head + end : `${head},"x":"${'x'.repeat(room)}"${end}`));
}

function measuredFigures({ counters, delays }: CaptureSummary): CheckedFigures {
  return {
    requests: counters.requests,
    receivedBytes: counters.bytes.received,
    sentBytes: counters.bytes.sent,
    delayMs: delays?.mean ?? 0,
  };
}

function estimatedFigures(
  { intervalMs }: CheckedFeed,
  captured: readonly Captured[],
  from: Method,
  to: Method,
): CheckedFigures {
  const path = captured.find(({ method }) => method === from)?.path ?? '';
  const { columns } = estimateRecording(path, { intervalMs, timeoutMs: LONG_POLL_TIMEOUT_MS });
  const figures = columns.find(({ method }) => method === to)?.figures;
  if (figures === undefined) throw new Error(`nothing was estimated of ${to}`);
  return {
    requests: figures.requests,
    receivedBytes: figures.receivedBytes,
    sentBytes: figures.sentBytes,
    delayMs: figures.delay?.mean ?? 0,
  };
}
