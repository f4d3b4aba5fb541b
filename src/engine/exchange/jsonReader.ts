import { type FileHandle } from 'node:fs/promises';
import { Tokenizer, TokenParser } from '@streamparser/json';
import { formatBytes } from '../../model/format.ts';
import { MAX_IMPORTED_VALUE_BYTES } from '../../protocol/limits.ts';
import { InspectorError } from '../../protocol/errors.ts';
import { importError, tooLarge } from './importError.ts';

/** Bytes that are read, and parsed, at once. */
const CHUNK_BYTES = 256 * 1024;
const STRING_BUFFER_BYTES = 64 * 1024;

/** A value of a document with its place: `['log', 'entries', 3]`. */
export type OnJsonValue = (value: unknown, path: readonly (string | number)[]) => void;

/**
 * Reads a JSON document of any size, and tells the values at some paths as they come. A value that was told is not kept, also
 * not within one that is told later. What is kept at a time has a limit.
 * @param paths as `$.log.entries.*`
 * @throws InspectorError `import-failed` where it is no JSON, ends early or has a value that is too large
 */
export class JsonReader {
  readonly #tokenizer = new Tokenizer({ stringBufferSize: STRING_BUFFER_BYTES });
  readonly #parser: TokenParser;
  #offset = 0;
  #tokenOffset = 0;
  #toldOffset = 0;

  constructor(paths: readonly string[], onValue: OnJsonValue) {
    this.#parser = new TokenParser({ paths: [...paths], keepStack: false });
    this.#tokenizer.onToken = (token) => {
      this.#tokenOffset = token.offset;
      this.#parser.write(token);
    };
    this.#parser.onValue = ({ value, key, parent, stack }) => {
      const path = stack.flatMap((element) => element.key ?? []);
      onValue(value, key === undefined ? path : [...path, key]);
      // The library keeps what is told within what will be told.
      if (Array.isArray(parent) && typeof key === 'number') parent[key] = null;
      this.#toldOffset = this.#tokenOffset;
    };
  }

  write(bytes: Uint8Array): void {
    this.#guard(() => {
      this.#tokenizer.write(bytes);
    });
    this.#offset += bytes.length;
    if (this.#offset - this.#toldOffset > MAX_IMPORTED_VALUE_BYTES) {
      throw tooLarge(
        `what stands at byte ${this.#toldOffset} of the file`,
        formatBytes(MAX_IMPORTED_VALUE_BYTES),
      );
    }
  }

  end(): void {
    if (this.#parser.isEnded) return;
    throw importError(
      `the file ends at byte ${this.#offset}, before its JSON does`,
      'export it again, or copy it again: it is cut off; nothing was imported',
    );
  }

  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (error instanceof InspectorError) throw error;
      const absolute = /absolute position "(\d+)"/.exec(error instanceof Error ? error.message : '')?.[1];
      throw importError(
        `the file is not JSON at byte ${absolute ?? this.#tokenOffset}`,
        'choose a file that is; nothing was imported',
        error,
      );
    }
  }
}

/** A file in chunks, one after another in the same memory. @param check throws where it is to be given up */
export async function* fileChunks(
  file: FileHandle,
  check: (offset: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  for (let offset = 0; ;) {
    check(offset);
    const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, offset);
    if (bytesRead === 0) return;
    offset += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
