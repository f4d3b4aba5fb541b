/** What a capture has to stand for a day or at its worst, in one process: see LongRunReport. */
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { WebSocketServer } from 'ws';
import { Capture } from '../../src/engine/capture.ts';
import { SessionLog } from '../../src/engine/sessionLog.ts';
import { completeFeed } from '../../src/protocol/feed.ts';
import { makeMessages } from '../support/messages.ts';
import type { LongRunReport } from '../support/report.ts';

// As the command line has it (src/cli/smallHeap.ts): garbage that nobody has collected is no growth.
setFlagsFromString('--optimize-for-size');

const START_MS = 1_767_225_600_000;
const HOUR_MS = 3_600_000;
const RATE_PER_SECOND = 50;
const RECONNECTS = 10_000;
const LARGE_BYTES = 100_000_000;
const FLUSH_MS = 250;

const folder = mkdtempSync(join(tmpdir(), 'realtime-inspector-bench-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

const report: LongRunReport = {
  day: simulateDay(),
  reconnections: await reconnect(),
  largeMessage: await receiveLarge(),
};
process.send?.(report, () => process.exit());

/** A day at a simulated clock: what comes at each moment comes at once. */
function simulateDay(): LongRunReport['day'] {
  const log = SessionLog.record(join(folder, 'day.rtrec'));
  let nowMs = START_MS;
  const clock = { nowMs: () => nowMs, sleep: () => Promise.reject(new Error('nobody waits')) };
  const feed = completeFeed({ method: 'websocket', url: 'ws://127.0.0.1:1/' });
  const capture = new Capture({ captureId: 1, feed, log, clock });
  const messages = makeMessages(1_000);
  let seq = 0;
  const runUntil = (endMs: number): number => {
    let flushedAtMs = nowMs;
    for (; nowMs < endMs; nowMs += 1_000 / RATE_PER_SECOND) {
      capture.message(nowMs, 'in', messages[seq % 1_000] ?? Buffer.alloc(0), false, 0, null, null);
      seq += 1;
      if (nowMs - flushedAtMs < FLUSH_MS) continue;
      flushedAtMs = nowMs;
      log.flush('{}');
    }
    return process.memoryUsage().rss;
  };
  const hourBytes = runUntil(START_MS + HOUR_MS);
  const dayBytes = runUntil(START_MS + 24 * HOUR_MS);
  const { received } = capture.summary().counters.messages;
  const rows = log.frames.rowCount;
  log.close();
  return { sent: seq, received, rows, hourBytes, dayBytes };
}

/** A stream that ends after each event, so that each event is a request of its own. */
async function reconnect(): Promise<LongRunReport['reconnections']> {
  let asked = 0;
  const server = http.createServer((_request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`retry: 0\nid: ${asked}\ndata: ${asked}\n\n`);
  });
  const port = await listen(server);
  const log = SessionLog.record(join(folder, 'reconnects.rtrec'));
  const feed = completeFeed({ method: 'sse', url: `http://127.0.0.1:${port}/` });
  const capture = new Capture({ captureId: 1, feed, log, maxMessages: RECONNECTS + 1 });
  capture.start();
  let firstBytes = 0;
  const flushing = setInterval(() => {
    log.flush('{}');
    if (firstBytes === 0 && asked > RECONNECTS / 10) firstBytes = process.memoryUsage().rss;
  }, FLUSH_MS);
  await capture.ended;
  clearInterval(flushing);
  server.closeAllConnections();
  server.close();
  const { reconnects, messages } = capture.summary().counters;
  const lastBytes = process.memoryUsage().rss;
  log.close();
  return { reconnects, received: messages.received, firstBytes, lastBytes };
}

async function receiveLarge(): Promise<LongRunReport['largeMessage']> {
  const server = http.createServer();
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.send(Buffer.alloc(LARGE_BYTES, 'x').toString('latin1'));
  });
  const port = await listen(server);
  const log = SessionLog.record(join(folder, 'large.rtrec'));
  const feed = completeFeed({ method: 'websocket', url: `ws://127.0.0.1:${port}/` });
  const capture = new Capture({ captureId: 1, feed, log, maxMessages: 1 });
  capture.start();
  await capture.ended;
  log.flush('{}');
  const [row] = log.frames.readRows(0, 1);
  const keptBytes = log.frames.readPayload(0).length;
  log.close();
  server.closeAllConnections();
  server.close();
  return { sizeBytes: row?.sizeBytes ?? 0, keptBytes };
}

async function listen(server: http.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
