import { DECODED_BLOCKS_BYTES } from '../../protocol/limits.ts';
import type { FrameBlock } from '../../model/frameBlock.ts';

/** Decoded blocks by first row, the least recently used given up first; the newest one stays whatever its size. */
export class BlockCache {
  readonly #limitBytes: number;
  readonly #blocks = new Map<number, { readonly block: FrameBlock; sizeBytes: number }>();
  #bytes = 0;

  constructor(limitBytes = DECODED_BLOCKS_BYTES) {
    this.#limitBytes = limitBytes;
  }

  get(firstRow: number): FrameBlock | null {
    const entry = this.#blocks.get(firstRow);
    if (entry === undefined) return null;
    this.#blocks.delete(firstRow);
    this.#blocks.set(firstRow, entry);
    return entry.block;
  }

  /** @returns the blocks given up for it */
  add(firstRow: number, block: FrameBlock): FrameBlock[] {
    const sizeBytes = block.memoryBytes;
    this.#blocks.set(firstRow, { block, sizeBytes });
    this.#bytes += sizeBytes;
    const evicted: FrameBlock[] = [];
    for (const oldest of this.#blocks.keys()) {
      if (this.#bytes <= this.#limitBytes || oldest === firstRow) break;
      const gone = this.delete(oldest);
      if (gone !== null) evicted.push(gone);
    }
    return evicted;
  }

  delete(firstRow: number): FrameBlock | null {
    const entry = this.#blocks.get(firstRow);
    if (entry === undefined) return null;
    this.#blocks.delete(firstRow);
    this.#bytes -= entry.sizeBytes;
    return entry.block;
  }

  clear(): void {
    this.#blocks.clear();
    this.#bytes = 0;
  }
}
