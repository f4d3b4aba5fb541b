import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { importRecording } from '../../../../src/engine/exchange/importRecording.ts';
import { InspectorError } from '../../../../src/protocol/errors.ts';
import type { ImportResult } from '../../../../src/protocol/exchange.ts';
import {
  asset,
  chromeEvents,
  chromeSocket,
  firefoxEvents,
  har,
  HAR_START_MS,
  poll,
} from '../../../support/sampleHars.ts';
import {
  readRecording,
  type RecordingContent,
  TestFolder,
  UNWATCHED,
} from '../../../support/sampleRecording.ts';

const folder = new TestFolder();
after(() => {
  folder[Symbol.dispose]();
});

async function imported(text: string): Promise<RecordingContent & { readonly result: ImportResult }> {
  const file = folder.newPath('har');
  const recording = folder.newPath('rtrec');
  writeFileSync(file, text);
  const result = await importRecording(file, recording, UNWATCHED);
  return { ...readRecording(recording), result };
}

/** Whether it is refused with one error that says this, and nothing is left beside the file. */
async function refuses(text: string, message: RegExp): Promise<void> {
  const file = folder.newPath('har');
  writeFileSync(file, text);
  const before = readdirSync(folder.path).length;
  await assert.rejects(importRecording(file, folder.newPath('rtrec'), UNWATCHED), (error) => {
    assert.ok(error instanceof InspectorError, String(error));
    assert.equal(error.code, 'import-failed');
    assert.match(error.message, message);
    assert.notEqual(error.action, '');
    return true;
  });
  assert.equal(readdirSync(folder.path).length, before);
}

const SECONDS = HAR_START_MS / 1_000;
const SOCKET = chromeSocket(0, [
  { type: 'send', time: SECONDS + 0.1, opcode: 1, data: 'subscribe' },
  { type: 'receive', time: SECONDS + 0.25, opcode: 1, data: '{"id":1}' },
  { type: 'receive', time: SECONDS + 0.5, opcode: 2, data: 'AAEC' },
]);

describe("a HAR of Chrome's", () => {
  it('has the messages of a WebSocket, in order of arrival with those of an event stream', async () => {
    const events = chromeEvents(50, [
      { time: SECONDS + 0.2, eventName: 'tick', eventId: '7', data: 'a' },
      { time: SECONDS + 0.4, eventName: 'message', eventId: '', data: 'b' },
    ]);
    const { captures, rows, requests, result } = await imported(har([asset(0), SOCKET, events]));
    assert.deepEqual(
      captures.map(({ feed }) => [feed.method, feed.url]),
      [
        ['websocket', 'wss://live.example/ws'],
        ['sse', 'https://live.example/events'],
      ],
    );
    assert.equal(result.frames, 5);
    assert.equal(requests.length, 2);
    assert.deepEqual(
      rows.map(({ direction, isBinary, event, id, payload, atMs }) => [
        Math.round(atMs - HAR_START_MS),
        direction,
        isBinary,
        event,
        id,
        payload.toString('latin1'),
      ]),
      [
        [100, 'out', false, null, null, 'subscribe'],
        [200, 'in', false, 'tick', '7', 'a'],
        [250, 'in', false, null, null, '{"id":1}'],
        [400, 'in', false, null, null, 'b'],
        [500, 'in', true, null, null, '\x00\x01\x02'],
      ],
    );
    assert.deepEqual(captures[0]?.counters.messages, { received: 2, sent: 1, duplicates: 0, outOfOrder: 0 });
  });

  it('makes one capture of a WebSocket that is connected again, and two of those open together', async () => {
    const again = chromeSocket(6_000, []);
    const beside = chromeSocket(1_000, []);
    assert.equal((await imported(har([SOCKET, again]))).captures.length, 1);
    assert.equal((await imported(har([SOCKET, beside]))).captures.length, 2);
  });

  it('makes short polling of what is asked at an interval, with its news only', async () => {
    const polls = [0, 1, 2, 3, 4, 5].map((n) => poll(1_000 * n, [{ id: Math.min(n, 3) }]));
    const { captures, rows, requests } = await imported(har([asset(10), ...polls]));
    assert.equal(captures.length, 1);
    assert.equal(captures[0]?.feed.method, 'short-polling');
    assert.equal(captures[0].feed.intervalMs, 1_000);
    assert.equal(rows.length, 4);
    assert.deepEqual(
      requests.map(({ outcome }) => outcome),
      ['messages', 'messages', 'messages', 'messages', 'unchanged', 'unchanged'],
    );
    assert.equal(captures[0].counters.polls.total, 6);
  });

  it('makes long polling of what is held', async () => {
    const held = {
      time: 2_000,
      timings: { blocked: 0, dns: -1, connect: -1, ssl: -1, send: 0, wait: 1_990, receive: 10 },
    };
    const polls = [0, 2_010, 4_020, 6_030].map((atMs) => poll(atMs, { id: atMs }, held));
    const { captures } = await imported(har(polls));
    assert.equal(captures[0]?.feed.method, 'long-polling');
    assert.equal(captures[0].longPolls?.holds.count, 4);
  });

  it('leaves out what is no feed, and says how much', async () => {
    const calls = [0, 10, 4_000].map((atMs) => poll(atMs, { ok: true }));
    const { result } = await imported(har([SOCKET, asset(1), ...calls]));
    assert.equal(result.captures, 1);
    assert.equal(result.leftOut, 3);
  });
});

describe("a HAR of Firefox's", () => {
  it('has the events of a stream from its body', async () => {
    const text = ': hello\n\nid: 1\nevent: tick\ndata: one\n\nretry: 500\ndata: two\n\n';
    const { rows, captures } = await imported(har([firefoxEvents(0, text)]));
    assert.deepEqual(
      rows.map(({ kind, event, payload }) => [kind, event, payload.toString()]),
      [
        ['comment', null, 'hello'],
        ['message', 'tick', 'one'],
        ['retry', null, '500'],
        ['message', null, 'two'],
      ],
    );
    assert.equal(captures[0]?.feed.method, 'sse');
  });
});

describe('lines that watch has printed', () => {
  it('become a capture whose method is told by its frames', async () => {
    const lines = [
      {
        seq: 0,
        atMs: 1,
        direction: 'out',
        kind: 'message',
        sizeBytes: 2,
        text: 'hi',
        id: null,
        event: null,
        request: 0,
      },
      {
        seq: 1,
        atMs: 9,
        direction: 'in',
        kind: 'pong',
        sizeBytes: 0,
        text: '',
        id: null,
        event: null,
        roundTripMs: 8,
        request: 0,
      },
    ];
    const { captures, rows } = await imported(lines.map((line) => JSON.stringify(line)).join('\n'));
    assert.equal(captures[0]?.feed.method, 'websocket');
    assert.equal(rows.length, 2);
    assert.equal(rows[1]?.roundTripMs, 8);
    assert.ok(Math.abs(rows[1].atMs - (rows[0]?.atMs ?? 0) - 8) < 0.001);
  });
});

describe('a file that cannot be imported', () => {
  const socketWith = (message: Readonly<Record<string, unknown>>): string =>
    har([chromeSocket(0, [message])]);
  const cases: readonly (readonly [what: string, text: string, message: RegExp])[] = [
    ['is empty', '', /is empty/],
    ['is no JSON', 'hello', /not JSON at byte 0/],
    ['has JSON that goes wrong', '{"log":{"version":"1.2","entries":[}}', /not JSON at byte 35/],
    ['is cut off', har([SOCKET]).slice(0, -40), /ends at byte \d+, before its JSON does/],
    ['is no HAR', '{"a":1}', /log\.version is missing/],
    ['has another version', har([SOCKET], { version: '2.0' }), /log\.version is "2\.0"/],
    ['has no list of entries', '{"log":{"version":"1.2","entries":{"a":1}}}', /log\.entries is not a list/],
    [
      'has an entry that is none',
      '{"log":{"version":"1.2","entries":[1]}}',
      /log\.entries\[0\] is not an object/,
    ],
    [
      'has a message without a time',
      socketWith({ type: 'send', opcode: 1, data: '' }),
      /log\.entries\[0\]\._webSocketMessages\[0\]\.time is not a number/,
    ],
    [
      'has a message of an unknown direction',
      socketWith({ type: 'up', time: 1, opcode: 1, data: '' }),
      /_webSocketMessages\[0\]\.type is not one of/,
    ],
    [
      'has binary data that is no base64',
      socketWith({ type: 'send', time: 1, opcode: 2, data: '*' }),
      /_webSocketMessages\[0\]\.data is not base64/,
    ],
    ['has no feed', har([asset(0)]), /no live feed/],
    [
      'has a line that is no JSON',
      '{"seq":0,"atMs":1,"direction":"in","kind":"message","text":"a"}\n{"seq":',
      /line 2 is not JSON/,
    ],
    [
      'has a line whose size is wrong',
      '{"seq":0,"atMs":1,"direction":"in","kind":"message","sizeBytes":9,"text":"a"}',
      /line 1: frame\.sizeBytes is not the size of its payload, 1/,
    ],
  ];
  for (const [what, text, message] of cases) {
    it(`is refused with its place where it ${what}`, async () => {
      await refuses(text, message);
    });
  }

  it('is refused where a user gives it up, and nothing is left', async () => {
    const file = folder.newPath('har');
    writeFileSync(file, har([SOCKET]));
    const before = readdirSync(folder.path).length;
    const run = { ...UNWATCHED, signal: AbortSignal.abort() };
    await assert.rejects(importRecording(file, folder.newPath('rtrec'), run), /cancelled/);
    assert.equal(readdirSync(folder.path).length, before);
  });
});
