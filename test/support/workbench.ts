import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { installVscodeServer } from '../../scripts/lib/installVscodeServer.ts';
import { startVscodeServer, type VscodeServer } from '../../scripts/lib/vscodeServer.ts';
import { launchBrowser } from './browser.ts';
import { WorkbenchPage } from './workbenchPage.ts';

export interface WorkbenchOptions {
  /** Whether pictures move at every frame, as they do for most users; else in steps, at a fraction of the cost. */
  readonly hasMotion?: boolean;
  readonly vsixFiles?: readonly string[];
  /** Makes the workbench load what `payload` names. */
  readonly hasTestDriver?: boolean;
  readonly hasWorkspaceTrust?: boolean;
  /** User settings on top of those that keep it quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly width?: number;
  readonly height?: number;
}

/** A real VS Code: its server with settings and extensions of its own, and a browser to open its windows in. */
export class Workbench {
  readonly server: VscodeServer;
  readonly #browser: Browser;
  readonly #folder: string;
  readonly #hasMotion: boolean;
  readonly #viewport: { readonly width: number; readonly height: number };

  private constructor(
    server: VscodeServer,
    browser: Browser,
    folder: string,
    { width = 1280, height = 800, hasMotion = false }: WorkbenchOptions,
  ) {
    this.server = server;
    this.#browser = browser;
    this.#folder = folder;
    this.#viewport = { width, height };
    this.#hasMotion = hasMotion;
  }

  static async start(options: WorkbenchOptions = {}): Promise<Workbench> {
    const entryPoint = await installVscodeServer((line) => {
      console.log(line);
    });
    // Short: the server makes sockets in it.
    const folder = await mkdtemp(join(tmpdir(), 'rti-'));
    const server = await startVscodeServer({
      entryPoint,
      dataFolder: join(folder, 'data'),
      port: 0,
      connectionToken: null,
      vsixFiles: options.vsixFiles ?? [],
      hasTestDriver: options.hasTestDriver ?? false,
      hasWorkspaceTrust: options.hasWorkspaceTrust ?? false,
      settings: options.settings ?? {},
    });
    return new Workbench(server, await launchBrowser(), folder, options);
  }

  /** A folder that goes with the workbench, for a workspace in it. */
  async makeFolder(name: string, settings: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const folder = join(this.#folder, name);
    await mkdir(join(folder, '.vscode'), { recursive: true });
    await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings, null, 2));
    return folder;
  }

  /**
   * Opens a window on a folder, in a browser profile of its own.
   * @param payload what the test driver reads: extension and tests under development
   */
  async open(folder: string, payload: readonly (readonly [string, string])[] = []): Promise<WorkbenchPage> {
    const context = await this.#browser.newContext({
      viewport: this.#viewport,
      reducedMotion: this.#hasMotion ? 'no-preference' : 'reduce',
    });
    const page: Page = await context.newPage();
    const address = new URL(`http://127.0.0.1:${this.server.port}/`);
    address.searchParams.set('folder', folder.replaceAll('\\', '/'));
    if (payload.length > 0) address.searchParams.set('payload', JSON.stringify(payload));
    const window = new WorkbenchPage(page);
    await page.goto(address.href);
    await window.waitUntilReady();
    return window;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.server.end();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
