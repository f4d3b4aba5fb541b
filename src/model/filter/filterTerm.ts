import type { Direction, FrameKind, OrderMark } from '../../protocol/frame.ts';

export type Comparator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** What a JSONPath finds is compared with. */
export type Literal = string | number | boolean | null;

/** What a text has to be or to hold. */
export type TextTest =
  | { readonly kind: 'substring'; readonly text: string }
  /** As RegExp takes them. */
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string };

/** What a name has to be, to the letter. */
export interface EqualTest {
  readonly kind: 'equal';
  readonly text: string;
}

/** What one term of a filter asks of a frame. */
export type FrameTest =
  /** Of its payload, its id or its event name. */
  | { readonly kind: 'text'; readonly test: TextTest }
  | { readonly kind: 'event' | 'id'; readonly test: TextTest | EqualTest }
  | { readonly kind: 'frame-kind'; readonly frameKind: FrameKind }
  | { readonly kind: 'direction'; readonly direction: Direction }
  | { readonly kind: 'mark'; readonly mark: OrderMark }
  | { readonly kind: 'size'; readonly comparator: Comparator; readonly bytes: number }
  /** @property comparison null: the path finds something */
  | {
      readonly kind: 'json';
      readonly path: string;
      readonly comparison: { readonly comparator: Comparator; readonly literal: Literal } | null;
    };

export interface FilterTerm {
  readonly isNegated: boolean;
  readonly test: FrameTest;
}

/** @returns whether a number or text stands in that relation to another */
export function compares<T extends string | number>(value: T, comparator: Comparator, other: T): boolean {
  switch (comparator) {
    case '==':
      return value === other;
    case '!=':
      return value !== other;
    case '<':
      return value < other;
    case '<=':
      return value <= other;
    case '>':
      return value > other;
    case '>=':
      return value >= other;
  }
}
