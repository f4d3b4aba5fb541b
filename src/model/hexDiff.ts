import { HEX_BYTES_PER_LINE, hexLineCount } from './hexDump.ts';

/** A row of two dumps laid one over the other: a line of one of them, or so many lines that are the same in both. */
export type HexDiffRow =
  | { readonly kind: 'same' | 'removed' | 'added'; readonly line: number }
  | { readonly kind: 'fold'; readonly lineCount: number };

/** Lines of what is the same that are kept beside a difference. */
const CONTEXT_LINES = 2;

/** Two payloads byte by byte, each with the one at the same offset. */
export function hexDiffRows(before: Uint8Array, after: Uint8Array): readonly HexDiffRow[] {
  const [oldCount, newCount] = [hexLineCount(before.length), hexLineCount(after.length)];
  const rows: HexDiffRow[] = [];
  let same: number[] = [];
  const settle = (isLast: boolean): void => {
    rows.push(...foldedRows(same, rows.length > 0 ? CONTEXT_LINES : 0, isLast ? 0 : CONTEXT_LINES));
    same = [];
  };
  for (let line = 0; line < Math.max(oldCount, newCount); line++) {
    if (isSameLine(before, after, line)) {
      same.push(line);
      continue;
    }
    settle(false);
    if (line < oldCount) rows.push({ kind: 'removed', line });
    if (line < newCount) rows.push({ kind: 'added', line });
  }
  settle(true);
  return rows;
}

function foldedRows(lines: readonly number[], head: number, tail: number): readonly HexDiffRow[] {
  const shown = (some: readonly number[]): readonly HexDiffRow[] =>
    some.map((line) => ({ kind: 'same', line }));
  const lineCount = lines.length - head - tail;
  if (lineCount <= 1) return shown(lines);
  return [
    ...shown(lines.slice(0, head)),
    { kind: 'fold', lineCount },
    ...shown(lines.slice(lines.length - tail)),
  ];
}

function isSameLine(before: Uint8Array, after: Uint8Array, line: number): boolean {
  const start = line * HEX_BYTES_PER_LINE;
  for (let offset = start; offset < start + HEX_BYTES_PER_LINE; offset++) {
    if (before[offset] !== after[offset]) return false;
  }
  return true;
}
