import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import harSdk from '@har-sdk/validator';
import { type DemoServer, startDemoServer } from '../../../../src/demo/demoServer.ts';
import { csvCell } from '../../../../src/engine/exchange/csvExport.ts';
import { exportRecording } from '../../../../src/engine/exchange/exportRecording.ts';
import { WHOLE_RECORDING } from '../../../../src/engine/exchange/exportSource.ts';
import { InspectorError } from '../../../../src/protocol/errors.ts';
import {
  exported,
  readRecording,
  recordDemo,
  type RecordingContent,
  TestFolder,
  UNWATCHED,
} from '../../../support/sampleRecording.ts';

type Har = Parameters<InstanceType<typeof harSdk.HarValidator>['verify']>[0];

const SECRET = 'secret-bearer-91ac';

interface Entry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: { readonly url: string; readonly headers: readonly { name: string; value: string }[] };
  readonly response: { readonly status: number; readonly content: { readonly text?: string } };
  readonly timings: Readonly<Record<string, number>>;
  readonly _resourceType: string;
  readonly _webSocketMessages?: readonly { type: string; time: number; opcode: number; data: string }[];
  readonly _eventStreamMessages?: readonly {
    time: number;
    data: string;
    eventName: string;
    _kind?: string;
  }[];
  readonly _pollMessages?: readonly { time: number }[];
}

let demo: DemoServer;
const folder = new TestFolder();
const path = folder.newPath('rtrec');
let recorded: RecordingContent;
before(async () => {
  demo = await startDemoServer({ rate: 100 });
  await recordDemo(path, demo, { headers: [['Authorization', `Bearer ${SECRET}`]] });
  recorded = readRecording(path);
});
after(async () => {
  await demo.close();
  folder[Symbol.dispose]();
});

function entriesOf(text: string): readonly Entry[] {
  const har = JSON.parse(text) as { readonly log: { readonly entries: readonly Entry[] } };
  return har.log.entries;
}

describe('a recording as HAR', () => {
  it('has an entry for each request, in order of start, and every message in it', async () => {
    const { text, result } = await exported(path, 'har');
    const entries = entriesOf(text);
    assert.equal(entries.length, recorded.requests.length);
    assert.equal(result.frames, recorded.rows.length);
    const messages = entries.reduce(
      (sum, entry) =>
        sum + (entry._webSocketMessages ?? entry._eventStreamMessages ?? entry._pollMessages ?? []).length,
      0,
    );
    assert.equal(messages, recorded.rows.length);
    const starts = entries.map(({ startedDateTime }) => startedDateTime);
    assert.deepEqual(starts, starts.toSorted());
  });

  it('is what the schema of HAR 1.2 asks for', async () => {
    const { text } = await exported(path, 'har');
    const errors = await new harSdk.HarValidator().verify(JSON.parse(text) as Har);
    assert.deepEqual(errors, []);
  });

  it('has WebSocket messages as Chrome writes them', async () => {
    const entry = entriesOf((await exported(path, 'har')).text).find(
      ({ _resourceType }) => _resourceType === 'websocket',
    );
    const sent = entry?._webSocketMessages?.find(({ type }) => type === 'send');
    assert.equal(sent?.opcode, 1);
    assert.equal(sent.data, 'hi');
    const row = recorded.rows.find(({ direction }) => direction === 'out');
    assert.ok(Math.abs(sent.time * 1000 - (row?.atMs ?? 0)) < 0.001);
  });

  it('accounts for the whole time of a request in its phases', async () => {
    for (const { time, timings } of entriesOf((await exported(path, 'har')).text)) {
      const phases = ['blocked', 'dns', 'connect', 'send', 'wait', 'receive'];
      const sum = phases.reduce((total, phase) => total + Math.max(0, timings[phase] ?? 0), 0);
      assert.ok(Math.abs(sum - time) < 0.001);
    }
  });

  it('gives a poll the body that its messages make', async () => {
    const polls = entriesOf((await exported(path, 'har')).text).filter((entry) => entry._pollMessages);
    assert.ok(polls.length > 0);
    for (const { response } of polls) assert.doesNotThrow(() => JSON.parse(response.content.text ?? ''));
  });
});

describe('secrets in what goes out', () => {
  for (const format of ['har', 'ndjson', 'csv'] as const) {
    it(`are masked in ${format}`, async () => {
      const { text } = await exported(path, format);
      assert.ok(!text.includes(SECRET));
    });
  }

  it('stay where the user asks for it', async () => {
    const { text } = await exported(path, 'har', { keepsSecrets: true });
    assert.ok(text.includes(SECRET));
  });
});

describe('a recording as NDJSON', () => {
  it('has a line for each frame, that says what it is of', async () => {
    const lines = (await exported(path, 'ndjson')).text.trimEnd().split('\n');
    assert.equal(lines.length, recorded.rows.length);
    const first = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    const keys = ['method', 'capture', 'url', 'startedAtMs', 'seq', 'atMs', 'direction', 'kind', 'sizeBytes'];
    for (const key of keys) assert.ok(key in first, key);
  });
});

describe('a recording as CSV', () => {
  it('has a header and a record for each frame', async () => {
    const { text } = await exported(path, 'csv', { captureIds: [1] });
    assert.match(text, /^capture,method,url,seq,/);
    const frames = recorded.rows.filter(({ captureId }) => captureId === 1);
    // The demo's payloads have no line breaks of their own.
    assert.equal(text.trimEnd().split('\r\n').length, frames.length + 1);
  });

  it('makes what a spreadsheet takes for a formula inert, but no number of its own', () => {
    for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])
      assert.match(csvCell(formula), /^"?'/, formula);
    assert.equal(csvCell(-1.5), '-1.5');
    assert.equal(csvCell('a "b", c'), '"a ""b"", c"');
    assert.equal(csvCell('=cmd,"x"'), `"'=cmd,""x"""`);
  });
});

describe('part of a recording', () => {
  it('is one capture, or a range of time', async () => {
    const one = await exported(path, 'ndjson', { captureIds: [2] });
    assert.equal(one.result.captures, 1);
    assert.equal(one.result.frames, recorded.rows.filter(({ captureId }) => captureId === 2).length);
    const startedAtMs = Math.min(...recorded.captures.map((capture) => capture.startedAtMs));
    const times = recorded.rows.map(({ atMs }) => atMs - startedAtMs).sort((a, b) => a - b);
    const middleMs = times[Math.floor(times.length / 2)] ?? 0;
    const early = await exported(path, 'har', { toMs: middleMs });
    assert.equal(early.result.frames, times.filter((atMs) => atMs <= middleMs).length);
    assert.ok(early.result.requests < recorded.requests.length);
  });

  it('is refused where there is no such capture', async () => {
    await assert.rejects(exported(path, 'har', { captureIds: [9] }), /holds no capture 9/);
  });
});

describe('an export that is cancelled', () => {
  it('says so', async () => {
    const abort = new AbortController();
    abort.abort();
    const run = { ...UNWATCHED, signal: abort.signal };
    const target = { write: (): void => undefined };
    await assert.rejects(exportRecording(path, 'har', WHOLE_RECORDING, target, run), (error) => {
      return error instanceof InspectorError && error.code === 'cancelled';
    });
  });
});
