/** Where a list of rows stands. */
export interface RowsPlace {
  /** The selected row among those listed; null: none. */
  readonly current: number | null;
  readonly rowCount: number;
  readonly pageRows: number;
  /** Rows in view. */
  readonly first: number;
  readonly end: number;
}

/** The row that a key leads to, which may be beyond the ends. @returns null where the key leads nowhere */
export function rowFor(key: string, { current, rowCount, pageRows, first, end }: RowsPlace): number | null {
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
