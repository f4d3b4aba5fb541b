import type { FrameLog, LogBlock } from './frameLog.ts';

/** Every block of a log, oldest first. Use each before asking for the next: its memory may be used again. */
export function* allBlocks(frames: FrameLog): Generator<LogBlock, void, undefined> {
  for (let row = frames.droppedRows; row < frames.rowCount;) {
    const found = frames.blockAt(row);
    if (found === null) return;
    yield found;
    row = found.firstRow + found.block.count;
  }
}
