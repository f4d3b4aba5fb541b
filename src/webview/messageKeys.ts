/** What a key does in the message list. */
export type ListAction =
  | { readonly name: 'move'; readonly position: number }
  | { readonly name: 'close' | 'copy' | 'mark' | 'next-mark' | 'previous-mark' | 'next-time-mode' };

/** Where the list stands. */
export interface ListPlace {
  /** The selected row among those listed; null: none. */
  readonly current: number | null;
  readonly rowCount: number;
  readonly pageRows: number;
  /** Rows in view. */
  readonly first: number;
  readonly end: number;
}

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** @returns null where a key does nothing here */
export function listAction(key: Key, place: ListPlace): ListAction | null {
  if (key.altKey) return null;
  if (key.ctrlKey || key.metaKey) return key.key === 'c' ? { name: 'copy' } : null;
  const position = positionFor(key.key, place);
  if (position !== null) return { name: 'move', position };
  switch (key.key) {
    case 'Escape':
      return { name: 'close' };
    case 'm':
    case 'M':
      return { name: 'mark' };
    case 'n':
    case 'N':
      return { name: key.shiftKey ? 'previous-mark' : 'next-mark' };
    case 't':
    case 'T':
      return { name: 'next-time-mode' };
    default:
      return null;
  }
}

function positionFor(key: string, { current, rowCount, pageRows, first, end }: ListPlace): number | null {
  switch (key) {
    case 'ArrowDown':
      return current === null ? first : current + 1;
    case 'ArrowUp':
      return current === null ? end - 1 : current - 1;
    case 'PageDown':
      return (current ?? first) + pageRows;
    case 'PageUp':
      return (current ?? end) - pageRows;
    case 'Home':
      return 0;
    case 'End':
      return rowCount - 1;
    case 'Enter':
      return current ?? first;
    default:
      return null;
  }
}
