import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redactCapture, redactRequest } from '../../../src/model/redaction.ts';
import type { CaptureSummary } from '../../../src/protocol/capture.ts';
import { completeFeed, type FeedInput } from '../../../src/protocol/feed.ts';
import { request } from '../../support/sampleLog.ts';

const requestHead = (lines: readonly string[], end = '\r\n'): string =>
  redactRequest(request(1, 0, { requestHead: lines.join(end) })).requestHead;

describe('a redacted head', () => {
  it('has no values of secret fields, however their names are written', () => {
    assert.equal(
      requestHead(['GET / HTTP/1.1', 'Host: a', 'AUTHORIZATION: Bearer abc', 'Cookie:sid=1; b=2', '', '']),
      'GET / HTTP/1.1\r\nHost: a\r\nAUTHORIZATION: <redacted>\r\nCookie:<redacted>\r\n\r\n',
    );
  });

  it('has none that go on in a second line either', () => {
    assert.equal(
      requestHead(['GET / HTTP/1.1', 'Cookie: sid=1;', '\tmore=2', '  more=3', 'Host: a', '', '']),
      'GET / HTTP/1.1\r\nCookie: <redacted>\r\nHost: a\r\n\r\n',
    );
  });

  it('keeps the pseudo-fields of HTTP/2', () => {
    assert.equal(
      requestHead([':method: GET', ':path: /', 'authorization: abc'], '\n'),
      ':method: GET\n:path: /\nauthorization: <redacted>',
    );
  });

  it('keeps Set-Cookie to itself in answers, and leaves a missing answer missing', () => {
    const responseHead = 'HTTP/1.1 200 OK\r\nset-cookie: sid=abc; HttpOnly\r\nETag: "x"\r\n\r\n';
    const redacted = redactRequest(request(1, 0, { responseHead }));
    assert.equal(redacted.responseHead, 'HTTP/1.1 200 OK\r\nset-cookie: <redacted>\r\nETag: "x"\r\n\r\n');
    assert.equal(redactRequest(request(1, 0, { responseHead: null })).responseHead, null);
  });
});

describe('a redacted address', () => {
  const url = (text: string): string => redactRequest(request(1, 0, { url: text })).url;

  it('has neither a password nor a token, also in the first line of a head', () => {
    assert.equal(url('wss://me:p%40ss@example.com/a?b=c'), 'wss://me:<redacted>@example.com/a?b=c');
    assert.equal(
      url('http://example.com/?access_token=abc&a=b'),
      'http://example.com/?access_token=<redacted>&a=b',
    );
    assert.equal(
      requestHead(['GET /?access_token=abc HTTP/1.1', 'Host: a', '', '']),
      'GET /?access_token=<redacted> HTTP/1.1\r\nHost: a\r\n\r\n',
    );
    assert.equal(
      requestHead([':method: GET', ':path: /?access_token=abc'], '\n'),
      ':method: GET\n:path: /?access_token=<redacted>',
    );
  });

  it('is otherwise as it was', () => {
    for (const text of ['http://example.com/@me', 'http://example.com/?to=a@b', 'no address@all']) {
      assert.equal(url(text), text);
    }
  });
});

describe('a redacted feed', () => {
  const feed = (input: Partial<FeedInput>): CaptureSummary['feed'] => {
    const full = completeFeed({ method: 'sse', url: 'http://example.com/', ...input });
    // Of a capture only its feed is looked at.
    return redactCapture({ feed: full } as CaptureSummary).feed;
  };

  it('keeps which headers and what kind of credentials there were', () => {
    const { headers, auth } = feed({
      headers: [
        ['X-Api-Key', 'abc'],
        ['Accept', 'text/plain'],
      ],
      auth: { kind: 'basic', user: 'me', password: 'abc' },
    });
    assert.deepEqual(headers, [
      ['X-Api-Key', '<redacted>'],
      ['Accept', 'text/plain'],
    ]);
    assert.deepEqual(auth, { kind: 'basic', user: 'me', password: '<redacted>' });
    assert.deepEqual(feed({ auth: { kind: 'bearer', token: 'abc' } }).auth, {
      kind: 'bearer',
      token: '<redacted>',
    });
  });

  it('has neither the passphrase of its key nor the password of its proxy', () => {
    const { keyPassphrase, proxyUrl } = feed({ keyPassphrase: 'abc', proxyUrl: 'http://me:abc@proxy:3128' });
    assert.equal(keyPassphrase, '<redacted>');
    assert.equal(proxyUrl, 'http://me:<redacted>@proxy:3128');
  });
});
