import type { BlockInfo, BlockStore } from './blockStore.ts';

/** Where a sealed block is. */
export interface IndexedBlock extends BlockInfo {
  readonly store: BlockStore;
}

/** The sealed blocks of a log, in order, without gaps: about 150 bytes for each, however much it holds. */
export class BlockIndex {
  #blocks: IndexedBlock[] = [];

  get firstRow(): number | null {
    return this.#blocks[0]?.firstRow ?? null;
  }

  get blocks(): readonly IndexedBlock[] {
    return this.#blocks;
  }

  add(block: IndexedBlock): void {
    this.#blocks.push(block);
  }

  /** The block that holds a row. */
  at(row: number): IndexedBlock | null {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const block = this.#blocks[middle];
      if (block === undefined) return null;
      if (row < block.firstRow) high = middle - 1;
      else if (row >= block.firstRow + block.count) low = middle + 1;
      else return block;
    }
    return null;
  }

  /** Forgets blocks that begin before a row. @returns those it forgot */
  dropBefore(row: number): readonly IndexedBlock[] {
    if ((this.firstRow ?? row) >= row) return [];
    const kept = this.#blocks.findIndex((block) => block.firstRow >= row);
    return this.#blocks.splice(0, kept < 0 ? this.#blocks.length : kept);
  }

  clear(): void {
    this.#blocks = [];
  }
}
