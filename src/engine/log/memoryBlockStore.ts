import { InspectorError } from '../../protocol/errors.ts';
import { MEMORY_LOG_BYTES } from '../../protocol/limits.ts';
import type { FrameBlock } from '../../model/frameBlock.ts';
import type { EncodedBlob } from './blobCodec.ts';
import { decodeBlock, encodeBlock, type BlockInfo, type BlockStore, type StoredBlock } from './blockStore.ts';

/** Stands in for a recording where there is no disk: the last `limitBytes` of compressed blocks. */
export class MemoryBlockStore implements BlockStore {
  readonly #limitBytes: number;
  /** In order of rows, for a Map keeps its order of insertion. */
  readonly #blocks = new Map<number, StoredBlock>();
  #bytes = 0;

  constructor(limitBytes = MEMORY_LOG_BYTES) {
    this.#limitBytes = limitBytes;
  }

  get firstRow(): number | null {
    return this.#oldest()?.firstRow ?? null;
  }

  sealedBlocks(): BlockInfo[] {
    return [...this.#blocks.values()];
  }

  openPieces(): FrameBlock[] {
    return [];
  }

  seal(firstRow: number, block: FrameBlock): void {
    const stored = ownBytes(encodeBlock(firstRow, block));
    this.#blocks.set(firstRow, stored);
    this.#bytes += sizeOf(stored);
    while (this.#bytes > this.#limitBytes && this.#blocks.size > 1) this.#dropOldest();
  }

  /** Nothing to do: the open block is in memory as it is. */
  writePiece(): void {
    return;
  }

  read(firstRow: number): FrameBlock {
    const stored = this.#blocks.get(firstRow);
    if (stored === undefined) {
      throw new InspectorError('not-found', `row ${firstRow} is no longer kept`, 'read a later row');
    }
    return decodeBlock(stored.columns, () => stored.payload);
  }

  /** Nothing to do: the log has them. */
  putEventName(): void {
    return;
  }

  eventNames(): string[] {
    return [];
  }

  clear(): void {
    this.#blocks.clear();
    this.#bytes = 0;
  }

  #oldest(): StoredBlock | undefined {
    return this.#blocks.values().next().value;
  }

  #dropOldest(): void {
    const oldest = this.#oldest();
    if (oldest === undefined) return;
    this.#blocks.delete(oldest.firstRow);
    this.#bytes -= sizeOf(oldest);
  }
}

function sizeOf(block: StoredBlock): number {
  return block.columns.bytes.length + block.payload.bytes.length;
}

/** What was not compressed is a view of memory used again, and what was, of a larger chunk: both are copied. */
function ownBytes(block: StoredBlock): StoredBlock {
  return { ...block, columns: ownBlob(block.columns), payload: ownBlob(block.payload) };
}

function ownBlob(blob: EncodedBlob): EncodedBlob {
  return { ...blob, bytes: new Uint8Array(blob.bytes) };
}
