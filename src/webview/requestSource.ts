import { MAX_REQUESTS_PER_READ } from '../protocol/limits.ts';
import type { RequestPage } from '../protocol/panel.ts';
import type { RequestRecord } from '../protocol/request.ts';
import { PacedTask } from './dom/frameTask.ts';

const READ_INTERVAL_MS = 200;

export interface RequestReader {
  readonly read: (from: number, to: number) => Promise<RequestPage>;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
  readonly isWanted: () => boolean;
}

/**
 * The requests in view. Unlike messages they change after they have appeared, so those in view are read again as the
 * session goes on.
 */
export class RequestSource {
  readonly #reader: RequestReader;
  readonly #task = new PacedTask(READ_INTERVAL_MS, () => {
    void this.#read();
  });
  #wanted = { from: 0, to: 0 };
  #first = 0;
  #requests: readonly RequestRecord[] = [];
  #isReading = false;
  /** Changes when what was read may be out of date. */
  #version = 0;

  constructor(reader: RequestReader) {
    this.#reader = reader;
  }

  request(position: number): RequestRecord | undefined {
    return this.#requests[position - this.#first];
  }

  want(from: number, to: number): void {
    if (from === this.#wanted.from && to === this.#wanted.to) return;
    this.#wanted = { from, to };
    this.refresh();
  }

  /** Reads what is in view again, soon. */
  refresh(): void {
    this.#version += 1;
    this.#task.schedule();
  }

  stop(): void {
    this.#task.cancel();
  }

  async #read(): Promise<void> {
    const { from, to } = this.#wanted;
    if (this.#isReading || to <= from || !this.#reader.isWanted()) return;
    this.#isReading = true;
    const version = this.#version;
    try {
      const page = await this.#reader.read(from, Math.min(to, from + MAX_REQUESTS_PER_READ));
      this.#first = from;
      this.#requests = page.requests;
      this.#reader.onChange();
    } catch (error) {
      this.#reader.onError(error);
    } finally {
      this.#isReading = false;
    }
    if (version !== this.#version) this.#task.schedule();
  }
}
