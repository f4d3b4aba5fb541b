import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createStreamParser } from '../../../src/engine/sse/streamParsers.ts';
import type { StreamFormat } from '../../../src/engine/sse/streamFormat.ts';
import { bodyOf, openStream, startStreamRun } from '../../support/streamRuns.ts';
import { startServer } from '../../support/httpServers.ts';

/** What a parser gives of a body that comes in these pieces. */
function parse(format: StreamFormat, pieces: readonly Uint8Array[], maxMessageBytes = 1_000): string[] {
  const texts: string[] = [];
  const parser = createStreamParser(
    format,
    {
      onMessage: (payload, isBinary) => {
        texts.push(Buffer.from(payload).toString(isBinary ? 'hex' : 'utf8'));
      },
      onComment: () => undefined,
      onRetry: () => undefined,
    },
    '',
    maxMessageBytes,
  );
  for (const piece of pieces) parser.feed(piece);
  parser.finish();
  return texts;
}

describe('newline-delimited JSON', () => {
  const body = Buffer.from('{"a":1}\n\r\n{"b":"é😀"}\r\n\u001e{"c":3}\n{"d":4}');
  const lines = ['{"a":1}', '{"b":"é😀"}', '{"c":3}', '{"d":4}'];

  it('is a message a line, wherever it is cut into two', () => {
    for (let cut = 0; cut <= body.length; cut += 1) {
      assert.deepEqual(parse('lines', [body.subarray(0, cut), body.subarray(cut)]), lines, `cut at ${cut}`);
    }
  });

  it('is a message a line when it comes a byte at a time', () => {
    assert.deepEqual(
      parse(
        'lines',
        Array.from(body, (byte) => Buffer.of(byte)),
      ),
      lines,
    );
  });

  it('gives whatever lines were written, however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.json({ maxDepth: 1 }), { maxLength: 8 }),
        fc.array(fc.nat({ max: 200 }), { maxLength: 6 }),
        (values, cuts) => {
          const bytes = Buffer.from(values.map((value) => `${value}\n`).join(''));
          const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort(
            (a, b) => a - b,
          );
          const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
          assert.deepEqual(parse('lines', pieces), values);
        },
      ),
    );
  });

  it('ends with a line that is longer than is taken, which is told', () => {
    assert.throws(() => parse('lines', [Buffer.from('{"a":'), Buffer.from('1234}\n')], 8), {
      code: 'message-too-large',
    });
  });
});

describe('a stream that is no event stream', () => {
  for (const type of ['application/x-ndjson', 'application/jsonl; charset=utf-8', 'application/json-seq']) {
    it(`brings a message a line as ${type}, and ends with the server's clean end`, async () => {
      await using server = await startServer((_, response) => {
        response.writeHead(200, { 'content-type': type });
        response.write('{"a":1}\n{"a"');
        response.end(':2}\n{"a":3}');
      });
      await using run = startStreamRun(server.url);
      await run.ended;
      assert.deepEqual(run.sink.texts, ['{"a":1}', '{"a":2}', '{"a":3}']);
      assert.deepEqual(run.sink.outcomes, ['streamed']);
    });
  }

  it('brings its pieces as they come where it has no format', async () => {
    let next = (): void => undefined;
    await using server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('one');
      next = () => response.end(Buffer.of(0xff, 0x00));
    });
    await using run = startStreamRun(server.url);
    await run.until(({ texts }) => texts.length === 1);
    next();
    await run.ended;
    assert.deepEqual(run.sink.texts, ['one', 'ff00']);
    assert.deepEqual(
      run.sink.messages.map(({ isBinary }) => isBinary),
      [false, true],
    );
  });

  it('is refused where its length is told beforehand, or its type is that of no stream', async () => {
    for (const headers of [
      { 'content-type': 'text/plain', 'content-length': '2' },
      { 'content-type': 'application/json' },
      { 'content-type': 'text/html' },
    ]) {
      await using server = await startServer((_, response) => response.writeHead(200, headers).end('no'));
      await using run = startStreamRun(server.url);
      await assert.rejects(run.ended, { code: 'wrong-content-type' });
    }
  });

  it('fails where it breaks off, with what came before', async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write('{"a":1}\n{"a":', () => response.destroy());
    });
    await using run = startStreamRun(server.url);
    await assert.rejects(run.ended, { code: 'connection-reset' });
    assert.deepEqual(run.sink.texts, ['{"a":1}']);
  });
});

describe('an event stream by POST, as language models answer', () => {
  it('sends its body, and is not asked again when it has ended', async () => {
    const bodies: string[] = [];
    await using server = await startServer((request, response) => {
      void bodyOf(request).then((body) => {
        bodies.push(`${String(request.method)} ${body} ${String(request.headers['content-type'])}`);
        openStream(response, 'retry: 1\ndata: Hel\n\ndata: lo\n\ndata: [DONE]\n\n');
        response.end();
      });
    });
    await using run = startStreamRun(server.url, { httpMethod: 'POST', body: '{"stream":true}' });
    await run.ended;
    assert.deepEqual(run.sink.texts, ['Hel', 'lo', '[DONE]']);
    assert.deepEqual(bodies, ['POST {"stream":true} application/json']);
  });

  it('is asked again where the user wants it to be', async () => {
    await using server = await startServer((_, response) => {
      openStream(response, 'retry: 1\ndata: x\n\n');
      response.end();
    });
    await using run = startStreamRun(server.url, { httpMethod: 'POST', body: '{}', isReconnected: true });
    await run.until(({ texts }) => texts.length >= 3);
  });
});
