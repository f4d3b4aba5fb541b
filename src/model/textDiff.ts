import { type Change, diffLines, diffWordsWithSpace } from 'diff';

/** A run of text that is in both, only in the one before, or only in the one after. */
export interface TextPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
  /** Lines left out in the middle of what is the same; 0: none. */
  readonly foldedLines: number;
}

/** Texts longer than this together are compared by lines: by words it would take seconds. */
const MAX_WORD_CHARACTERS = 40_000;
/** How many words or lines may be different. */
const MAX_EDITS = 2_000;
/** Lines of what is the same that are kept beside a difference. */
const CONTEXT_LINES = 3;

/** @returns null where the two differ too much to be worth reading, or comparing them would take too long */
export function diffText(before: string, after: string): readonly TextPart[] | null {
  const isShort = before.length + after.length <= MAX_WORD_CHARACTERS;
  const limit = { maxEditLength: MAX_EDITS };
  const changes = isShort ? diffWordsWithSpace(before, after, limit) : diffLines(before, after, limit);
  if (changes === undefined) return null;
  return changes.flatMap((change, place) => partsOf(change, place === 0, place === changes.length - 1));
}

function partsOf({ added, removed, value }: Change, isFirst: boolean, isLast: boolean): readonly TextPart[] {
  if (added || removed) return [{ kind: added ? 'added' : 'removed', text: value, foldedLines: 0 }];
  const lines = value.split(/(?<=\n)/);
  const head = isFirst ? 0 : CONTEXT_LINES;
  const tail = isLast ? 0 : CONTEXT_LINES;
  const foldedLines = lines.length - head - tail;
  // A fold takes a line itself.
  if (foldedLines <= 1) return [{ kind: 'same', text: value, foldedLines: 0 }];
  const fold: TextPart = { kind: 'same', text: '', foldedLines };
  const same = (text: string): readonly TextPart[] =>
    text === '' ? [] : [{ kind: 'same', text, foldedLines: 0 }];
  return [...same(lines.slice(0, head).join('')), fold, ...same(lines.slice(lines.length - tail).join(''))];
}
