import { InspectorError, toErrorInfo, type ErrorInfo } from '../../protocol/errors.ts';
import { REQUESTS_IN_MEMORY_BYTES } from '../../protocol/limits.ts';
import type { RequestRecord } from '../../protocol/request.ts';
import type { CaptureLog } from '../captureLog.ts';
import { MemoryRequestStore } from './memoryRequestStore.ts';
import {
  memoryOf,
  type BarSample,
  type EndedRequest,
  type PlacedRequest,
  type RequestStore,
} from './requestStore.ts';

/**
 * The requests of all captures of a session. Those under way and the most recent ones are in memory; `flush` takes
 * every change to the store. When the store fails, the log goes on in memory and says so in `storeFailure`.
 */
export class RequestLog implements Pick<CaptureLog, 'putRequest'> {
  #store: RequestStore;
  /** By ordinal, oldest first. */
  readonly #recent = new Map<number, RequestRecord>();
  #recentBytes = 0;
  /** Ordinals of what is in `#recent`, by capture and index. */
  readonly #ordinals = new Map<string, number>();
  /** Ordinals of what has changed since the last flush. */
  readonly #changed = new Set<number>();
  #nextOrdinal: number;
  #storeFailure: ErrorInfo | null = null;

  /** @param store what it already holds is taken up */
  constructor(store: RequestStore = new MemoryRequestStore()) {
    this.#store = store;
    this.#nextOrdinal = store.endOrdinal;
  }

  /** Requests that can be read. */
  get count(): number {
    return this.#nextOrdinal - this.#store.firstOrdinal;
  }

  /** The oldest requests, given up because the store ran out of room. */
  get droppedCount(): number {
    return this.#store.firstOrdinal;
  }

  /** Why the log is no longer written to its store, where that is so. */
  get storeFailure(): ErrorInfo | null {
    return this.#storeFailure;
  }

  /**
   * Takes a request as it now stands; the same capture and index again replaces it.
   * @returns whether it has ended with this
   */
  putRequest(record: RequestRecord): boolean {
    const key = keyOf(record.captureId, record.index);
    const ordinal = this.#ordinals.get(key) ?? this.#ordinalOf(record);
    const before = this.#recent.get(ordinal);
    this.#recentBytes += memoryOf(record) - (before === undefined ? 0 : memoryOf(before));
    this.#ordinals.set(key, ordinal);
    this.#recent.set(ordinal, record);
    this.#changed.add(ordinal);
    // Between flushes too: a burst of requests must not grow without bound.
    if (this.#recentBytes > 2 * REQUESTS_IN_MEMORY_BYTES) this.flush();
    return record.endedAtMs !== null && (before?.endedAtMs ?? null) === null;
  }

  /** @throws InspectorError `not-found` */
  get(captureId: number, index: number): RequestRecord {
    const ordinal = this.#ordinals.get(keyOf(captureId, index));
    const recent = ordinal === undefined ? undefined : this.#recent.get(ordinal);
    const record = recent ?? this.#store.findRequest(captureId, index)?.record;
    if (record !== undefined) return record;
    const message = `request ${index} of capture ${captureId} is not in the log`;
    throw new InspectorError('not-found', message, 'choose a request that is listed');
  }

  /** Requests `from` to `to` (not included) in order of start, without their heads and failure bodies. */
  page(from: number, to: number): RequestRecord[] {
    return this.wholePage(from, to).map((record) => ({
      ...record,
      requestHead: '',
      responseHead: null,
      responseTrailers: null,
      failureBody: null,
    }));
  }

  /** The same with all that is known of them. */
  wholePage(from: number, to: number): RequestRecord[] {
    const first = this.#store.firstOrdinal;
    const start = first + Math.max(from, 0);
    const end = Math.min(first + to, this.#nextOrdinal);
    const records = new Map<number, RequestRecord>();
    if (!this.#areRecent(start, end)) {
      for (const { ordinal, record } of this.#store.readRequests(start, end)) records.set(ordinal, record);
    }
    const page: RequestRecord[] = [];
    for (let ordinal = start; ordinal < end; ordinal++) {
      const record = this.#recent.get(ordinal) ?? records.get(ordinal);
      if (record !== undefined) page.push(record);
    }
    return page;
  }

  /**
   * A capture's requests that were under way at some moment from `fromMs` to `toMs`, as bars in order of start; an even
   * sample where there are more than `limit`.
   */
  inWindow(captureId: number, fromMs: number, toMs: number, limit: number): BarSample {
    this.flush();
    return this.#store.requestsInWindow(captureId, fromMs, toMs, limit);
  }

  /** Every request of the store that has ended. */
  endedRequests(): Iterable<EndedRequest> {
    return this.#store.endedRequests();
  }

  /** Gives the store what changed since the last flush. Never throws for a store that fails. */
  flush(): void {
    if (this.#changed.size > 0) {
      this.#write(this.#changedRequests());
      this.#changed.clear();
    }
    this.#forgetOld();
  }

  clear(): void {
    this.#recent.clear();
    this.#recentBytes = 0;
    this.#ordinals.clear();
    this.#changed.clear();
    this.#nextOrdinal = 0;
    this.#store.clearRequests();
  }

  #ordinalOf(record: RequestRecord): number {
    // A request that was put before and has left memory since comes back from the store; a first one is not there.
    const known = record.endedAtMs === null ? null : this.#store.findRequest(record.captureId, record.index);
    return known?.ordinal ?? this.#nextOrdinal++;
  }

  #areRecent(start: number, end: number): boolean {
    for (let ordinal = start; ordinal < end; ordinal++) if (!this.#recent.has(ordinal)) return false;
    return true;
  }

  #changedRequests(): PlacedRequest[] {
    const requests: PlacedRequest[] = [];
    for (const ordinal of this.#changed) {
      const record = this.#recent.get(ordinal);
      if (record !== undefined) requests.push({ ordinal, record });
    }
    return requests;
  }

  #write(requests: readonly PlacedRequest[]): void {
    try {
      this.#store.writeRequests(requests);
    } catch (error) {
      if (this.#storeFailure !== null || !(error instanceof InspectorError)) throw error;
      this.#storeFailure = toErrorInfo(error);
      this.#store = this.#memoryInstead();
      this.#store.writeRequests(requests);
    }
  }

  /** The requests in memory go on; older ones are in the recording that failed, and can be read when it is opened. */
  #memoryInstead(): RequestStore {
    const [firstOrdinal = this.#nextOrdinal] = this.#recent.keys();
    const store = new MemoryRequestStore(undefined, firstOrdinal);
    store.writeRequests([...this.#recent].map(([ordinal, record]) => ({ ordinal, record })));
    return store;
  }

  #forgetOld(): void {
    if (this.#recentBytes <= REQUESTS_IN_MEMORY_BYTES) return;
    for (const [ordinal, record] of this.#recent) {
      // Those under way change again; there are few, one or two for each capture.
      if (record.endedAtMs === null) continue;
      this.#recent.delete(ordinal);
      this.#ordinals.delete(keyOf(record.captureId, record.index));
      this.#recentBytes -= memoryOf(record);
      if (this.#recentBytes <= REQUESTS_IN_MEMORY_BYTES / 2) break;
    }
  }
}

function keyOf(captureId: number, index: number): string {
  return `${captureId}/${index}`;
}
