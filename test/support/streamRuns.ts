import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../../src/engine/clock.ts';
import { createServerSentEvents } from '../../src/engine/sse/serverSentEvents.ts';
import type { RequestRecorder, RequestStart } from '../../src/engine/transport.ts';
import { completeFeed, type Feed } from '../../src/protocol/feed.ts';
import { SinkProbe } from './httpSink.ts';
import { runTransport, type TransportRun } from './transportRun.ts';

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
): TransportRun<SinkProbe> {
  const abort = new AbortController();
  const sink = new StoppingSink(abort, stopAt ?? null);
  const feed = completeFeed({ url, method: 'sse', ...fields });
  const transport = createServerSentEvents({ feed, sink, clock: systemClock, random, proxySetting: null });
  return runTransport(transport, sink, abort);
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
