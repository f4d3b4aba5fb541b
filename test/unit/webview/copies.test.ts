import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { completeFeed } from '../../../src/protocol/feed.ts';
import type { FrameBody, FrameRow } from '../../../src/protocol/frame.ts';
import { MAX_BODY_BYTES_DUMPED } from '../../../src/protocol/limits.ts';
import { curlCommand } from '../../../src/webview/curlCommand.ts';
import { cutText, messageCopy } from '../../../src/webview/messageCopies.ts';
import { request } from '../../support/sampleLog.ts';
import { wireOf } from '../../support/wires.ts';

const HEAD = [
  'POST /ticks?token=abc HTTP/1.1',
  'Host: 127.0.0.1',
  'Accept: */*',
  "X-Note: it's $HOME `id` !!",
  'Authorization: Bearer secret',
  'Accept-Encoding: gzip',
  'Content-Type: text/plain',
  'Content-Length: 14',
  'Connection: keep-alive',
  '',
  '',
].join('\r\n');

const FEED = completeFeed({
  url: 'http://127.0.0.1/',
  method: 'short-polling',
  body: "a'b\n\\c $(id) \u00e4",
});

const POST = request(1, 0, {
  httpMethod: 'POST',
  url: 'http://127.0.0.1/ticks?token=abc',
  requestHead: HEAD,
  wire: { ...wireOf(0, 14), parts: { ...wireOf(0, 14).parts, payload: { receivedBytes: 0, sentBytes: 14 } } },
});

/** What a shell gives to curl. */
function wordsOf(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('a request as a command of curl', { skip: process.platform === 'win32' }, () => {
  it('is asked with the same method, address, header fields and body, in which nothing means anything to a shell', () => {
    assert.deepEqual(wordsOf(curlCommand(POST, FEED, true)), [
      'http://127.0.0.1/ticks?token=abc',
      '--compressed',
      ...['--header', 'Accept: */*'],
      ...['--header', "X-Note: it's $HOME `id` !!"],
      ...['--header', 'Authorization: Bearer secret'],
      ...['--header', 'Accept-Encoding: gzip'],
      ...['--header', 'Content-Type: text/plain'],
      ...['--header', 'User-Agent:'],
      ...['--data-raw', "a'b\n\\c $(id) \u00e4"],
    ]);
  });

  it('has something else in the place of secrets, unless they are to be shown', () => {
    const words = wordsOf(curlCommand(POST, FEED, false));
    assert.equal(words[0], 'http://127.0.0.1/ticks?token=<redacted>');
    assert.ok(words.includes('Authorization: <redacted>'));
    assert.doesNotMatch(words.join(' '), /secret|abc/);
  });

  it('names a method that curl would not take by itself', () => {
    assert.deepEqual(wordsOf(curlCommand(request(1, 0, { httpMethod: 'QUERY' }), null, true)).slice(0, 3), [
      '--request',
      'QUERY',
      'http://127.0.0.1/ticks',
    ]);
  });

  it('asks for an upgrade by HTTP, and does not wait for a stream to end', () => {
    const upgrade = request(1, 0, {
      purpose: 'upgrade',
      url: 'wss://a.example/feed[1]',
      requestHead:
        'GET /feed[1] HTTP/1.1\r\nHost: a.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    });
    const words = wordsOf(curlCommand(upgrade, FEED, true));
    assert.equal(words[0], 'https://a.example/feed[1]');
    for (const word of [
      '--globoff',
      '--http1.1',
      '--no-buffer',
      'Connection: Upgrade',
      'Upgrade: websocket',
    ]) {
      assert.ok(words.includes(word), word);
    }
    assert.ok(!words.includes('--data-raw'));
  });

  it('speaks HTTP/2 where the request did, without its pseudo-fields', () => {
    const head = ':method: GET\r\n:path: /x\r\nuser-agent: test/1\r\n\r\n';
    const words = wordsOf(
      curlCommand(
        request(1, 0, { url: 'https://a.example/x', httpVersion: '2', requestHead: head }),
        null,
        true,
      ),
    );
    assert.deepEqual(words, [
      'https://a.example/x',
      '--http2',
      '--header',
      'user-agent: test/1',
      '--header',
      'Accept:',
    ]);
  });

  it('gives header fields as the octets they were sent as', () => {
    const head = 'GET / HTTP/1.1\r\nX-Name: \u00c3\u00a4\r\nX-Latin: \u00e4\r\n\r\n';
    const words = wordsOf(curlCommand(request(1, 0, { requestHead: head }), null, true));
    assert.ok(words.includes('X-Name: \u00e4'));
    assert.ok(words.includes('X-Latin: \u00e4'));
  });
});

const ROW: FrameRow = {
  row: 41,
  captureId: 1,
  seq: 41,
  atMs: 1_500.25,
  direction: 'in',
  kind: 'message',
  isBinary: false,
  sizeBytes: 7,
  requestIndex: 2,
  id: 'm-1',
  event: null,
  mark: null,
  roundTripMs: null,
  preview: '{"a":1}',
};

function body(payload: Uint8Array, some: Partial<FrameRow> = {}): FrameBody {
  return { row: { ...ROW, sizeBytes: payload.length, ...some }, payload };
}

describe('a copy of a message', () => {
  const json = body(new TextEncoder().encode('{"a":1}'));

  it('is its text, or the digits of its bytes', () => {
    assert.equal(messageCopy(json, 'text', 0), '{"a":1}');
    assert.equal(messageCopy(body(Uint8Array.of(0, 255), { isBinary: true }), 'text', 0), '00ff');
  });

  it('is a line as the command line prints it', () => {
    assert.deepEqual(JSON.parse(messageCopy(json, 'json', 1_000)), {
      seq: 41,
      atMs: 500.25,
      direction: 'in',
      kind: 'message',
      sizeBytes: 7,
      text: '{"a":1}',
      id: 'm-1',
      event: null,
      request: 2,
    });
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
    const line: unknown = JSON.parse(messageCopy(body(bytes), 'json', 0));
    assert.ok(typeof line === 'object' && line !== null && 'base64' in line);
    assert.equal(line.base64, Buffer.from(bytes).toString('base64'));
  });

  it('is a hex dump', () => {
    assert.equal(
      messageCopy(json, 'hex', 0),
      `00000000  7b 22 61 22 3a 31 7d                              |{"a":1}|\n`,
    );
  });

  it('says where it is not all of the message', () => {
    assert.equal(cutText(json, 'text'), null);
    assert.match(
      cutText(body(new Uint8Array(10), { sizeBytes: 20 }), 'text') ?? '',
      /has 20 B, of which the first 10 B/,
    );
    assert.match(cutText(body(new Uint8Array(MAX_BODY_BYTES_DUMPED + 1)), 'hex') ?? '', /first 8\.39 MB/);
  });
});
