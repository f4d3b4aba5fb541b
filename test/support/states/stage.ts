import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { VSIX_FILE } from '../../../scripts/lib/paths.ts';
import { startServer, type TestServer, unusedUrl } from '../httpServers.ts';
import { SampleFeed } from '../sampleFeed.ts';
import { Workbench } from '../workbench.ts';
import type { WorkbenchPage } from '../workbenchPage.ts';

/** The folder of the panel that has one. */
export const SMALL_PANEL = 'small';
/** Less than the flood brings in a few seconds. */
const SMALL_BUDGET_MB = 16;
/** Long enough to look at a countdown. */
const RETRY_MS = 600_000;

/** A real workbench, and servers that bring its panel into every state that it has. */
export class Stage {
  readonly workbench: Workbench;
  readonly feed: SampleFeed;
  readonly #servers: readonly TestServer[];
  readonly silentUrl: string;
  readonly leavingUrl: string;

  private constructor(workbench: Workbench, feed: SampleFeed, silent: TestServer, leaving: TestServer) {
    this.workbench = workbench;
    this.feed = feed;
    this.#servers = [silent, leaving];
    this.silentUrl = silent.url;
    this.leavingUrl = leaving.url;
  }

  static async start(size: { readonly width?: number; readonly height?: number } = {}): Promise<Stage> {
    const silent = await startServer(() => undefined);
    const leaving = await startServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.end(`retry: ${RETRY_MS}\nid: 1\nevent: goodbye\ndata: {"again":"in ten minutes"}\n\n`);
    });
    const workbench = await Workbench.start({ vsixFiles: [VSIX_FILE], ...size });
    return new Stage(workbench, await SampleFeed.start(), silent, leaving);
  }

  /** Opens a window with an empty panel in it. @param settings of its workspace */
  async openPanel(name: string, settings: Readonly<Record<string, unknown>> = {}): Promise<WorkbenchPage> {
    const window = await this.workbench.open(await this.workbench.makeFolder(name, settings));
    await window.pulse.click();
    await window.waitForPanel();
    return window;
  }

  /** The same with a recording that soon has all it may have. */
  openSmallPanel(): Promise<WorkbenchPage> {
    return this.openPanel(SMALL_PANEL, { 'realtimeInspector.recordingBudget': SMALL_BUDGET_MB });
  }

  refusingUrl(): Promise<string> {
    return unusedUrl();
  }

  /** Has a server send more than can be taken, for as long as `use` takes. @param use is given its address */
  async flood(use: (url: string) => Promise<void>): Promise<void> {
    // Without the options of this process: they would make a test of it.
    const child: ChildProcess = fork(join(import.meta.dirname, 'floodProcess.ts'), { execArgv: [] });
    try {
      const [message] = (await once(child, 'message')) as [{ port: number }]; // Our own process's word.
      await use(`ws://127.0.0.1:${message.port}/`);
    } finally {
      child.kill();
    }
  }

  async close(): Promise<void> {
    await this.workbench.close();
    await this.feed.close();
    await Promise.all(this.#servers.map((server) => server[Symbol.asyncDispose]()));
  }
}
