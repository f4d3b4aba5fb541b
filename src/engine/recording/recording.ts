import { type ErrorInfo, InspectorError } from '../../protocol/errors.ts';
import { BlockTable } from './blockTable.ts';
import type { RecordingFile } from './recordingFile.ts';
import { RequestTable } from './requestTable.ts';
import { saveRecording, type SaveOptions } from './saveRecording.ts';
import { textIn } from './sqlite.ts';

/** A session on disk: frames, requests and what is known of its captures. Made by `openRecording`. */
export class Recording {
  /** Where a FrameLog keeps its blocks. */
  readonly blocks: BlockTable;
  /** Where a RequestLog keeps its requests. */
  readonly requests: RequestTable;
  readonly #file: RecordingFile;
  readonly #budgetBytes: number;
  readonly #isReadOnly: boolean;
  #captures: string | null;

  /** @throws Error where the file has not the tables that it should have */
  constructor(file: RecordingFile, budgetBytes: number, isReadOnly: boolean) {
    this.#file = file;
    this.#budgetBytes = budgetBytes;
    this.#isReadOnly = isReadOnly;
    const makeRoom = (): void => {
      this.#makeRoom();
    };
    this.blocks = new BlockTable(file, makeRoom);
    this.requests = new RequestTable(file, makeRoom);
    const row = file.database.prepare('SELECT json FROM captures').get();
    this.#captures = row === undefined ? null : textIn(row, 'json');
  }

  get path(): string {
    return this.#file.path;
  }

  /** Bytes on disk. */
  get sizeBytes(): number {
    return this.#file.fileBytes;
  }

  /** Why nothing more is written, where that is so; what was written before can still be read. */
  get failure(): ErrorInfo | null {
    return this.#file.failure;
  }

  /**
   * Runs what brings a session to the disk (`frameLog.flush`, `requestLog.flush`, `writeCaptures`) as one transaction: after
   * a crash they fit together. A write that fails does not throw: see `failure`.
   */
  flush(write: () => void): void {
    this.#file.batch(write);
  }

  /** What is known of the session's captures, as its owner wrote it; null where it never did. */
  readCaptures(): string | null {
    return this.#captures;
  }

  /** Within `flush`. Costs nothing where it has not changed. */
  writeCaptures(json: string): void {
    if (json === this.#captures || this.failure !== null) return;
    this.#file.batch(() => {
      this.#file.write(() => {
        this.#file.database.prepare('INSERT OR REPLACE INTO captures VALUES (1, ?)').run(json);
      });
    });
    this.#captures = json;
  }

  /** Writes a copy to another file, a part at a time. @throws InspectorError `recording-failed` */
  save(path: string, options: SaveOptions): Promise<void> {
    if (path === this.path) {
      throw new InspectorError(
        'invalid-option',
        `${path} is what is being recorded to`,
        'choose another file',
      );
    }
    return saveRecording(this.#file.database, path, options);
  }

  /** Leaves one plain file, with no write-ahead log beside it. The recording is void afterwards. */
  close(): void {
    // Nothing could be moved into a file that cannot be written to; SQLite does it when the file is next opened.
    if (!this.#isReadOnly && this.failure === null) {
      this.#file.database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;');
    }
    this.#file.database.close();
  }

  /** Keeps to the budget: what is oldest goes first, a block of frames or a run of requests. */
  #makeRoom(): void {
    while (this.#file.usedBytes > this.#budgetBytes) {
      const blockMs = this.blocks.oldestMs();
      const requestMs = this.requests.oldestMs();
      if (blockMs === null && requestMs === null) return;
      if (requestMs === null || (blockMs !== null && blockMs <= requestMs)) this.blocks.dropOldest();
      else this.requests.dropOldest();
    }
  }
}
