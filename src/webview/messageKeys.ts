import { rowFor, type RowsPlace } from './dom/rowKeys.ts';

/** What a key does in the message list. */
export type ListAction =
  | { readonly name: 'move'; readonly position: number }
  | { readonly name: 'close' | 'copy' | 'mark' | 'next-mark' | 'previous-mark' | 'next-time-mode' };

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** @returns null where a key does nothing here */
export function listAction(key: Key, place: RowsPlace): ListAction | null {
  if (key.altKey) return null;
  if (key.ctrlKey || key.metaKey) return key.key === 'c' ? { name: 'copy' } : null;
  const position = rowFor(key.key, place);
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
