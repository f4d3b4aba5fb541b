import { MAX_FIND_HITS } from '../protocol/limits.ts';
import type { FindQuery, TextRange } from './findText.ts';
import { TextSearch } from './textSearch.ts';
import { toUtf8 } from './utf8.ts';

/** Bytes as two digits each: `7b 22`, `0x7b22`. Digits without either may be meant as text. */
const BYTES = /^(?:0x(?:[\da-f]{2})+|[\da-f]{2}(?: [\da-f]{2})+)$/i;

/** Where bytes are in a payload, at most MAX_FIND_HITS times: those that are written as such, or those of a text. */
export function findBytes(payload: Uint8Array, { text, isMatchCase }: FindQuery): readonly TextRange[] {
  const query = text.trim();
  if (BYTES.test(query)) {
    const digits = query.replace(/^0x/i, '').replaceAll(' ', '');
    const wanted = Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    return collect((from) => indexOfBytes(payload, wanted, from), wanted.length);
  }
  if (text === '') return [];
  const wanted = toUtf8(text);
  if (isMatchCase) return collect((from) => indexOfBytes(payload, wanted, from), wanted.length);
  const search = new TextSearch(text);
  return collect((from) => search.indexIn(payload, from), wanted.length);
}

function collect(next: (from: number) => number, length: number): readonly TextRange[] {
  const ranges: TextRange[] = [];
  for (let start = next(0); start >= 0 && ranges.length < MAX_FIND_HITS; start = next(start + length)) {
    ranges.push({ start, end: start + length });
  }
  return ranges;
}

function indexOfBytes(payload: Uint8Array, wanted: Uint8Array, from: number): number {
  const [first = 0] = wanted;
  for (let at = payload.indexOf(first, from); at >= 0; at = payload.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => payload[at + index] === byte)) return at;
  }
  return -1;
}
