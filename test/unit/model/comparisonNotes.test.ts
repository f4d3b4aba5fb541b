import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clockBounds } from '../../../src/model/clockBounds.ts';
import {
  captureCaveats,
  comparisonDoubts,
  comparisonNotes,
  type NotedCapture,
} from '../../../src/model/comparisonNotes.ts';
import { matchMessages } from '../../../src/model/matchMessages.ts';
import { MessageIndex } from '../../../src/model/messageIndex.ts';
import type { CaptureSummary, Quantiles } from '../../../src/protocol/capture.ts';
import { summaryOf } from '../../support/captureSummaries.ts';

const HOUR_MS = 3_600_000;
const utf8 = new TextEncoder();

function capture(
  texts: readonly string[],
  {
    summary = {},
    ...others
  }: Partial<Omit<NotedCapture, 'summary'>> & { readonly summary?: Partial<CaptureSummary> } = {},
): NotedCapture {
  const index = new MessageIndex();
  for (const [place, text] of texts.entries()) index.add(place, utf8.encode(text), null);
  return {
    summary: summaryOf(summary),
    index,
    spanMs: 10_000,
    clock: { basis: 'unknown', aheadMs: null },
    hasLostFrames: false,
    ...others,
  };
}

function notesOn(captures: readonly NotedCapture[]): string {
  const match = matchMessages(
    captures.map(({ index }) => ({ index, coveredFromMs: 0, coveredToMs: 10_000 })),
  );
  return comparisonNotes(captures, captures.length, match).join('\n');
}

function delaysOf(ms: number): Quantiles {
  return { count: 9, mean: ms, p50: ms, p95: ms, p99: ms, max: ms };
}

describe('what a comparison says in words', () => {
  it('of captures that share no message', () => {
    assert.match(notesOn([capture(['a']), capture(['b'])]), /No message is in two captures/);
    assert.equal(notesOn([capture(['a']), capture(['a'])]), '');
  });

  it('of captures without any message', () => {
    assert.match(notesOn([capture([]), capture([])]), /No message has come/);
  });

  it('of contents that repeat', () => {
    assert.match(notesOn([capture(['a', 'a']), capture(['a'])]), /1 content came more than once/);
  });

  it('of one capture much shorter than another', () => {
    const [short, long] = [capture(['a'], { spanMs: 4_000 }), capture(['a'], { spanMs: 60_000 })];
    assert.match(captureCaveats(short, [short, long]).join(), /open for 4.00 s where another was for 1 min/);
    assert.deepEqual(captureCaveats(long, [short, long]), []);
  });

  it('of messages that were dropped, and of an id path that finds nothing', () => {
    const lost = capture(['a'], { hasLostFrames: true });
    assert.match(captureCaveats(lost, [lost]).join(), /oldest messages were dropped/);
    const error = {
      code: 'path-found-nothing',
      message: 'id $.x found nothing',
      action: '',
      atMs: 0,
    } as const;
    const pathless = capture(['a'], { summary: { errors: [error] } });
    assert.match(
      captureCaveats(pathless, [pathless]).join(),
      /id \$\.x found nothing: what it was to find is not compared/,
    );
  });

  it('of clocks hours apart, as far as they are known', () => {
    const ahead = capture(['a'], {
      summary: { delays: delaysOf(0) },
      clock: { basis: 'Date field', aheadMs: { low: 2 * HOUR_MS, high: 2 * HOUR_MS + 900 } },
    });
    assert.match(captureCaveats(ahead, [ahead]).join(), /clock is at least 2 h ahead of this one/);
    const unknown = capture(['a'], { summary: { delays: delaysOf(0) } });
    assert.match(captureCaveats(unknown, [unknown]).join(), /before its own time: the clocks disagree/);
    const late = capture(['a'], { summary: { delays: delaysOf(3 * HOUR_MS) } });
    assert.match(captureCaveats(late, [late]).join(), /are 3 h old when they come/);
    const fine = capture(['a'], { summary: { delays: delaysOf(20) } });
    assert.deepEqual(captureCaveats(fine, [fine]), []);
  });
});

describe('the doubts that keep a comparison from a verdict', () => {
  const enough = ['a', 'b', 'c', 'd', 'e'];
  const doubtsOn = (all: readonly NotedCapture[]): string => {
    const inputs = all.map(({ index }) => ({ index, coveredFromMs: 0, coveredToMs: 10_000 }));
    return comparisonDoubts(all, matchMessages(inputs)).join('\n');
  };

  it('are none where captures of one source have run for long enough', () => {
    assert.equal(doubtsOn([capture(enough), capture(enough)]), '');
    assert.equal(doubtsOn([capture(enough)]), '');
  });

  it('are what captures lack: messages, some that are shared, time', () => {
    assert.match(doubtsOn([]), /no capture has connected/);
    assert.match(doubtsOn([capture([])]), /^no message has come$/);
    assert.match(
      doubtsOn([capture(enough), capture(['v', 'w', 'x', 'y', 'z'])]),
      /no message can be found in two/,
    );
    assert.match(doubtsOn([capture(enough, { spanMs: 800 })]), /^800 ms is too short to tell/);
    assert.match(doubtsOn([capture(['a'])]), /^1 message in 10\.0 s is too few to say how often/);
    assert.match(doubtsOn([capture(['a', 'b'])]), /^2 messages in 10\.0 s are too few/);
    assert.match(
      doubtsOn([capture(enough), capture(enough, { spanMs: 60_000 })]),
      /capture by SSE is much shorter/,
    );
  });

  it('are what makes figures say something else: dropped messages, paths, clocks', () => {
    assert.match(doubtsOn([capture(enough, { hasLostFrames: true })]), /oldest messages of SSE were dropped/);
    const error = { code: 'path-found-nothing', message: '', action: '', atMs: 0 } as const;
    assert.match(
      doubtsOn([capture(enough, { summary: { errors: [error] } })]),
      /a path .* of SSE found nothing/,
    );
    const hoursApart = capture(enough, {
      summary: { delays: delaysOf(20) },
      clock: { basis: 'Date field', aheadMs: { low: 2 * HOUR_MS, high: 2 * HOUR_MS + 900 } },
    });
    assert.match(doubtsOn([hoursApart]), /clock that stamps the messages of SSE disagrees/);
    const littleAhead = { basis: 'Date field', aheadMs: { low: 30, high: 40 } } as const;
    assert.equal(doubtsOn([{ ...hoursApart, clock: littleAhead }]), '');
  });
});

describe("the bounds of a server's clock", () => {
  const secondMs = Date.UTC(2026, 0, 1);
  const date = new Date(secondMs).toUTCString();

  it('are a second and the way there and back, from one answer', () => {
    const answer = { askedAtMs: secondMs + 300, answeredAtMs: secondMs + 320, date };
    assert.deepEqual(clockBounds([answer], false), {
      basis: 'Date field',
      aheadMs: { low: -320, high: 700 },
    });
  });

  it('close in on the truth with every answer', () => {
    const answers = [5, 250, 500, 990].map((ms) => ({
      askedAtMs: secondMs + ms,
      answeredAtMs: secondMs + ms + 4,
      date,
    }));
    assert.deepEqual(clockBounds(answers, false).aheadMs, { low: -9, high: 10 });
  });

  it('are none where answers contradict each other, have no date, or a wrong one', () => {
    const unknown = { basis: 'unknown', aheadMs: null };
    const early = { askedAtMs: secondMs, answeredAtMs: secondMs + 1, date };
    const late = { askedAtMs: secondMs + HOUR_MS, answeredAtMs: secondMs + HOUR_MS + 1, date };
    assert.deepEqual(clockBounds([early, late], false), unknown);
    assert.deepEqual(clockBounds([], false), unknown);
    assert.deepEqual(clockBounds([{ ...early, date: 'yesterday' }], false), unknown);
  });

  it('are nothing on this machine, unless what it says is of another one, as through a forwarded port', () => {
    assert.equal(clockBounds([], true).basis, 'same machine');
    const here = { askedAtMs: secondMs + 500, answeredAtMs: secondMs + 501, date };
    assert.equal(clockBounds([here], true).basis, 'same machine');
    const elsewhere = { askedAtMs: secondMs + HOUR_MS, answeredAtMs: secondMs + HOUR_MS + 1, date };
    assert.equal(clockBounds([elsewhere], true).basis, 'Date field');
  });
});
