import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseFeed } from '../../../src/engine/parseFeed.ts';
import { type ErrorCode, InspectorError } from '../../../src/protocol/errors.ts';
import { FEED_DEFAULTS } from '../../../src/protocol/feed.ts';

function refusal(feed: unknown): { readonly code: ErrorCode; readonly message: string } {
  try {
    parseFeed(feed);
  } catch (error) {
    assert.ok(error instanceof InspectorError);
    assert.notEqual(error.action, '');
    return { code: error.code, message: error.message };
  }
  assert.fail('it was accepted');
}

const SSE = { method: 'sse', url: 'http://localhost/events' };

describe('a feed that comes from outside', () => {
  it('is completed with defaults', () => {
    assert.deepEqual(parseFeed(SSE), { ...FEED_DEFAULTS, ...SSE });
  });

  it('takes null for what is not given', () => {
    const nothing = Object.fromEntries(Object.keys(FEED_DEFAULTS).map((name) => [name, null]));
    assert.deepEqual(parseFeed({ ...nothing, ...SSE }), { ...FEED_DEFAULTS, ...SSE });
  });

  for (const value of [null, 7, 'sse', [], {}]) {
    it(`is refused as ${JSON.stringify(value)}`, () => {
      assert.equal(refusal(value).code, 'invalid-option');
    });
  }

  for (const url of ['', 'localhost:8080/x y', '/events', 'http://', 'ftp://localhost/', 'ws://localhost/']) {
    it(`is refused with the address "${url}" for SSE`, () => {
      assert.equal(refusal({ ...SSE, url }).code, 'invalid-url');
    });
  }

  it('may name a WebSocket by an HTTP address', () => {
    assert.equal(parseFeed({ method: 'websocket', url: 'http://localhost/' }).url, 'http://localhost/');
  });

  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    ['headers', 'X: y', /headers/],
    ['headers', [['X']], /headers/],
    ['headers', [['X y', 'z']], /header name "X y"/],
    ['headers', [['X', 'a\r\nInjected: b']], /header X/],
    ['intervalMs', 0, /intervalMs/],
    ['intervalMs', '5s', /intervalMs/],
    ['timeoutMs', Number.NaN, /timeoutMs/],
    ['split', '$[', /split/],
    ['id', 'id', /id/],
    ['time', '$..[?', /time/],
    ['cursor', { from: { kind: 'json-path', path: '$.x' } }, /cursor/],
    ['cursor', { from: { kind: 'json-path', path: 'x' }, to: { kind: 'query', name: 'a' } }, /cursor/],
    ['subprotocols', 'vite-hmr', /subprotocols/],
    ['sends', 'hello', /sends/],
    ['sends', [1], /what to send/],
    ['sends', [{ kind: 'binary', base64: 'a*' }], /binary/],
    ['sends', [{ kind: 'ping', text: 'x'.repeat(126) }], /ping/],
    ['sends', [{ kind: 'close', code: 1005, reason: '' }], /1005/],
    ['sends', [{ kind: 'close', code: null, reason: 'why' }], /code/],
    ['sends', [{ kind: 'close', code: 1000, reason: 'x'.repeat(124) }], /reason/],
    ['auth', { kind: 'digest' }, /auth/],
    ['auth', { kind: 'basic', user: 'a:b', password: '' }, /auth user/],
    ['auth', { kind: 'bearer', token: 'a\r\nInjected: b' }, /auth token/],
    ['origin', 'a\r\nInjected: b', /origin/],
    ['httpVersion', '3', /httpVersion/],
    ['jitterShare', 1.1, /jitterShare/],
    ['maxMessageBytes', 2 ** 31, /maxMessageBytes/],
    ['pingIntervalMs', 0, /pingIntervalMs/],
    ['isCompressed', 1, /isCompressed/],
    ['isReconnected', 'yes', /isReconnected/],
    ['isTlsVerified', 'no', /isTlsVerified/],
  ];
  for (const [name, value, message] of wrong) {
    it(`is refused with ${name} as ${JSON.stringify(value)}, which is named`, () => {
      const { code, message: said } = refusal({ ...SSE, [name]: value });
      assert.equal(code, 'invalid-option');
      assert.match(said, message);
    });
  }
});
