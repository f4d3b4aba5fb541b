import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { waitFor } from '../../support/waitFor.ts';
import type { FakeOptions } from './fakeSession.ts';
import type { RecordedCall } from './fakeHost.ts';
import { buildPanel } from './panelBundle.ts';
import { THEMES, type ThemeName } from './themes.ts';

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

export interface OpenOptions extends FakeOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the editor kept of an earlier page. */
  readonly state?: unknown;
}

/** The built panel in a real browser, under the policy that the editor gives it. */
export class PanelBrowser {
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #origin: string;

  private constructor(browser: Browser, server: Server) {
    this.#browser = browser;
    this.#server = server;
    this.#origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<PanelBrowser> {
    const files = await buildPanel();
    const server = createServer((request, response) => {
      const name = (request.url ?? '/').slice(1).split('?')[0] ?? '';
      const file = files.get(name);
      if (name === '') {
        response.setHeader('content-type', 'text/html');
        response.end(hostPage());
      } else if (file === undefined) {
        response.statusCode = name === 'favicon.ico' ? 204 : 404;
        response.end();
      } else {
        response.setHeader('content-type', TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
        response.end(file);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new PanelBrowser(await launchBrowser(), server);
  }

  /** Opens a panel in place of the one before. */
  async open(options: OpenOptions): Promise<PanelPage> {
    const { theme = 'dark', width = 1280, height = 800, state = null, ...fake } = options;
    // A panel that nobody looks at any more would go on drawing, and slow down the next one's test.
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
    const page = await this.#browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    await page.addInitScript(setUp, { theme: THEMES[theme], options: fake, state });
    await page.goto(this.#origin);
    await page.locator('ri-feed-bar').waitFor();
    return new PanelPage(page, errors);
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
<script nonce="${nonce}" src="/fakeHost.js"></script>
<script nonce="${nonce}" src="/main.js"></script>
</body></html>`;
}

/** Runs in the page before its own scripts: the editor's theme, and the session to fake. */
function setUp(setup: {
  readonly theme: { readonly className: string; readonly variables: Readonly<Record<string, string>> };
  readonly options: FakeOptions;
  readonly state: unknown;
}): void {
  window.fakeSetup = { options: setup.options, state: setup.state };
  const apply = (): void => {
    for (const [name, value] of Object.entries(setup.theme.variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
    document.body.className = setup.theme.className;
  };
  document.addEventListener('readystatechange', apply);
}
