import { join } from 'node:path';
import { startLeashed } from './leashed.ts';
import { OutputLog } from './outputLog.ts';
import { ROOT } from './paths.ts';

const START_TIMEOUT_MS = 20_000;

export interface DemoFeed {
  /** `http://127.0.0.1:PORT`, with /short-polling, /long-polling, /websocket and /sse under it. */
  readonly origin: string;
  readonly exited: Promise<number>;
  readonly log: () => string;
  readonly end: () => Promise<void>;
}

/** Starts the demo feed of the built command line on a free port. */
export async function startDemoFeed(options: readonly string[] = []): Promise<DemoFeed> {
  const cli = join(ROOT, 'dist', 'cli.js');
  const feed = startLeashed(process.execPath, [cli, 'serve', '--demo', '--port', '0', ...options]);
  const log = new OutputLog(feed);
  const listening = await log.waitFor(/^listening on (\S+)$/m, START_TIMEOUT_MS);
  const origin = listening?.[1];
  if (origin === undefined) {
    await feed.end();
    throw new Error(`The demo feed did not start. It said:\n${log.tail()}`);
  }
  return { origin, exited: feed.exited, log: () => log.tail(), end: feed.end };
}
