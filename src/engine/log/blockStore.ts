import { FrameBlock } from '../../model/frameBlock.ts';
import { decodeBlob, encodeBlob, type EncodedBlob } from './blobCodec.ts';

/** What is known of a stored block without decoding it. */
export interface BlockInfo {
  /** Row of its first frame in the session's log. */
  readonly firstRow: number;
  readonly count: number;
  /** The earliest and the latest time in it. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly captureIds: readonly number[];
}

/** A block as it is stored. */
export interface StoredBlock extends BlockInfo {
  readonly columns: EncodedBlob;
  readonly payload: EncodedBlob;
}

/** Where a log's blocks go once they are full, and come back from. */
export interface BlockStore {
  /** Sealed blocks, in order, with no gap between them: the oldest may have been dropped for room. */
  sealedBlocks(): BlockInfo[];
  /** What was written of the block that was open when the store was last written to, in order. */
  openPieces(): FrameBlock[];
  /** Row of the oldest sealed block still there; null where there is none. Grows as old ones are dropped. */
  readonly firstRow: number | null;
  /**
   * Takes a block that is full, in place of its pieces; may drop the oldest ones for it.
   * @throws InspectorError `recording-failed`
   */
  seal(firstRow: number, block: FrameBlock): void;
  /**
   * Takes what came into the open block since the last piece: frames `from` up to the block's count.
   * @throws InspectorError `recording-failed`
   */
  writePiece(firstRow: number, block: FrameBlock, from: number): void;
  /** @throws InspectorError `recording-unreadable`, or `not-found` where there is no such block */
  read(firstRow: number): FrameBlock;
  /** The event names of the dictionary, from place 1 on. */
  eventNames(): string[];
  /** Takes the name at a place of the dictionary; it reaches the disk with the next piece or block. */
  putEventName(place: number, name: string): void;
  /** Forgets everything. */
  clear(): void;
}

/** Serializes and compresses frames `from` up to the block's count. */
export function encodeBlock(firstRow: number, block: FrameBlock, from = 0): StoredBlock {
  const { columns, payload } = block.serialize(from);
  return {
    firstRow,
    count: block.count - from,
    ...block.timeSpan(from),
    captureIds: block.captureIds(from),
    columns: encodeBlob(columns),
    payload: encodeBlob(payload),
  };
}

/** The payload is decoded only when one is asked for: a search by direction never needs it. */
export function decodeBlock(columns: EncodedBlob, loadPayload: () => EncodedBlob): FrameBlock {
  return FrameBlock.deserialize(decodeBlob(columns), () => decodeBlob(loadPayload()));
}
