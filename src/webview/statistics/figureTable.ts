/** A figure as it is read, and as a spreadsheet takes it. */
export interface Cell {
  readonly text: string;
  readonly value: string | number;
}

export interface FigureColumn {
  readonly label: string;
  /** What it belongs to, where several columns belong to the same; else empty. */
  readonly group: string;
  /** Of the values. Empty: none. */
  readonly unit: string;
}

/** The figures of a card, to be read rather than looked at, and to be copied. The first column names its row. */
export interface FigureTable {
  readonly caption: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** For a spreadsheet: values without units, which are in the heads. */
export function toTsv(table: FigureTable): string {
  return linesOf(table)
    .map((cells) => cells.map((cell) => cell.replaceAll(/[\t\r\n]/g, ' ')).join('\t'))
    .join('\n');
}

/** RFC 4180. */
export function toCsv(table: FigureTable): string {
  return linesOf(table)
    .map((cells) => cells.map(quoted).join(',') + '\r\n')
    .join('');
}

function linesOf({ columns, rows }: FigureTable): readonly (readonly string[])[] {
  const heads = columns.map(({ group, label, unit }) => {
    const words = group === '' ? label : `${group} ${label.toLowerCase()}`;
    return harmless(unit === '' ? words : `${words} (${unit})`);
  });
  return [heads, ...rows.map((cells) => cells.map(({ value }) => harmless(value)))];
}

/** A spreadsheet takes a text that begins like a formula for one, and names come from the server (CWE-1236). */
function harmless(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
