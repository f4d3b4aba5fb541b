import assert from 'node:assert/strict';
import http from 'node:http';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { startRawServer, startServer } from '../../support/httpServers.ts';
import { openStream, startStreamRun } from '../../support/streamRuns.ts';

/** Node's timers count whole milliseconds, and fire up to one of them early. */
const TIMER_MS = 2;

/** A chunk of a chunked body (RFC 9112, section 7.1). */
function chunkOf(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`;
}

describe('a stream that ends', () => {
  it('is not asked for at once for ever where it brings nothing', async () => {
    let count = 0;
    await using server = await startServer((_request, response) => {
      count += 1;
      openStream(response, count === 1 ? 'retry: 0\ndata: a\n\n' : ': nothing\n\n');
      response.end();
    });
    await using run = startStreamRun(server.url);
    await run.until((sink) => sink.retries.length >= 4);
    const waitsMs = run.sink.retries.map(({ atMs, retryAtMs }) => retryAtMs - atMs);
    assert.deepEqual(waitsMs.slice(0, 2), [0, 0]);
    for (const waitMs of waitsMs.slice(2)) assert.ok(waitMs > 0);
  });

  it('is asked for again after the time that it gave, from the last event ID on, until there is no content', async () => {
    const lastEventIds: (string | undefined)[] = [];
    await using server = await startServer((request, response) => {
      lastEventIds.push(request.headers['last-event-id'] as string | undefined);
      const count = lastEventIds.length;
      if (count === 1) openStream(response, 'retry: 30\nid: 1\ndata: a\n\ndata: b\n\nid: 9\ndata: cut off');
      else if (count === 2) openStream(response, 'data: c\n\n');
      else if (count === 3) openStream(response, 'id\ndata: d\n\n');
      else response.writeHead(204);
      response.end();
    });
    await using run = startStreamRun(server.url);
    await run.ended;
    assert.deepEqual(lastEventIds, [undefined, '1', '1', undefined]);
    assert.deepEqual(run.sink.texts, ['a', 'b', 'c', 'd']);
    assert.deepEqual(run.sink.outcomes, ['streamed', 'streamed', 'streamed', 'empty']);
    assert.equal(run.sink.openedAtMs.length, 3);
    for (const [index, { atMs, retryAtMs, error }] of run.sink.retries.entries()) {
      assert.equal(error, null);
      assert.equal(Math.round(retryAtMs - atMs), 30);
      const startedAtMs = run.sink.requests[index + 1]?.startedAtMs ?? 0;
      assert.ok(startedAtMs >= retryAtMs - TIMER_MS && startedAtMs < retryAtMs + 2_000);
    }
  });

  it('says why where it broke off, and resumes', async () => {
    let count = 0;
    await using server = await startRawServer((socket) => {
      count += 1;
      const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
      if (count === 1) {
        // A chunk is announced that never comes.
        socket.end(`${head}${chunkOf('retry: 10\nid: 7\ndata: one\n\n')}40\r\ndata: tw`);
      } else socket.write(`${head}${chunkOf('data: two\n\n')}`);
    });
    await using run = startStreamRun(server.url);
    await run.until((sink) => sink.messages.length === 2);
    assert.deepEqual(run.sink.texts, ['one', 'two']);
    assert.deepEqual(
      run.sink.retries.map(({ error }) => error?.code),
      ['connection-reset'],
    );
    assert.deepEqual(run.sink.outcomes, ['failed', 'streaming']);
    assert.match(run.sink.requests[1]?.requestHead ?? '', /\r\nLast-Event-ID: 7\r\n/);
  });

  it('is asked for after three seconds where it gave no time, and as late as a timer can where it gave more', async () => {
    let retry = '';
    const warnings: Error[] = [];
    const keep = (warning: Error): void => void warnings.push(warning);
    process.on('warning', keep);
    await using server = await startServer((_request, response) => {
      openStream(response, `${retry}data: a\n\n`);
      response.end();
    });
    for (const [line, expectedMs] of [
      ['', 3_000],
      ['retry: 99999999999999999999\n', 2 ** 31 - 1],
    ] as const) {
      retry = line;
      await using run = startStreamRun(server.url);
      await run.until((sink) => sink.retries.length === 1);
      const [wait] = run.sink.retries;
      assert.equal(Math.round((wait?.retryAtMs ?? 0) - (wait?.atMs ?? 0)), expectedMs);
      // The timer is set after the report, and one that overflows says so a moment later.
      await turn();
      await turn();
      await run.stop();
    }
    process.off('warning', keep);
    assert.deepEqual(warnings, []);
  });

  it('is resumed without an ID that no header can carry, and says so', async () => {
    let count = 0;
    await using server = await startServer((request, response) => {
      count += 1;
      if (count === 1) {
        openStream(response, 'retry: 10\nid: a\x01b\ndata: a\n\n');
        response.end();
      } else openStream(response, `data: ${String('last-event-id' in request.headers)}\n\n`);
    });
    await using run = startStreamRun(server.url);
    await run.until((sink) => sink.messages.length === 2);
    assert.deepEqual(run.sink.texts, ['a', 'false']);
    assert.deepEqual(
      run.sink.errors.map(({ code }) => code),
      ['invalid-response'],
    );
  });
});

describe('a server that restarts', () => {
  it('is asked until it is there again, later and later from the second refusal on', async () => {
    let port = 0;
    const randoms: number[] = [];
    await using run = await (async () => {
      await using server = await startServer((_request, response) => {
        openStream(response, 'retry: 10\nid: 1\ndata: a\n\n');
      });
      port = server.port;
      const started = startStreamRun(
        server.url,
        {},
        {
          random: () => {
            randoms.push(0.1);
            return 0.1;
          },
        },
      );
      await started.until((sink) => sink.messages.length === 1);
      return started;
    })();
    await run.until((sink) => sink.retries.length === 4);
    assert.deepEqual(
      run.sink.retries.map(({ error }) => error?.code),
      ['connection-reset', 'connection-refused', 'connection-refused', 'connection-refused'],
    );
    assert.deepEqual(
      run.sink.retries.map(({ atMs, retryAtMs }) => Math.round(retryAtMs - atMs)),
      [10, 10, 110, 210],
    );
    assert.equal(randoms.length, 2);
    const again = http.createServer((request, response) => {
      openStream(response, `data: ${String(request.headers['last-event-id'])}\n\n`);
    });
    again.listen(port, '127.0.0.1');
    try {
      await run.until((sink) => sink.messages.length === 2);
      assert.deepEqual(run.sink.texts, ['a', '1']);
    } finally {
      await run.stop();
      again.closeAllConnections();
      again.close();
    }
  });

  for (const status of [429, 500, 502, 503, 504]) {
    it(`is asked again after ${status}, which is kept with its body`, async () => {
      let count = 0;
      await using server = await startServer((_request, response) => {
        count += 1;
        if (count === 2) response.writeHead(status).end('restarting');
        else if (count === 1) {
          openStream(response, 'retry: 10\ndata: a\n\n');
          response.end();
        } else openStream(response, 'data: b\n\n');
      });
      await using run = startStreamRun(server.url);
      await run.until((sink) => sink.messages.length === 2);
      assert.deepEqual(run.sink.outcomes, ['streamed', 'failed', 'streaming']);
      assert.equal(run.sink.requests[1]?.failureBody, 'restarting');
      assert.equal(run.sink.retries[1]?.error?.code, 'http-status');
    });
  }

  for (const [what, retryAfter] of [
    ['seconds', (): string => '1'],
    ['a date', (): string => new Date(Date.now() + 1_900).toUTCString()],
  ] as const) {
    it(`is given the time that it asks for in ${what}`, async () => {
      let count = 0;
      await using server = await startServer((_request, response) => {
        count += 1;
        if (count === 2) response.writeHead(503, { 'Retry-After': retryAfter() }).end();
        else if (count === 1) {
          openStream(response, 'retry: 10\ndata: a\n\n');
          response.end();
        } else openStream(response, 'data: b\n\n');
      });
      await using run = startStreamRun(server.url);
      await run.until((sink) => sink.messages.length === 2);
      const wait = run.sink.retries[1];
      assert.ok((wait?.retryAtMs ?? 0) - (wait?.atMs ?? 0) > 500);
      assert.ok((run.sink.requests[2]?.startedAtMs ?? 0) >= (wait?.retryAtMs ?? Infinity) - TIMER_MS);
    });
  }
});
