import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sessionTitle } from '../../../src/model/sessionTitle.ts';
import type { CaptureSummary } from '../../../src/protocol/capture.ts';
import { completeFeed } from '../../../src/protocol/feed.ts';

function titleOf(...urls: readonly (string | readonly [url: string, name: string])[]): string | null {
  return sessionTitle(
    urls.map((entry) => {
      const [url, name] = typeof entry === 'string' ? [entry, null] : entry;
      // Of a capture only its feed is looked at.
      return { feed: completeFeed({ method: 'sse', url, name }) } as CaptureSummary;
    }),
  );
}

describe('the title of a session', () => {
  it('is the end of the path, and the host', () => {
    assert.equal(titleOf('ws://localhost:8080/v1/ticks/?since=4'), 'ticks · localhost:8080');
    assert.equal(titleOf('https://example.com'), 'example.com');
  });

  it('is the name that a feed was given', () => {
    assert.equal(titleOf(['https://example.com/a/b', 'prices']), 'prices · example.com');
  });

  it('names what several captures have in common', () => {
    assert.equal(titleOf('http://localhost/ticks', 'ws://localhost/ticks'), 'ticks · localhost');
    assert.equal(titleOf('http://localhost/sse', 'ws://localhost/websocket'), 'localhost');
    assert.equal(titleOf('http://a/ticks', 'http://b/ticks', 'http://c/ticks'), 'ticks · a +2');
  });

  it('holds no password, and nothing that misleads or is endless', () => {
    assert.equal(titleOf('https://me:secret@example.com/x'), 'x · example.com');
    assert.match(titleOf('https://example.com/a\u202Eb') ?? '', /^[^\u202E]+$/);
    assert.equal(titleOf(`https://example.com/${'x'.repeat(500)}`)?.length, 60);
  });

  it('is none where there is no capture', () => {
    assert.equal(titleOf(), null);
  });
});
