import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import zlib from 'node:zlib';
import { CountingProxy } from '../../support/httpCountingProxy.ts';
import { startServer, unusedUrl } from '../../support/httpServers.ts';
import { bodyOf, openStream, startStreamRun } from '../../support/streamRuns.ts';
import { waitFor } from '../../support/waitFor.ts';

describe('an event stream', () => {
  it('brings messages, comments and retries', async () => {
    await using server = await startServer((_request, response) => {
      openStream(response, ': hello\nretry: 10\nid: 1\nevent: add\ndata: a\ndata: b\n\ndata: c\n\n');
    });
    await using run = startStreamRun(server.url);
    await run.until((sink) => sink.messages.length === 2);
    assert.deepEqual(
      run.sink.messages.map((message) => ({ ...message, atMs: 0 })),
      [
        { atMs: 0, text: 'a\nb', isBinary: false, requestIndex: 0, id: '1', event: 'add' },
        { atMs: 0, text: 'c', isBinary: false, requestIndex: 0, id: null, event: null },
      ],
    );
    assert.deepEqual(run.sink.controls, [
      { kind: 'comment', text: 'hello' },
      { kind: 'retry', text: '10' },
    ]);
    assert.equal(run.sink.openedAtMs.length, 1);
    assert.deepEqual(run.sink.outcomes, ['streaming']);
    const [request] = run.sink.requests;
    assert.equal(request?.purpose, 'stream');
    assert.match(request.requestHead ?? '', /\r\nAccept: text\/event-stream\r\n/);
    assert.match(request.requestHead ?? '', /\r\nCache-Control: no-cache\r\n/);
    assert.doesNotMatch(request.requestHead ?? '', /Last-Event-ID/i);
  });

  it('may have parameters and any case in its type', async () => {
    await using server = await startServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'Text/Event-Stream ;charset=utf-8' });
      response.write('data: a\n\n');
    });
    await using run = startStreamRun(server.url);
    await run.until((sink) => sink.messages.length === 1);
  });

  it('is asked for with the method, body and headers of the feed', async () => {
    await using server = await startServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { method, headers } = request;
        openStream(
          response,
          `data: ${JSON.stringify([method, body, headers['content-type'], headers['x-tag'], headers['cache-control'], headers['last-event-id']])}\n\n`,
        );
      });
    });
    await using run = startStreamRun(server.url, {
      httpMethod: 'POST',
      body: '{"prompt":"hi"}',
      lastEventId: 'é-41',
      headers: [
        ['X-Tag', 'a'],
        ['cache-control', 'no-store'],
      ],
    });
    await run.until((sink) => sink.messages.length === 1);
    const lastEventId = Buffer.from('é-41').toString('latin1');
    assert.deepEqual(JSON.parse(run.sink.texts[0] ?? ''), [
      'POST',
      '{"prompt":"hi"}',
      'application/json',
      'a',
      'no-store',
      lastEventId,
    ]);
  });

  it('is found behind a redirect, which is a request of its own', async () => {
    await using server = await startServer((request, response) => {
      if (request.url === '/stream') openStream(response, 'data: a\n\n');
      else response.writeHead(302, { Location: '/stream' }).end();
    });
    await using run = startStreamRun(server.url);
    await run.until((sink) => sink.messages.length === 1);
    assert.deepEqual(run.sink.outcomes, ['redirected', 'streaming']);
    assert.equal(run.sink.messages[0]?.requestIndex, 1);
  });

  for (const [coding, compressor] of [
    ['gzip', (): zlib.Gzip => zlib.createGzip()],
    ['br', (): zlib.BrotliCompress => zlib.createBrotliCompress()],
  ] as const) {
    it(`is seen live where it is compressed with ${coding}`, async () => {
      let sendNext = (): void => undefined;
      await using server = await startServer((_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Content-Encoding': coding });
        const stream = compressor();
        stream.pipe(response);
        let count = 0;
        sendNext = (): void => {
          count += 1;
          stream.write(`data: ${count}\n\n`);
          stream.flush();
        };
        sendNext();
      });
      await using run = startStreamRun(server.url);
      for (const expected of [1, 2, 3]) {
        await run.until((sink) => sink.messages.length === expected);
        sendNext();
      }
      assert.deepEqual(run.sink.texts.slice(0, 3), ['1', '2', '3']);
    });
  }

  it('is read however slowly it trickles', async () => {
    const stream = '\ufeffid: 1\r\nevent: ä\r\ndata: 🎈\r\n\r\n: c\r\rdata: b\n\n';
    await using server = await startServer((_request, response) => {
      openStream(response);
      response.socket?.setNoDelay(true);
      const bytes = Buffer.from(stream);
      const writeNext = (at: number): void => {
        if (at < bytes.length)
          response.write(bytes.subarray(at, at + 1), () => setImmediate(writeNext, at + 1));
      };
      writeNext(0);
    });
    await using run = startStreamRun(server.url);
    await run.until((sink) => sink.messages.length === 2);
    assert.deepEqual(
      run.sink.messages.map(({ text, id, event }) => [text, id, event]),
      [
        ['🎈', '1', 'ä'],
        ['b', null, null],
      ],
    );
    assert.deepEqual(run.sink.controls, [{ kind: 'comment', text: 'c' }]);
  });

  it('has each byte that crosses the wire counted, over all its connections', async () => {
    let count = 0;
    await using server = await startServer((_request, response) => {
      count += 1;
      if (count === 3) response.writeHead(204).end();
      else {
        openStream(response, `retry: 10\nid: ${count}\n`);
        response.end('data: x\n\n'.repeat(1_000));
      }
    });
    await using proxy = await CountingProxy.start(server.port);
    await using run = startStreamRun(proxy.url);
    await run.ended;
    const wire = run.sink.requests.map((request) => request.wire);
    assert.equal(run.sink.messages.length, 2_000);
    assert.deepEqual(
      {
        receivedBytes: wire.reduce((total, { receivedBytes }) => total + receivedBytes, 0),
        sentBytes: wire.reduce((total, { sentBytes }) => total + sentBytes, 0),
      },
      proxy.wire,
    );
  });
});

describe('a stream that fails', () => {
  const refusals = [
    [404, 'text/plain', 'http-status', 'not here'],
    [401, 'text/plain', 'http-status', 'who are you?'],
    [500, 'text/plain', 'http-status', 'oops'],
    [503, 'text/plain', 'http-status', 'later'],
    [201, 'text/event-stream', 'http-status', 'data: a\n\n'],
    [200, 'text/html; charset=utf-8', 'wrong-content-type', '<h1>hi</h1>'],
    [200, 'text/event-stream-not', 'wrong-content-type', 'data: a\n\n'],
  ] as const;
  for (const [status, type, code, body] of refusals) {
    it(`does so at once for ${status} with ${type}, its body kept`, async () => {
      await using server = await startServer((_request, response) => {
        response.writeHead(status, { 'Content-Type': type }).end(body);
      });
      await using run = startStreamRun(server.url);
      await assert.rejects(run.ended, { code, message: new RegExp(status === 200 ? type : String(status)) });
      assert.deepEqual(run.sink.outcomes, ['failed']);
      const [request] = run.sink.requests;
      assert.equal(request?.error?.code, code);
      assert.equal(request.failureBody, body);
      assert.equal(run.sink.openedAtMs.length, 0);
      assert.equal(run.sink.retries.length, 0);
    });
  }

  it('names a type that is missing', async () => {
    await using server = await startServer((_request, response) => response.end('data: a\n\n'));
    await using run = startStreamRun(server.url);
    await assert.rejects(run.ended, { code: 'wrong-content-type', message: /no Content-Type/ });
  });

  it('does so where nothing listens at first', async () => {
    await using run = startStreamRun(await unusedUrl());
    await assert.rejects(run.ended, { code: 'connection-refused' });
    assert.deepEqual(run.sink.outcomes, ['failed']);
    assert.equal(run.sink.retries.length, 0);
  });

  it('does so where an answer to a reconnection is final', async () => {
    let count = 0;
    await using server = await startServer((_request, response) => {
      count += 1;
      if (count === 1) openStream(response, 'retry: 10\ndata: a\n\n');
      else response.writeHead(404);
      response.end('gone');
    });
    await using run = startStreamRun(server.url);
    await assert.rejects(run.ended, { code: 'http-status', message: /404/ });
    assert.deepEqual(run.sink.outcomes, ['streamed', 'failed']);
    assert.equal(run.sink.requests[1]?.failureBody, 'gone');
  });

  it('does so where what came cannot be decoded', async () => {
    await using server = await startServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Content-Encoding': 'gzip' });
      response.write('data: not gzip at all\n\n');
    });
    await using run = startStreamRun(server.url);
    await assert.rejects(run.ended, { code: 'invalid-response' });
    assert.deepEqual(run.sink.outcomes, ['failed']);
    assert.equal(run.sink.retries.length, 0);
  });

  it('does so where an event has no end', async () => {
    const piece = Buffer.alloc(4 * 1024 * 1024, 'x');
    await using server = await startServer((_request, response) => {
      openStream(response, 'data: ');
      const writeMore = (): void => {
        if (!response.destroyed) response.write(piece, writeMore);
      };
      writeMore();
    });
    await using run = startStreamRun(server.url);
    await assert.rejects(run.ended, { code: 'message-too-large' });
    assert.deepEqual(run.sink.outcomes, ['failed']);
  });

  it('does so before it starts where the address is none of HTTP', () => {
    for (const url of ['ws://127.0.0.1/', 'file:///etc/hosts', 'nonsense', '']) {
      assert.throws(() => startStreamRun(url), { code: 'invalid-url' });
    }
  });
});

describe('a stream that is stopped', () => {
  it('ends its open request as streamed, and its connection', async () => {
    let isClosed = false;
    await using server = await startServer((request, response) => {
      request.on('close', () => (isClosed = true));
      openStream(response, 'data: a\n\n');
    });
    await using run = startStreamRun(server.url);
    await run.until((sink) => sink.messages.length === 1);
    await run.stop();
    assert.deepEqual(run.sink.outcomes, ['streamed']);
    assert.deepEqual(run.sink.retries, []);
    await waitFor('the connection to close', () => isClosed);
  });

  it('ends a request without an answer as cancelled', async () => {
    let hasRequest = false;
    await using server = await startServer(() => (hasRequest = true));
    await using run = startStreamRun(server.url);
    await waitFor('the request', () => hasRequest);
    await run.stop();
    assert.deepEqual(run.sink.outcomes, ['cancelled']);
  });

  for (const stopAt of ['answered', 'opened'] as const) {
    it(`ends its request where it is stopped in the moment in which it is ${stopAt}`, async () => {
      await using server = await startServer((_request, response) => {
        openStream(response, 'data: a\n\n');
      });
      await using run = startStreamRun(server.url, {}, { stopAt });
      await run.ended;
      assert.deepEqual(run.sink.outcomes, ['streamed']);
      assert.equal(run.sink.openedAtMs.length, stopAt === 'opened' ? 1 : 0);
    });
  }

  it('ends while it waits to reconnect, and leaves no timer behind', async () => {
    await using server = await startServer((_request, response) => {
      openStream(response, 'retry: 600000\ndata: a\n\n');
      response.end();
    });
    await using run = startStreamRun(server.url);
    await run.until((sink) => sink.retries.length === 1);
    // Past the microtasks in which the timer is set after the report.
    await turn();
    await run.stop();
    assert.deepEqual(run.sink.outcomes, ['streamed']);
    assert.ok(!process.getActiveResourcesInfo().includes('Timeout'));
  });

  it('ends where it is stopped in the moment in which it starts', async () => {
    const run = startStreamRun('http://127.0.0.1:1/');
    await run.stop();
    assert.ok(run.sink.outcomes.every((outcome) => outcome === 'cancelled'));
  });

  it('takes no messages, as it goes one way only', async () => {
    await using server = await startServer((_request, response) => {
      openStream(response);
    });
    await using run = startStreamRun(server.url);
    await run.until((sink) => sink.openedAtMs.length === 1);
    await assert.rejects(run.send('hi'), { code: 'not-open' });
  });
});
