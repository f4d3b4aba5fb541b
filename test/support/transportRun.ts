import type { Transport } from '../../src/engine/transport.ts';
import type { Outgoing } from '../../src/protocol/outgoing.ts';
import type { SinkProbe } from './httpSink.ts';

/** A transport that runs; its end aborts it. */
export interface TransportRun<Sink extends SinkProbe> extends AsyncDisposable {
  readonly sink: Sink;
  readonly ended: Promise<void>;
  /** Resolves once the condition holds; rejects where the run ends before. */
  until(condition: (sink: Sink) => boolean): Promise<void>;
  /** Aborts, and resolves when the run has. */
  stop(): Promise<void>;
  send(outgoing: Outgoing | string): Promise<void>;
}

/** @param abort what its sink may abort it by */
export function runTransport<Sink extends SinkProbe>(
  transport: Transport,
  sink: Sink,
  abort: AbortController,
): TransportRun<Sink> {
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
    send: (outgoing) =>
      transport.send(typeof outgoing === 'string' ? { kind: 'text', text: outgoing } : outgoing),
    [Symbol.asyncDispose]: async () => {
      abort.abort(new Error('the test is over'));
      await ended.catch(() => undefined);
    },
  };
}
