import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  adaptAnswer,
  adaptRequest,
  idleAnswerOf,
  withEntityTag,
} from '../../../src/model/estimate/adaptedHeads.ts';
import { fieldOf, headBytes, type HttpHead, parseHead } from '../../../src/model/estimate/httpHead.ts';
import { METHODS } from '../../../src/protocol/method.ts';

const STREAM_REQUEST = [
  'GET /sse?room=1 HTTP/1.1',
  'Host: localhost:8080',
  'User-Agent: realtime-inspector/0.1.0',
  'Accept: text/event-stream',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Connection: keep-alive',
  'Cookie: session=1',
  'Cache-Control: no-cache',
  'Last-Event-ID: 7',
].join('\r\n');
const STREAM_ANSWER = [
  'HTTP/1.1 200 OK',
  'Access-Control-Allow-Origin: *',
  'Content-Type: text/event-stream; charset=utf-8',
  'Cache-Control: no-cache',
  'Date: Thu, 01 Jan 2026 00:00:00 GMT',
  'Connection: keep-alive',
  'Transfer-Encoding: chunked',
].join('\r\n');

function namesOf({ fields }: HttpHead): string[] {
  return fields.map(([name]) => name).sort();
}

describe('a head read from a capture', () => {
  it('weighs what it has as text, but for the digits of a content length', () => {
    const text = `${STREAM_REQUEST}\r\n\r\n`;
    assert.equal(headBytes(parseHead(text)), text.length);
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n';
    assert.equal(headBytes(parseHead(answer)), answer.length - 4);
  });

  it('of HTTP/2 becomes what HTTP/1.1 would say', () => {
    const request = parseHead(
      ':method: POST\r\n:scheme: https\r\n:authority: a.example\r\n:path: /x?y\r\naccept: */*\r\n\r\n',
    );
    assert.equal(request.startLine, 'POST /x?y HTTP/1.1');
    assert.deepEqual(request.fields, [
      ['Host', 'a.example'],
      ['accept', '*/*'],
    ]);
    assert.equal(parseHead(':status: 204\r\ndate: x\r\n\r\n').startLine.split(' ')[1], '204');
  });
});

describe('the request of another method', () => {
  it('keeps what the user sends, and says what its own method says', () => {
    const poll = adaptRequest(parseHead(STREAM_REQUEST), 'sse', 'long-polling');
    assert.equal(fieldOf(poll, 'Accept'), 'application/json, */*;q=0.8');
    assert.equal(fieldOf(poll, 'Cookie'), 'session=1');
    assert.deepEqual([fieldOf(poll, 'Cache-Control'), fieldOf(poll, 'Last-Event-ID')], [null, null]);
    assert.equal(fieldOf(withEntityTag(poll, 3), 'If-None-Match'), '"000"');
  });

  it('keeps an Accept that is the user’s own', () => {
    const own = parseHead(STREAM_REQUEST.replace('text/event-stream', 'application/vnd.own'));
    assert.equal(fieldOf(adaptRequest(own, 'sse', 'short-polling'), 'Accept'), 'application/vnd.own');
  });

  it('for a WebSocket is a GET without a body that upgrades', () => {
    const post = parseHead(
      STREAM_REQUEST.replace('GET', 'POST') + '\r\nContent-Type: x\r\nContent-Length: 5',
    );
    const upgrade = adaptRequest(post, 'sse', 'websocket');
    assert.equal(upgrade.startLine, 'GET /sse?room=1 HTTP/1.1');
    assert.deepEqual(namesOf(upgrade), [
      ...['Connection', 'Cookie', 'Host', 'Sec-WebSocket-Extensions', 'Sec-WebSocket-Key'],
      ...['Sec-WebSocket-Version', 'Upgrade', 'User-Agent'],
    ]);
  });

  it('comes back to itself by way of any other', () => {
    const plain = parseHead(STREAM_REQUEST.replace('\r\nLast-Event-ID: 7', ''));
    for (const method of METHODS) {
      const back = adaptRequest(adaptRequest(plain, 'sse', method), method, 'sse');
      assert.deepEqual(namesOf(back), namesOf(plain), method);
      assert.equal(headBytes(back), headBytes(plain), method);
    }
  });
});

describe('the answer of another method', () => {
  const shape = { tagCharacters: 4, isCompressed: false };

  it('to a poll has a length and an entity tag in place of chunks', () => {
    const answer = adaptAnswer(parseHead(STREAM_ANSWER), 'short-polling', shape);
    assert.equal(fieldOf(answer, 'Content-Type'), 'application/json');
    assert.equal(fieldOf(answer, 'ETag'), '"0000"');
    assert.equal(fieldOf(answer, 'Transfer-Encoding'), null);
    assert.equal(fieldOf(answer, 'Access-Control-Allow-Origin'), '*');
    assert.equal(
      headBytes(adaptAnswer(answer, 'sse', shape)),
      headBytes(parseHead(STREAM_ANSWER)) - '; charset=utf-8'.length,
    );
  });

  it('that nothing is new has no body', () => {
    const answer = adaptAnswer(parseHead(STREAM_ANSWER), 'long-polling', shape);
    const unchanged = idleAnswerOf(answer, true);
    assert.equal(unchanged.startLine, 'HTTP/1.1 304 Not Modified');
    assert.deepEqual([fieldOf(unchanged, 'Content-Length'), fieldOf(unchanged, 'ETag')], [null, '"0000"']);
    assert.equal(idleAnswerOf(answer, false).startLine, 'HTTP/1.1 204 No Content');
  });

  it('to an upgrade is that of RFC 6455, with the extension where messages are compressed', () => {
    assert.equal(headBytes(adaptAnswer(parseHead(STREAM_ANSWER), 'websocket', shape)), 129);
    const compressed = adaptAnswer(parseHead(STREAM_ANSWER), 'websocket', { ...shape, isCompressed: true });
    assert.equal(fieldOf(compressed, 'Sec-WebSocket-Extensions'), 'permessage-deflate');
  });
});
