import type { FrameBlock } from '../../model/frameBlock.ts';
import type { FrameTest } from '../../model/filter/filterTerm.ts';
import { parseFilter } from '../../model/filter/parseFilter.ts';
import { InspectorError } from '../../protocol/errors.ts';
import type { RowQuery } from '../../protocol/panel.ts';
import { type BlockTest, compileTest, type IndexTest, TestedBlock } from './blockTests.ts';

/** Cheap tests come first: a frame that fails one is asked nothing more. */
const COSTS: Readonly<Record<FrameTest['kind'], number>> = {
  direction: 0,
  'frame-kind': 0,
  mark: 0,
  size: 0,
  event: 1,
  id: 1,
  text: 2,
  json: 3,
};

interface CompiledTerm {
  readonly isNegated: boolean;
  readonly test: BlockTest;
}

/** A query compiled for whole blocks. */
export class RowMatcher {
  readonly #captureIds: ReadonlySet<number> | null;
  readonly #terms: readonly CompiledTerm[];

  /**
   * @param eventName the log's dictionary
   * @throws InspectorError `invalid-option` where the query's text is no filter
   */
  constructor(query: RowQuery, eventName: (place: number) => string | null) {
    this.#captureIds = query.captureIds === null ? null : new Set(query.captureIds);
    this.#terms = [...chosenTests(query, eventName), ...writtenTerms(query.text, eventName)];
  }

  /** Whether a block with frames of these captures can have a match. */
  canMatch(captureIds: readonly number[] | null): boolean {
    const wanted = this.#captureIds;
    return wanted === null || captureIds === null || captureIds.some((id) => wanted.has(id));
  }

  /** Calls `onMatch` with the place of each matching frame among `from` to `to`, in order. */
  match(block: FrameBlock, from: number, to: number, onMatch: (index: number) => void): void {
    const { captureId } = block.columns;
    const tested = new TestedBlock(block, from, to);
    const terms = this.#terms.map(({ isNegated, test }) => ({ isNegated, matches: test(tested) }));
    for (let index = from; index < to; index++) {
      if (this.#captureIds !== null && !this.#captureIds.has(captureId[index] ?? 0)) continue;
      if (matchesAll(terms, index)) onMatch(index);
    }
  }
}

function matchesAll(
  terms: readonly { readonly isNegated: boolean; readonly matches: IndexTest }[],
  index: number,
): boolean {
  for (const { isNegated, matches } of terms) if (matches(index) === isNegated) return false;
  return true;
}

/** What the query has besides its text. */
function chosenTests(
  { direction, kinds }: RowQuery,
  eventName: (place: number) => string | null,
): readonly CompiledTerm[] {
  const terms: CompiledTerm[] = [];
  if (direction !== null) {
    terms.push({ isNegated: false, test: compileTest({ kind: 'direction', direction }, eventName) });
  }
  if (kinds !== null) {
    const tests = kinds.map((frameKind) => compileTest({ kind: 'frame-kind', frameKind }, eventName));
    terms.push({
      isNegated: false,
      test: (tested) => {
        const ofKinds = tests.map((test) => test(tested));
        return (index) => ofKinds.some((isOfKind) => isOfKind(index));
      },
    });
  }
  return terms;
}

function writtenTerms(text: string, eventName: (place: number) => string | null): readonly CompiledTerm[] {
  const parsed = parseFilter(text);
  if ('problem' in parsed) {
    throw new InspectorError('invalid-option', `the filter is wrong: ${parsed.problem}`, 'correct it');
  }
  return parsed
    .toSorted((a, b) => COSTS[a.test.kind] - COSTS[b.test.kind])
    .map(({ isNegated, test }) => ({ isNegated, test: compileTest(test, eventName) }));
}
