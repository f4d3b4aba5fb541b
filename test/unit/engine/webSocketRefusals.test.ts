import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, it } from 'node:test';
import { type Clock, systemClock } from '../../../src/engine/clock.ts';
import { InspectorError } from '../../../src/protocol/errors.ts';
import { MAX_FAILURE_BODY_BYTES } from '../../../src/protocol/limits.ts';
import { listen, unusedUrl } from '../../support/httpServers.ts';
import { hasCode, startWebSocketRun } from '../../support/webSocketRuns.ts';
import { acceptOf, startRawUpgradeServer } from '../../support/webSocketServers.ts';

describe('an upgrade that is refused', () => {
  const answers = [
    { status: '200 OK', action: /plain HTTP/ },
    { status: '401 Unauthorized', action: /credentials/ },
    { status: '404 Not Found', action: /path/ },
    { status: '426 Upgrade Required', action: /body of the answer/ },
    { status: '500 Internal Server Error', action: /log/ },
  ];
  for (const { status, action } of answers) {
    it(`says so, keeps the body and does not try again: ${status}`, async () => {
      await using server = await startRawUpgradeServer(({ socket }) => {
        socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 5\r\n\r\nsorry`);
      });
      await using run = startWebSocketRun(`${server.url}/feed`);
      await assert.rejects(run.ended, (error) => {
        assert.ok(error instanceof InspectorError);
        assert.equal(error.code, 'upgrade-refused');
        assert.ok(error.message.includes(`/feed answered ${status} instead of 101`), error.message);
        assert.match(error.action, action);
        return true;
      });
      const [request] = run.sink.requests;
      assert.equal(`${request?.status ?? ''} ${request?.statusText ?? ''}`, status);
      assert.equal(request?.responseHead, `HTTP/1.1 ${status}\r\nContent-Length: 5\r\n\r\n`);
      assert.equal(request.failureBody, 'sorry');
      assert.equal(request.error?.code, 'upgrade-refused');
      assert.deepEqual(run.sink.outcomes, ['failed']);
      assert.equal(run.sink.retries.length, 0);
      assert.equal(run.sink.openedAtMs.length, 0);
    });
  }

  it('keeps no more of a long body than its beginning', async () => {
    await using server = await startRawUpgradeServer(({ socket }) => {
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
      socket.write('x'.repeat(MAX_FAILURE_BODY_BYTES * 3));
    });
    await using run = startWebSocketRun(server.url);
    await assert.rejects(run.ended, hasCode('upgrade-refused'));
    assert.equal(run.sink.requests[0]?.failureBody, 'x'.repeat(MAX_FAILURE_BODY_BYTES));
  });

  it('does not wait long for a body that does not end', async () => {
    await using server = await startRawUpgradeServer(({ socket }) => {
      socket.write('HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\nbegun');
    });
    const waits: number[] = [];
    const clock: Clock = {
      nowMs: () => systemClock.nowMs(),
      sleep: (delayMs, signal) => {
        waits.push(delayMs);
        // The wait for the body is over as soon as its beginning is here; the one for the answer never is.
        return delayMs === 2_000 ? systemClock.sleep(100, signal) : systemClock.sleep(delayMs, signal);
      },
    };
    await using run = startWebSocketRun(server.url, {}, { clock });
    await assert.rejects(run.ended, hasCode('upgrade-refused'));
    assert.equal(run.sink.requests[0]?.failureBody, 'begun');
    assert.deepEqual(waits, [30_000, 2_000]);
  });
});

describe('an upgrade that goes wrong', () => {
  it('says that nothing listens', async () => {
    await using run = startWebSocketRun((await unusedUrl()).replace('http:', 'ws:'));
    await assert.rejects(run.ended, hasCode('connection-refused'));
    assert.deepEqual(run.sink.outcomes, ['failed']);
    assert.equal(run.sink.retries.length, 0);
  });

  it('says that the host is unknown', async () => {
    await using run = startWebSocketRun('ws://no-such-host.invalid/');
    await assert.rejects(run.ended, hasCode('host-not-found', /no-such-host\.invalid/));
  });

  it('gives up where no answer comes in time', async () => {
    let giveUp = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (giveUp = resolve));
    await using server = await startRawUpgradeServer(() => {
      giveUp();
    });
    const clock: Clock = {
      nowMs: () => systemClock.nowMs(),
      sleep: (delayMs, signal) => (delayMs === 30_000 ? isAsked : systemClock.sleep(delayMs, signal)),
    };
    await using run = startWebSocketRun(server.url, {}, { clock });
    await assert.rejects(run.ended, hasCode('connection-timeout'));
    assert.deepEqual(run.sink.outcomes, ['failed']);
  });

  it('says that the connection broke off without an answer', async () => {
    await using server = await startRawUpgradeServer(({ socket }) => {
      socket.end();
    });
    await using run = startWebSocketRun(server.url);
    await assert.rejects(run.ended, hasCode('connection-reset'));
  });

  it('says that the answer is no HTTP', async () => {
    await using server = await listen(
      net.createServer((socket) => {
        socket.on('error', () => undefined);
        socket.end('SSH-2.0-OpenSSH_9.6\r\n');
      }),
      'ws',
    );
    await using run = startWebSocketRun(server.url);
    await assert.rejects(run.ended, hasCode('invalid-response'));
  });

  const handshakes: { what: string; lines: (accept: string) => string[]; says: RegExp; offers?: string[] }[] =
    [
      {
        what: 'a wrong Sec-WebSocket-Accept',
        lines: () => ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Accept: wrong'],
        says: /Invalid Sec-WebSocket-Accept/,
      },
      {
        what: 'an upgrade to another protocol',
        lines: (accept) => ['Upgrade: h2c', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`],
        says: /Invalid Upgrade/,
      },
      {
        what: 'no Upgrade header at all',
        lines: (accept) => [`Sec-WebSocket-Accept: ${accept}`],
        says: /Missing Upgrade header/,
      },
      {
        what: 'no sub-protocol where one was asked for',
        lines: (accept) => ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`],
        says: /no subprotocol/,
        offers: ['v1'],
      },
      {
        what: 'another sub-protocol than was asked for',
        lines: (accept) => [
          'Upgrade: websocket',
          'Connection: Upgrade',
          `Sec-WebSocket-Accept: ${accept}`,
          'Sec-WebSocket-Protocol: v2',
        ],
        says: /invalid subprotocol/,
        offers: ['v1'],
      },
      {
        what: 'an extension that was not offered',
        lines: (accept) => [
          'Upgrade: websocket',
          'Connection: Upgrade',
          `Sec-WebSocket-Accept: ${accept}`,
          'Sec-WebSocket-Extensions: x-odd',
        ],
        says: /extension/,
      },
    ];
  for (const { what, lines, says, offers = [] } of handshakes) {
    it(`fails on ${what}, and names it`, async () => {
      await using server = await startRawUpgradeServer(({ socket, head }) => {
        const fields = lines(acceptOf(head)).join('\r\n');
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${fields}\r\n\r\n`);
      });
      await using run = startWebSocketRun(server.url, { subprotocols: offers });
      await assert.rejects(run.ended, hasCode('websocket-protocol', says));
      const [request] = run.sink.requests;
      assert.equal(request?.status, 101);
      assert.match(request.responseHead ?? '', /^HTTP\/1\.1 101 [^]+\r\n\r\n$/);
      assert.equal(request.outcome, 'failed');
      assert.equal(run.sink.openedAtMs.length, 0);
    });
  }
});
