import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EventStreamParser } from '../../../src/engine/sse/eventStreamParser.ts';
import { interpretEventStream, type SeenEvent, type SeenStream } from '../../support/eventStreams.ts';

function parse(chunks: readonly Uint8Array[], lastEventId = ''): SeenStream {
  const events: SeenEvent[] = [];
  const comments: string[] = [];
  const retries: string[] = [];
  const parser = new EventStreamParser(
    {
      onEvent: (payload, event, id) => events.push({ data: textOf(payload), event, id }),
      onComment: (text) => comments.push(textOf(text)),
      onRetry: (digits) => retries.push(textOf(digits)),
    },
    lastEventId,
  );
  for (const chunk of chunks) {
    const reused = Uint8Array.from(chunk);
    parser.feed(reused);
    // A socket's buffer is used again: whatever the parser still needs of it must have been copied.
    reused.fill(0x2a);
  }
  return { events, comments, retries, lastEventId: parser.lastEventId };
}

function textOf(bytes: Uint8Array): string {
  // The byte order mark is part of a text here, as it is of a JavaScript string.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Parses in one piece, in single bytes and in every pair of pieces, and sees to it that all are the same. */
function parseInAllWays(stream: Uint8Array): SeenStream {
  const whole = parse([stream]);
  assert.deepEqual(parse(Array.from(stream, (byte) => Uint8Array.of(byte))), whole, 'in single bytes');
  for (let at = 0; at <= stream.length; at++) {
    assert.deepEqual(parse([stream.subarray(0, at), stream.subarray(at)]), whole, `cut at ${at}`);
  }
  return whole;
}

function message(data: string, fields: Partial<SeenEvent> = {}): SeenEvent {
  return { data, event: null, id: null, ...fields };
}

const STREAMS: readonly {
  readonly rule: string;
  readonly stream: string;
  readonly events: readonly SeenEvent[];
  readonly comments?: readonly string[];
  readonly retries?: readonly string[];
  readonly lastEventId?: string;
}[] = [
  {
    rule: 'joins data lines with LF',
    stream: 'data: YHOO\ndata: +2\ndata: 10\n\n',
    events: [message('YHOO\n+2\n10')],
  },
  {
    rule: 'takes comments, ids, and the id that is taken back',
    stream: ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n',
    events: [message('first event', { id: '1' }), message('second event'), message(' third event')],
    comments: ['test stream'],
  },
  {
    rule: 'gives events of empty data, and none for a block that the end cuts off',
    stream: 'data\n\ndata\ndata\n\ndata:',
    events: [message(''), message('\n')],
  },
  {
    rule: 'removes one space after the colon, and no more',
    stream: 'data:test\n\ndata: test\n\ndata:  test\n\ndata:\ttest\n\n',
    events: [message('test'), message('test'), message(' test'), message('\ttest')],
  },
  {
    rule: 'ends lines at LF, CR and CRLF, mixed',
    stream: 'data: a\r\ndata: b\rdata: c\n\rdata: d\r\n\r\ndata: e\r\rdata: f\n\r\n',
    events: [message('a\nb\nc'), message('d'), message('e'), message('f')],
  },
  {
    rule: 'gives an event at the CR that ends its block, whether or not an LF follows',
    stream: 'data: a\r\n\r',
    events: [message('a')],
  },
  {
    rule: 'drops one byte order mark at the start, and takes a later one for what it is',
    stream: '\ufeffdata: a\n\n\ufeffdata: b\n\ndata: \ufeffc\n\n',
    events: [message('a'), message('\ufeffc')],
  },
  {
    rule: 'drops no second byte order mark',
    stream: '\ufeff\ufeffdata: a\n\ndata: b\n\n',
    events: [message('b')],
  },
  {
    rule: 'names events, for one block each, and knows the default name',
    stream:
      'event: add\ndata: 1\n\ndata: 2\n\nevent: message\ndata: 3\n\nevent: x\nevent\ndata: 4\n\nevent: add\n\ndata: 5\n\n',
    events: [message('1', { event: 'add' }), message('2'), message('3'), message('4'), message('5')],
  },
  {
    rule: 'tells an id of its own from one that is inherited',
    stream: 'id: 7\ndata: a\n\ndata: b\n\n',
    events: [message('a', { id: '7' }), message('b')],
    lastEventId: '7',
  },
  {
    rule: 'takes the id of a block without data, and not that of a block cut off',
    stream: 'id: 7\n\nid: 8\ndata: a\n',
    events: [],
    lastEventId: '7',
  },
  {
    rule: 'ignores an id that has NUL',
    stream: 'id: 7\ndata: a\n\nid: 8\0\ndata: b\n\nid: 9\nid: \0\ndata: c\n\n',
    events: [message('a', { id: '7' }), message('b'), message('c', { id: '9' })],
    lastEventId: '9',
  },
  {
    rule: 'takes ids and names of any length and script',
    stream: `id: ${'ü'.repeat(50)}\nevent: ${'名'.repeat(40)}\ndata: a\n\nid: \ndata: b\n\nid: ${'ü'.repeat(3)}\nid: äöü\ndata: c\n\n`,
    events: [
      message('a', { id: 'ü'.repeat(50), event: '名'.repeat(40) }),
      message('b'),
      message('c', { id: 'äöü' }),
    ],
    lastEventId: 'äöü',
  },
  {
    rule: 'takes a retry of digits only',
    stream: 'retry: 10\nretry: 1s\nretry: -1\nretry\nretry:\nretry: 1 \nretry:  1\nretry:0020\n\n',
    events: [],
    retries: ['10', '0020'],
  },
  {
    rule: 'ignores fields that it does not know, also those that begin or end like known ones',
    stream:
      'DATA: a\nData: a\ndat: a\ndatab: a\ndata : a\n data: a\nids: 1\ni: 1\nevents: x\nretrya: 1\nfoo\n:\n:x\n\ndata: b\n\n',
    events: [message('b')],
    comments: ['', 'x'],
  },
];

describe('the event stream parser', () => {
  for (const { rule, stream, events, comments = [], retries = [], lastEventId = '' } of STREAMS) {
    it(rule, () => {
      assert.deepEqual(parseInAllWays(bytesOf(stream)), { events, comments, retries, lastEventId });
    });
  }

  it('does what the standard says for any stream, however it is cut', () => {
    const piece = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('\n', '\r', '\r\n', '\n\n', '\r\n\r\n') },
      {
        weight: 4,
        arbitrary: fc.constantFrom('data', 'data:', 'data: ', 'event: ', 'id: ', 'id', 'retry: '),
      },
      { weight: 3, arbitrary: fc.constantFrom(':', ' ', '\0', '\ufeff', '1', '42', 'message', 'ä', '🎈') },
      { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
    );
    const streams = fc.array(piece, { maxLength: 40 }).map((pieces) => bytesOf(pieces.join('')));
    fc.assert(
      fc.property(streams, fc.array(fc.nat(), { maxLength: 6 }), (stream, cuts) => {
        const expected = interpretEventStream(stream);
        const places = cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b);
        const chunks = [0, ...places].map((at, index) => stream.subarray(at, places[index]));
        assert.deepEqual(parse(chunks), expected);
        assert.deepEqual(parse(Array.from(stream, (byte) => Uint8Array.of(byte))), expected);
        assert.deepEqual(parse([stream]), expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives data that is no UTF-8 as the bytes that came', () => {
    const data = Uint8Array.of(0xff, 0xfe, 0x80, 0xc3);
    const payloads: Uint8Array[] = [];
    const parser = new EventStreamParser({
      onEvent: (payload) => payloads.push(Uint8Array.from(payload)),
      onComment: () => undefined,
      onRetry: () => undefined,
    });
    parser.feed(Buffer.concat([bytesOf('data: '), data, bytesOf('\n\n')]));
    assert.deepEqual(payloads, [data]);
  });

  it('keeps the last event ID of the connection before until the stream gives another', () => {
    assert.equal(parse([bytesOf('data: a\n\n')], '5').lastEventId, '5');
    assert.equal(parse([bytesOf('data: a\nid: 6\n\n')], '5').lastEventId, '6');
    assert.equal(parse([bytesOf('data: a\nid\n\n')], '5').lastEventId, '');
  });
});

describe('the size of an event', () => {
  const LIMIT_BYTES = 100;
  const half = 'x'.repeat(LIMIT_BYTES / 2);
  const handlers = { onEvent: () => undefined, onComment: () => undefined, onRetry: () => undefined };

  function feedInChunks(stream: string, chunkBytes: number): void {
    const parser = new EventStreamParser(handlers, '', LIMIT_BYTES);
    const bytes = bytesOf(stream);
    for (let at = 0; at < bytes.length; at += chunkBytes) parser.feed(bytes.subarray(at, at + chunkBytes));
  }

  const tooLarge: Readonly<Record<string, string>> = {
    'a line without end': half.repeat(4),
    'a data line without end': `data: ${half.repeat(4)}`,
    'data lines without end': `data: ${half}\n`.repeat(4),
    'empty data lines without end': 'data\n'.repeat(2 * LIMIT_BYTES),
    'one large data line': `data: ${half.repeat(3)}\n\n`,
  };
  for (const [what, stream] of Object.entries(tooLarge)) {
    it(`is limited, for ${what}`, () => {
      for (const chunkBytes of [1, 7, stream.length]) {
        assert.throws(
          () => {
            feedInChunks(stream, chunkBytes);
          },
          { code: 'message-too-large' },
        );
      }
    });
  }

  it('is that of one event, not of the stream', () => {
    for (const chunkBytes of [1, 7, 10_000]) {
      assert.doesNotThrow(() => {
        feedInChunks(`data: ${half}\nevent: a\n\n:${half}\nfoo: ${half}\n`.repeat(100), chunkBytes);
      });
    }
  });
});
