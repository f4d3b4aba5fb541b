import type { ErrorInfo } from '../../src/protocol/errors.ts';
import type { Direction, FrameKind } from '../../src/protocol/frame.ts';
import { NO_WIRE, type Wire } from '../../src/protocol/request.ts';
import { plusWire } from '../../src/engine/http/wire.ts';
import type {
  CaptureSink,
  RequestRecorder,
  RequestStart,
  RequestUpdate,
} from '../../src/engine/transport.ts';

/** A request as a transport reported it. */
export type SeenRequest = RequestStart &
  RequestUpdate & { readonly index: number; readonly wire: Wire; readonly endedAtMs?: number };

export interface SeenMessage {
  readonly atMs: number;
  readonly text: string;
  readonly isBinary: boolean;
  readonly requestIndex: number;
  readonly id: string | null;
  readonly event: string | null;
}

/** Takes down all that a transport reports, and wakes up those who wait for it. */
export class SinkProbe implements CaptureSink {
  readonly messages: SeenMessage[] = [];
  readonly controls: { readonly kind: FrameKind; readonly text: string }[] = [];
  readonly openedAtMs: number[] = [];
  readonly retries: {
    readonly atMs: number;
    readonly retryAtMs: number;
    readonly error: ErrorInfo | null;
  }[] = [];
  readonly errors: ErrorInfo[] = [];
  readonly roundTripsMs: number[] = [];
  /** Of connections, for none of their requests. */
  connectionBytes: Wire = NO_WIRE;
  skippedTicks = 0;
  readonly #requests: { seen: SeenRequest; meter: () => Wire }[] = [];
  readonly #waiting = new Set<() => void>();

  get requests(): readonly SeenRequest[] {
    return this.#requests.map(({ seen, meter }) => ({ ...seen, wire: meter() }));
  }

  get texts(): readonly string[] {
    return this.messages.map(({ text }) => text);
  }

  get outcomes(): readonly (string | undefined)[] {
    return this.#requests.map(({ seen }) => seen.outcome);
  }

  /** Resolves once the condition holds, which is tried after each report. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  beginRequest(start: RequestStart): RequestRecorder {
    const index = this.#requests.length;
    const entry = {
      seen: {
        ...start,
        index,
        wire: NO_WIRE,
      } satisfies SeenRequest as SeenRequest,
      meter: (): Wire => NO_WIRE,
    };
    this.#requests.push(entry);
    this.#wake();
    return {
      index,
      meter: (read) => {
        entry.meter = read;
      },
      update: (update) => {
        entry.seen = { ...entry.seen, ...update };
        this.#wake();
      },
      end: (end) => {
        const wire = entry.meter();
        entry.seen = { ...entry.seen, ...end };
        entry.meter = () => wire;
        this.#wake();
      },
    };
  }

  message(
    atMs: number,
    _direction: Direction,
    payload: Uint8Array,
    isBinary: boolean,
    requestIndex: number,
    id: string | null,
    event: string | null,
  ): void {
    const text = Buffer.from(payload).toString(isBinary ? 'hex' : 'utf8');
    this.messages.push({ atMs, text, isBinary, requestIndex, id, event });
    this.#wake();
  }

  control(
    _atMs: number,
    _direction: Direction,
    kind: FrameKind,
    payload: Uint8Array,
    _requestIndex: number,
    roundTripMs: number | null = null,
  ): void {
    if (roundTripMs !== null) this.roundTripsMs.push(roundTripMs);
    this.controls.push({ kind, text: Buffer.from(payload).toString() });
    this.#wake();
  }

  connectionWire(wire: Wire): void {
    this.connectionBytes = plusWire(this.connectionBytes, wire);
  }

  opened(atMs: number): void {
    this.openedAtMs.push(atMs);
    this.#wake();
  }

  reconnecting(atMs: number, retryAtMs: number, error: ErrorInfo | null): void {
    this.retries.push({ atMs, retryAtMs, error });
    this.#wake();
  }

  skippedTick(): void {
    this.skippedTicks += 1;
    this.#wake();
  }

  error(_atMs: number, error: ErrorInfo): void {
    this.errors.push(error);
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
