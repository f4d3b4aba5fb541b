import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../../src/engine/clock.ts';
import { createServerSentEvents } from '../../src/engine/sse/serverSentEvents.ts';
import type { RequestRecorder, RequestStart } from '../../src/engine/transport.ts';
import { completeFeed, type Feed } from '../../src/protocol/feed.ts';
import { SinkProbe } from './httpSink.ts';

/** An event stream that is being captured; its end aborts it. */
export interface StreamRun extends AsyncDisposable {
  readonly sink: SinkProbe;
  readonly ended: Promise<void>;
  /** Resolves once the condition holds; rejects where the run ends before. */
  until(condition: (sink: SinkProbe) => boolean): Promise<void>;
  /** Aborts, and resolves when the run has. */
  stop(): Promise<void>;
  send(text: string): Promise<void>;
}

interface RunOptions {
  /** For the backoff; without any, failed attempts wait the whole of it. */
  readonly random?: () => number;
  /** Aborts in the moment in which a report of this kind is made. */
  readonly stopAt?: 'answered' | 'opened';
}

export function startStreamRun(
  url: string,
  fields: Partial<Feed> = {},
  { random = () => 1, stopAt }: RunOptions = {},
): StreamRun {
  const abort = new AbortController();
  const sink = new StoppingSink(abort, stopAt ?? null);
  const feed = completeFeed({ url, method: 'sse', ...fields });
  const transport = createServerSentEvents({ feed, sink, clock: systemClock, random });
  const ended = transport.run(abort.signal);
  // A failure that a test does not look at must not end the process.
  ended.catch(() => undefined);
  return {
    sink,
    ended,
    until: (condition) =>
      Promise.race([
        sink.until(() => condition(sink)),
        ended.then(() => {
          throw new Error('the run ended');
        }),
      ]),
    stop: () => {
      abort.abort(new Error('stopped'));
      return ended;
    },
    send: (text) => transport.send(text),
    [Symbol.asyncDispose]: async () => {
      abort.abort(new Error('the test is over'));
      await ended.catch(() => undefined);
    },
  };
}

class StoppingSink extends SinkProbe {
  readonly #abort: AbortController;
  readonly #stopAt: RunOptions['stopAt'] | null;

  constructor(abort: AbortController, stopAt: RunOptions['stopAt'] | null) {
    super();
    this.#abort = abort;
    this.#stopAt = stopAt;
  }

  override beginRequest(start: RequestStart): RequestRecorder {
    const recorder = super.beginRequest(start);
    return {
      ...recorder,
      update: (update) => {
        recorder.update(update);
        if (this.#stopAt === 'answered' && update.status !== undefined) this.#abort.abort();
      },
    };
  }

  override opened(atMs: number): void {
    super.opened(atMs);
    if (this.#stopAt === 'opened') this.#abort.abort();
  }
}

/** Begins an event stream and writes what is given. */
export function openStream(response: ServerResponse, text = ''): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.flushHeaders();
  if (text !== '') response.write(text);
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString();
}
