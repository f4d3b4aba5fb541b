import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { waitFor } from '../../support/waitFor.ts';
import type { FakeOptions } from './fakeSession.ts';
import type { RecordedCall } from './fakeHost.ts';
import { buildPanel } from './panelBundle.ts';
import { type Theme, THEMES, type ThemeName } from './themes.ts';

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

export interface OpenOptions extends FakeOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the editor kept of an earlier page. */
  readonly state?: unknown;
}

/** What a page starts with. */
interface Setup {
  readonly theme: ThemeName;
  readonly options: FakeOptions;
  readonly state: unknown;
}

/**
 * The built panel in a real browser, under the policy that the editor gives it. One page shows one panel after the other: a
 * page of its own for each would cost a process, and the panel's code would be compiled anew.
 */
export class PanelBrowser {
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #origin: string;
  readonly #page: Page;
  #setup: Setup | null = null;
  #errors: string[] = [];

  private constructor(browser: Browser, page: Page, files: ReadonlyMap<string, Uint8Array>, server: Server) {
    this.#browser = browser;
    this.#page = page;
    this.#server = server;
    this.#origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.#answer((request.url ?? '/').slice(1), response, files);
    });
    page.on('pageerror', (error) => this.#errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#errors.push(message.text());
    });
  }

  static async start(): Promise<PanelBrowser> {
    const files = await buildPanel();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await launchBrowser();
    return new PanelBrowser(browser, await browser.newPage({ reducedMotion: 'reduce' }), files, server);
  }

  /** Opens a panel in place of the one before. */
  async open(options: OpenOptions): Promise<PanelPage> {
    const { theme = 'dark', width = 1280, height = 800, state = null, ...fake } = options;
    // What the pointer was over in the panel before is not pointed at in this one.
    await this.#page.mouse.move(0, 0);
    await this.#page.setViewportSize({ width, height });
    this.#setup = { theme, options: fake, state };
    this.#errors = [];
    await this.#page.goto(this.#origin);
    await this.#page.locator('ri-feed-bar').waitFor();
    return new PanelPage(this.#page, this.#errors);
  }

  #answer(name: string, response: ServerResponse, files: ReadonlyMap<string, Uint8Array>): void {
    const body = name === '' ? hostPage() : name === 'setup.js' ? setupScript(this.#setup) : files.get(name);
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    response.statusCode = body !== undefined ? 200 : name === 'favicon.ico' ? 204 : 404;
    response.setHeader('content-type', name === '' ? 'text/html' : type);
    response.end(body);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A page with the panel in it, and what happened there. */
export class PanelPage {
  readonly page: Page;
  readonly errors: string[];

  constructor(page: Page, errors: string[]) {
    this.page = page;
    this.errors = errors;
  }

  calls(): Promise<RecordedCall[]> {
    return this.page.evaluate(() => window.fakeHost.calls);
  }

  async callsOf(method: string): Promise<unknown[]> {
    return (await this.calls()).filter((call) => call.method === method).map((call) => call.params);
  }

  /** Waits for a call that satisfies the check, and returns its parameters. */
  waitForCall(method: string, check: (params: unknown) => boolean = () => true): Promise<unknown> {
    return waitFor(`a call of ${method}`, async () => (await this.callsOf(method)).find(check) ?? null);
  }

  /** Waits until what a locator says matches, and returns it. */
  async waitForText(locator: Locator, pattern: RegExp): Promise<string> {
    return waitFor(`a text like ${pattern}`, async () => {
      const text = (await locator.innerText()).replaceAll(/\s+/g, ' ').trim();
      return pattern.test(text) ? text : null;
    });
  }

  /** Has another theme from now on, as when the user chooses one. */
  async setTheme(theme: ThemeName): Promise<void> {
    await this.page.evaluate(showTheme, THEMES[theme]);
  }

  tab(name: RegExp): Locator {
    return this.page.getByRole('tab', { name });
  }

  /** The rows of a list that exist in the page, without the header. */
  rows(list: 'ri-message-list' | 'ri-request-list'): Locator {
    return this.page.locator(`${list} .row:not(.header)`);
  }

  violations(): Promise<string[]> {
    return this.page.evaluate(() => window.fakeHost.violations);
  }

  forgetCalls(): Promise<void> {
    return this.page.evaluate(() => {
      window.fakeHost.calls.length = 0;
    });
  }

  /** Waits until nothing has been asked for a while; the timeline of a running capture, which asks as time passes, apart. */
  settle(): Promise<void> {
    return this.page.evaluate(async () => {
      const count = (): number =>
        window.fakeHost.calls.filter((call) => call.method !== 'timeline/read').length;
      for (let last = -1; last !== count();) {
        last = count();
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    });
  }
}

/** The page that the extension's host makes, with the fake host as one more script under the same nonce. */
function hostPage(): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'self'`,
    `font-src 'self'`,
    `img-src 'self' data:`,
  ].join('; ');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Realtime Inspector</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="/main.css" id="vscode-codicon-stylesheet" nonce="${nonce}">
</head><body>
<script nonce="${nonce}" src="/setup.js"></script>
<script nonce="${nonce}" src="/fakeHost.js"></script>
<script nonce="${nonce}" src="/main.js"></script>
</body></html>`;
}

/** Runs before the page's own scripts: the editor's theme, and the session to fake. */
function setupScript(setup: Setup | null): string {
  if (setup === null) return '';
  const { theme, options, state } = setup;
  return `window.fakeSetup = ${JSON.stringify({ options, state })};
(${showTheme.toString()})(${JSON.stringify(THEMES[theme])});`;
}

/** Runs in the page. As the editor does it: variables on the root, the kind of theme on the body. */
function showTheme({ className, variables }: Theme): void {
  const { style } = document.documentElement;
  style.cssText = '';
  for (const [name, value] of Object.entries(variables)) style.setProperty(`--vscode-${name}`, value);
  document.body.className = className;
}
