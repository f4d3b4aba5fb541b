import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RequestLedger } from '../../../src/engine/requestLedger.ts';
import type { RequestRecorder } from '../../../src/engine/transport.ts';
import { NO_WIRE, type RequestOutcome, type RequestPurpose } from '../../../src/protocol/request.ts';
import { CollectingLog } from '../../support/collectingLog.ts';
import { wireOf } from '../../support/wires.ts';

const URL_TEXT = 'http://127.0.0.1/';

describe('the request ledger', () => {
  let log: CollectingLog;
  let ledger: RequestLedger;

  beforeEach(() => {
    log = new CollectingLog();
    ledger = new RequestLedger(1, log);
  });

  function begin(purpose: RequestPurpose = 'poll'): RequestRecorder {
    return ledger.begin({ purpose, httpMethod: 'GET', url: URL_TEXT, startedAtMs: 1 });
  }

  function poll(outcome: RequestOutcome, wire = NO_WIRE): void {
    const request = begin();
    request.meter(() => wire);
    request.update({ status: 200 });
    request.end({ outcome, endedAtMs: 2 });
  }

  it('counts a poll by what came of it, and one under way in the total only', () => {
    for (const outcome of ['messages', 'messages', 'empty', 'unchanged', 'failed', 'cancelled'] as const)
      poll(outcome);
    begin();
    const { polls, requests } = ledger.counts;
    assert.equal(requests, 7);
    assert.deepEqual(polls, {
      total: 7,
      withMessages: 2,
      empty: 1,
      unchanged: 1,
      failed: 1,
      cancelled: 1,
      skipped: 0,
    });
  });

  it('counts a redirect as a request and not as a poll', () => {
    poll('redirected');
    poll('empty');
    assert.equal(ledger.counts.requests, 2);
    assert.equal(ledger.counts.polls.total, 1);
  });

  it('counts a connection once it has answered, and not again where it is reused', () => {
    const refused = begin();
    refused.end({ outcome: 'failed', endedAtMs: 2 });
    const first = begin();
    first.update({ isConnectionReused: false });
    first.update({ status: 200 });
    first.end({ outcome: 'empty', endedAtMs: 2 });
    const second = begin();
    second.update({ isConnectionReused: true, status: 200 });
    second.end({ outcome: 'empty', endedAtMs: 2 });
    assert.equal(ledger.counts.connections, 1);
  });

  it('adds up the bytes of ended requests and of those under way', () => {
    poll('empty', wireOf(100, 10));
    let open = wireOf(5, 7);
    begin('stream').meter(() => open);
    assert.deepEqual(ledger.wire, wireOf(105, 17));
    open = wireOf(50, 7);
    assert.deepEqual(ledger.wire, wireOf(150, 17));
  });

  it('takes the last bytes of a request as it ends, and a second end for nothing', () => {
    const request = begin();
    let wire = wireOf(1, 1);
    request.meter(() => wire);
    wire = wireOf(30, 1);
    request.end({ outcome: 'empty', endedAtMs: 2 });
    wire = wireOf(99, 1);
    request.end({ outcome: 'failed', endedAtMs: 3 });
    assert.deepEqual(ledger.wire, wireOf(30, 1));
    assert.equal(ledger.counts.polls.failed, 0);
    assert.deepEqual(log.requests[0]?.wire, wireOf(30, 1));
  });

  it('gives each request the messages it brought', () => {
    const request = begin();
    ledger.countMessage(request.index);
    ledger.countMessage(request.index);
    request.end({ outcome: 'messages', endedAtMs: 2 });
    ledger.countMessage(request.index);
    assert.equal(log.requests[0]?.messageCount, 2);
  });

  it('counts from zero after a reset: what is under way stays, with the bytes it still brings', () => {
    poll('messages', wireOf(1_000, 100));
    const stream = begin('stream');
    let wire = wireOf(400, 40);
    stream.meter(() => wire);
    stream.update({ status: 200 });
    ledger.countMessage(stream.index);

    ledger.reset();
    assert.deepEqual(ledger.wire, NO_WIRE);
    assert.equal(ledger.counts.requests, 1);
    assert.equal(ledger.counts.connections, 1);
    assert.equal(ledger.counts.polls.total, 0);

    wire = wireOf(425, 40);
    ledger.countMessage(stream.index);
    stream.end({ outcome: 'streamed', endedAtMs: 9 });
    assert.deepEqual(ledger.wire, wireOf(25, 0));
    assert.equal(log.requests.at(-1)?.messageCount, 1);
  });
});
