import { isAscii } from 'node:buffer';
import type { FrameBlock } from '../../model/frameBlock.ts';
import { compares, type EqualTest, type FrameTest, type TextTest } from '../../model/filter/filterTerm.ts';
import { JsonTest } from '../../model/filter/jsonTest.ts';
import { directionOf, kindOf, markOf } from '../../model/frameFlags.ts';
import { TextSearch } from '../../model/textSearch.ts';
import { toUtf8 } from '../../model/utf8.ts';
import { type FindNext, findIn } from './rareByteSearch.ts';

/** Asks one thing of the frames of a block, in ascending order. */
export type IndexTest = (index: number) => boolean;

/** A block with what several tests of it share. */
export class TestedBlock {
  readonly block: FrameBlock;
  readonly from: number;
  readonly to: number;
  #ascii: string | null | undefined;

  constructor(block: FrameBlock, from: number, to: number) {
    this.block = block;
    this.from = from;
    this.to = to;
  }

  /** A frame's payload as text. */
  textOf(index: number): string {
    const start = this.block.payloadStart(index);
    const end = this.block.payloadStart(index + 1);
    // One text for the whole block, of which each frame is a slice: cheaper than decoding each.
    if (this.#ascii === undefined) this.#ascii = this.#decodeAscii();
    if (this.#ascii === null) return bufferOf(this.block.payload.subarray(start, end)).toString('utf8');
    const offset = this.block.payloadStart(this.from);
    return this.#ascii.slice(start - offset, end - offset);
  }

  #decodeAscii(): string | null {
    const { block, from, to } = this;
    const bytes = bufferOf(block.payload.subarray(block.payloadStart(from), block.payloadStart(to)));
    return isAscii(bytes) ? bytes.toString('latin1') : null;
  }
}

/** A test of a filter, compiled: gives for each block what asks its frames. */
export type BlockTest = (tested: TestedBlock) => IndexTest;

/**
 * @param eventName the log's dictionary
 * @throws InspectorError `invalid-option` where a path is no JSONPath
 */
export function compileTest(test: FrameTest, eventName: (place: number) => string | null): BlockTest {
  switch (test.kind) {
    case 'text':
      return anyText(test.test, eventName);
    case 'event':
      return eventTest(textMatcher(test.test), eventName);
    case 'id':
      return idTest(textMatcher(test.test));
    case 'frame-kind':
      return flagsTest((flags) => kindOf(flags) === test.frameKind);
    case 'direction':
      return flagsTest((flags) => directionOf(flags) === test.direction);
    case 'mark':
      return flagsTest((flags) => markOf(flags) === test.mark);
    case 'size':
      return ({ block }) =>
        (index) =>
          compares(block.payloadLength(index), test.comparator, test.bytes);
    case 'json': {
      const json = new JsonTest(test.path, test.comparison);
      return (tested) => (index) => json.matches(tested.textOf(index));
    }
  }
}

/** Of the payload, the id or the event name. */
function anyText(test: TextTest, eventName: (place: number) => string | null): BlockTest {
  const inNames = [idTest(textMatcher(test)), eventTest(textMatcher(test), eventName)];
  const inPayload = payloadTest(test);
  return (tested) => {
    const payload = inPayload(tested);
    const names = inNames.map((name) => name(tested));
    return (index) => payload(index) || names.some((name) => name(index));
  };
}

function payloadTest(test: TextTest): BlockTest {
  if (test.kind === 'substring') {
    const search = new TextSearch(test.text);
    return ({ block, from, to }) => {
      const hits = new PayloadHits(block, search, from, to);
      return (index) => hits.has(index);
    };
  }
  const pattern = new RegExp(test.source, test.flags);
  return (tested) => (index) => pattern.test(tested.textOf(index));
}

function flagsTest(accepts: (flags: number) => boolean): BlockTest {
  const accepted = Array.from({ length: 256 }, (_, flags) => accepts(flags));
  return ({ block }) => {
    const { flags } = block.columns;
    return (index) => accepted[flags[index] ?? 0] === true;
  };
}

function idTest(matches: (bytes: Uint8Array) => boolean): BlockTest {
  return ({ block }) =>
    (index) => {
      const id = block.idOf(index);
      return id !== null && matches(id);
    };
}

function eventTest(
  matches: (bytes: Uint8Array) => boolean,
  eventName: (place: number) => string | null,
): BlockTest {
  /** Whether the name at a place matches, as far as it was asked for. */
  const known = new Map<number, boolean>();
  return ({ block }) => {
    const { event } = block.columns;
    return (index) => {
      const place = event[index] ?? 0;
      if (place === 0) return false;
      let isMatch = known.get(place);
      if (isMatch === undefined) {
        isMatch = matches(toUtf8(eventName(place) ?? ''));
        known.set(place, isMatch);
      }
      return isMatch;
    };
  };
}

function textMatcher(test: TextTest | EqualTest): (bytes: Uint8Array) => boolean {
  if (test.kind === 'equal') {
    const wanted = bufferOf(toUtf8(test.text));
    return (bytes) => wanted.equals(bytes);
  }
  if (test.kind === 'substring') {
    const search = new TextSearch(test.text);
    return (bytes) => search.indexIn(bytes) >= 0;
  }
  const pattern = new RegExp(test.source, test.flags);
  return (bytes) => pattern.test(bufferOf(bytes).toString('utf8'));
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/**
 * Which frames' payloads hold the text. Searches the block's payloads as one run, however short each is, and finds
 * out only for a hit whose frame it is in; asked in ascending order, it goes no further than it must.
 */
class PayloadHits {
  readonly #block: FrameBlock;
  readonly #search: TextSearch;
  readonly #findNext: FindNext;
  /** Where the next hit begins; Infinity: there is none; -1: nobody has asked. */
  #hit = -1;

  constructor(block: FrameBlock, search: TextSearch, from: number, to: number) {
    this.#block = block;
    this.#search = search;
    this.#findNext = findIn(search, block.payload, block.payloadStart(from), block.payloadStart(to));
  }

  has(index: number): boolean {
    const start = this.#block.payloadStart(index);
    const end = this.#block.payloadStart(index + 1);
    if (this.#hit < start) this.#hit = this.#next(start);
    // A hit may lie across two payloads, which is none: the next one may lie within this payload still.
    while (this.#hit < end && this.#hit + this.#search.length > end) this.#hit = this.#next(this.#hit + 1);
    return this.#hit < end;
  }

  #next(from: number): number {
    const found = this.#findNext(from);
    return found < 0 ? Infinity : found;
  }
}
