import { REQUESTS_IN_MEMORY_BYTES } from '../../protocol/limits.ts';
import type { RequestRecord } from '../../protocol/request.ts';
import {
  memoryOf,
  toBar,
  type BarSample,
  type EndedRequest,
  type PlacedRequest,
  type RequestStore,
} from './requestStore.ts';

/** Stands in for a recording where there is no disk: the last requests that fit, and no older ones. */
export class MemoryRequestStore implements RequestStore {
  readonly #limitBytes: number;
  #bytes = 0;
  /** By ordinal, in order of first writing, which is the order of ordinals. */
  readonly #records = new Map<number, RequestRecord>();
  #firstOrdinal: number;
  #endOrdinal: number;

  /** @param firstOrdinal where the numbering goes on, for one that takes over from another store */
  constructor(limitBytes = REQUESTS_IN_MEMORY_BYTES, firstOrdinal = 0) {
    this.#limitBytes = limitBytes;
    this.#firstOrdinal = firstOrdinal;
    this.#endOrdinal = firstOrdinal;
  }

  get firstOrdinal(): number {
    return this.#firstOrdinal;
  }

  get endOrdinal(): number {
    return this.#endOrdinal;
  }

  writeRequests(requests: readonly PlacedRequest[]): void {
    for (const { ordinal, record } of requests) {
      if (ordinal < this.#firstOrdinal) continue;
      this.#set(ordinal, record);
      this.#endOrdinal = Math.max(this.#endOrdinal, ordinal + 1);
    }
    while (this.#bytes > this.#limitBytes && this.#records.size > 1) this.#dropFirst();
  }

  findRequest(captureId: number, index: number): PlacedRequest | null {
    for (const [ordinal, record] of this.#records) {
      if (record.captureId === captureId && record.index === index) return { ordinal, record };
    }
    return null;
  }

  readRequests(fromOrdinal: number, toOrdinal: number): PlacedRequest[] {
    const found: PlacedRequest[] = [];
    const to = Math.min(toOrdinal, this.#endOrdinal);
    for (let ordinal = Math.max(fromOrdinal, this.#firstOrdinal); ordinal < to; ordinal++) {
      const record = this.#records.get(ordinal);
      if (record !== undefined) found.push({ ordinal, record });
    }
    return found;
  }

  requestsInWindow(captureId: number, fromMs: number, toMs: number, limit: number): BarSample {
    const within = [...this.#records.values()].filter(
      (record) =>
        record.captureId === captureId &&
        record.startedAtMs < toMs &&
        (record.endedAtMs === null || record.endedAtMs >= fromMs),
    );
    const stride = Math.max(1, Math.ceil(within.length / limit));
    const bars = within.filter((_, place) => place % stride === 0).map(toBar);
    return { bars, hiddenBars: within.length - bars.length };
  }

  *endedRequests(): Generator<EndedRequest, void, undefined> {
    for (const { captureId, endedAtMs, outcome } of this.#records.values()) {
      if (endedAtMs !== null) yield { captureId, endedAtMs, outcome };
    }
  }

  clearRequests(): void {
    this.#records.clear();
    this.#bytes = 0;
    this.#firstOrdinal = 0;
    this.#endOrdinal = 0;
  }

  #set(ordinal: number, record: RequestRecord): void {
    const before = this.#records.get(ordinal);
    this.#bytes += memoryOf(record) - (before === undefined ? 0 : memoryOf(before));
    this.#records.set(ordinal, record);
  }

  #dropFirst(): void {
    const record = this.#records.get(this.#firstOrdinal);
    if (record !== undefined) this.#bytes -= memoryOf(record);
    this.#records.delete(this.#firstOrdinal);
    this.#firstOrdinal++;
  }
}
