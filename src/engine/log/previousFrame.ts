import { isSent, kindOf } from '../../model/frameFlags.ts';
import type { PreviousFrame } from '../../protocol/frame.ts';
import { MAX_ROWS_LOOKED_BACK } from '../../protocol/limits.ts';
import type { FrameLog } from './frameLog.ts';

/**
 * The frame before one of the same capture, direction, kind and event name. Walks back by the columns alone: no payload
 * is read or decoded, and a block without a frame of the capture is passed over.
 * @param limitRows of blocks that are read; then the search is cut short
 * @throws InspectorError `not-found` where the row was dropped or never was
 */
export function findPrevious(log: FrameLog, row: number, limitRows = MAX_ROWS_LOOKED_BACK): PreviousFrame {
  const { found, index } = log.find(row);
  const { columns } = found.block;
  const captureId = columns.captureId[index] ?? 0;
  const flags = columns.flags[index] ?? 0;
  const wanted = { captureId, isOut: isSent(flags), kind: kindOf(flags), event: columns.event[index] ?? 0 };

  let endRow = row;
  for (let seenRows = 0; endRow > 0;) {
    const span = log.spanAt(endRow - 1);
    if (span === null) break;
    if (span.captureIds?.includes(captureId) !== false) {
      const fromRow = Math.max(span.firstRow, endRow - (limitRows - seenRows));
      const match = lastMatch(log, fromRow, endRow, wanted);
      if (match !== null) return { row: match, isCutShort: false };
      seenRows += endRow - fromRow;
      if (seenRows >= limitRows && fromRow > log.droppedRows) return { row: null, isCutShort: true };
    }
    endRow = span.firstRow;
  }
  return { row: null, isCutShort: false };
}

interface Wanted {
  readonly captureId: number;
  readonly isOut: boolean;
  readonly kind: string;
  readonly event: number;
}

/** Within one block. */
function lastMatch(log: FrameLog, fromRow: number, endRow: number, wanted: Wanted): number | null {
  const found = log.blockAt(fromRow);
  if (found === null) return null;
  const { captureId, flags, event } = found.block.columns;
  for (let index = endRow - found.firstRow - 1; index >= fromRow - found.firstRow; index--) {
    if (captureId[index] !== wanted.captureId || event[index] !== wanted.event) continue;
    const bits = flags[index] ?? 0;
    if (isSent(bits) === wanted.isOut && kindOf(bits) === wanted.kind) return found.firstRow + index;
  }
  return null;
}
