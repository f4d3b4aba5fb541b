import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoServer } from '../../src/demo/demoServer.ts';
import { exportRecording } from '../../src/engine/exchange/exportRecording.ts';
import { type ExportScope, WHOLE_RECORDING } from '../../src/engine/exchange/exportSource.ts';
import { restoreCaptures } from '../../src/engine/restoredCaptures.ts';
import { Session } from '../../src/engine/session.ts';
import { SessionLog } from '../../src/engine/sessionLog.ts';
import type { CaptureSummary } from '../../src/protocol/capture.ts';
import type { ExchangeFormat, ExportResult } from '../../src/protocol/exchange.ts';
import { completeFeed, type FeedInput } from '../../src/protocol/feed.ts';
import type { FrameRow } from '../../src/protocol/frame.ts';
import type { RequestRecord } from '../../src/protocol/request.ts';
import type { SampleFeed } from './sampleFeed.ts';
import { waitFor } from './waitFor.ts';

/** A folder for the files of a test, with a new name for each. */
export class TestFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'exchange-test-'));
  #files = 0;

  newPath(extension: string): string {
    this.#files += 1;
    return join(this.path, `${this.#files}.${extension}`);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Watches nothing and is never given up. */
export const UNWATCHED = { signal: new AbortController().signal, onProgress: (): void => undefined };

/** Records the demo by all four methods until each has brought some messages. */
export async function recordDemo(
  path: string,
  demo: DemoServer,
  some: Partial<FeedInput> = {},
  messages = 12,
): Promise<void> {
  const session = Session.open(path, () => undefined);
  const feeds: readonly FeedInput[] = [
    {
      method: 'websocket',
      url: `${demo.origin.replace('http:', 'ws:')}/websocket`,
      sends: [{ kind: 'text', text: 'hi' }],
    },
    { method: 'sse', url: `${demo.origin}/sse` },
    { method: 'long-polling', url: `${demo.origin}/long-polling` },
    { method: 'short-polling', url: `${demo.origin}/short-polling`, intervalMs: 50 },
  ];
  for (const feed of feeds) await session.startCapture(completeFeed({ ...feed, ...some }), null);
  await waitFor('messages of every capture', () =>
    session.snapshot().captures.every(({ counters }) => counters.messages.received >= messages),
  );
  await session.close();
}

/** Records an event stream of 3 messages. */
export async function recordFeed(path: string, feed: SampleFeed): Promise<void> {
  const session = Session.open(path, () => undefined);
  await session.startCapture(completeFeed({ method: 'sse', url: `${feed.origin}/sse` }), null);
  const capture = (): CaptureSummary | undefined => session.snapshot().captures[0];
  await waitFor('a stream', () => capture()?.state === 'open');
  feed.publish(3);
  await waitFor('its messages', () => capture()?.counters.messages.received === 3);
  await session.close();
}

export interface RecordingContent {
  readonly captures: readonly CaptureSummary[];
  readonly rows: readonly (FrameRow & { readonly payload: Buffer })[];
  readonly requests: readonly RequestRecord[];
}

/** All that a recording holds. */
export function readRecording(path: string): RecordingContent {
  const log = SessionLog.read(path);
  try {
    return {
      captures: restoreCaptures(log.readCaptures()),
      rows: log.frames
        .readRows(0, log.frames.rowCount)
        .map((row) => ({ ...row, payload: Buffer.from(log.frames.readPayload(row.row)) })),
      requests: log.requests.wholePage(0, log.requests.count),
    };
  } finally {
    log.close();
  }
}

/** A recording in another format, as text. */
export async function exported(
  path: string,
  format: ExchangeFormat,
  scope: Partial<ExportScope> = {},
): Promise<{ readonly text: string; readonly result: ExportResult }> {
  let text = '';
  const target = {
    write: (part: string): void => {
      text += part;
    },
  };
  const result = await exportRecording(path, format, { ...WHOLE_RECORDING, ...scope }, target, UNWATCHED);
  return { text, result };
}
