import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { type Method, METHOD_LABELS } from '../../src/protocol/method.ts';
import { waitFor } from './waitFor.ts';

/** Starting a workbench or an extension host can take this long on a busy machine. */
const START_LIMIT_MS = 30_000;

export interface PanelCounts {
  readonly state: string;
  readonly messages: number;
  readonly requests: number;
}

/** A window of VS Code, and a panel that is open in it. */
export class WorkbenchPage {
  readonly page: Page;
  readonly #panelIndex: number;

  /** @param panelIndex which one of the panels that are seen, in the order in which they came */
  constructor(page: Page, panelIndex = 0) {
    this.page = page;
    this.#panelIndex = panelIndex;
    page.setDefaultTimeout(START_LIMIT_MS);
  }

  async waitUntilReady(): Promise<void> {
    await this.pulse.waitFor();
  }

  /** The extension's item in the status bar: it is there once the extension is active. */
  get pulse(): Locator {
    return this.page.getByRole('button', { name: 'Open Realtime Inspector' });
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilReady();
  }

  /**
   * Waits until the workbench has kept which session a panel shows. In a browser it does so every few seconds; a panel that
   * was opened just before a reload comes back with a session of its own.
   * @param part of the panel's state, as JSON, that no other panel of the workspace has
   */
  async waitUntilKept(part: string): Promise<void> {
    await waitFor('the workbench to keep the panel', () => this.page.evaluate(isStored, part));
  }

  /** The page of the panel: VS Code shows a webview in a frame within a frame. */
  get panel(): FrameLocator {
    const webview = this.page.locator('iframe.webview').nth(this.#panelIndex).contentFrame();
    return webview.frameLocator('iframe#active-frame');
  }

  /** A button in the title bar of the editor in front. */
  titleAction(name: string): Locator {
    return this.page.locator('.editor-actions').getByRole('button', { name });
  }

  /** The same as a frame, to run something in. */
  async panelFrame(): Promise<Frame> {
    const frame = await (await this.panel.locator('body').elementHandle()).ownerFrame();
    if (frame == null) throw new Error('the panel has no page');
    return frame;
  }

  /** The tabs of panels, in front or not. */
  get panelTabs(): Locator {
    return this.page.locator('.tabs-container .tab[data-resource-name^="webview-realtimeInspector.panel"]');
  }

  /** The tab of a recording that is open as a file. */
  recordingTab(name: string): Locator {
    return this.page.locator(`.tabs-container .tab[data-resource-name="${name}"]`);
  }

  async waitForPanel(): Promise<void> {
    await this.panel.locator('ri-feed-bar').waitFor();
  }

  /** The line of a capture, the newest where a method has several. */
  capture(method: Method): Locator {
    return this.panel.locator(`[data-capture-id][data-method="${method}"]`).last();
  }

  async counts(method: Method): Promise<PanelCounts> {
    const line = this.capture(method);
    const value = async (counter: string): Promise<number> =>
      Number(await line.locator(`[data-counter="${counter}"]`).getAttribute('data-value'));
    return {
      state: (await line.getAttribute('data-state')) ?? '',
      messages: await value('messages'),
      requests: await value('requests'),
    };
  }

  waitForState(method: Method, state: string): Promise<unknown> {
    return waitFor(`${method} to be ${state}`, async () => (await this.counts(method)).state === state);
  }

  /** Connects to an address, as a user does: choose the method, write the address, press Enter. */
  async connect(method: Method, url: string): Promise<void> {
    await this.panel.locator('vscode-single-select[label="Method"]').click();
    await this.panel.locator('.options .option', { hasText: METHOD_LABELS[method] }).first().click();
    const address = this.panel.getByRole('textbox', { name: 'Address' });
    await address.fill(url);
    await address.press('Enter');
  }

  /** Forgets all captures of the panel, where it has any. */
  async clear(): Promise<void> {
    if ((await this.panel.locator('[data-capture-id]').count()) === 0) return;
    await this.panel.getByRole('button', { name: 'Clear what was captured' }).click();
    await this.panel.locator('ri-empty-state').waitFor();
  }

  /** How many messages the list has, on the screen or not. */
  async messageRowCount(): Promise<number> {
    const grid = this.panel.getByRole('grid', { name: 'Messages' });
    // The heading is a row too.
    return Number(await grid.getAttribute('aria-rowcount')) - 1;
  }

  /** Runs a command by its title in the command palette, which closes where a panel gets the focus late: then once more. */
  async runCommand(title: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input').first();
    // Exactly: what was run before comes first among those that begin with the title.
    const named = `:is([aria-label="${title}"], [aria-label^="${title}, "])`;
    const entry = this.page.locator(`.quick-input-list .monaco-list-row${named}`).first();
    await waitFor(`the command ${title}`, async () => {
      if (!(await input.isVisible())) await this.page.keyboard.press('F1');
      try {
        await input.fill(`>${title}`, { timeout: 1_000 });
        await entry.click({ timeout: 3_000 });
        return true;
      } catch {
        return false;
      }
    });
    // A command that asks for a file opens a quick input of its own where the palette was.
    await this.page
      .locator('.quick-input-widget input[placeholder^="Type the name of a command"]')
      .waitFor({ state: 'hidden' });
  }

  /** Opens a file of the workspace, whose names are told apart by their beginnings. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.quickInput.fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await this.page.locator(`.tabs-container .tab.active[data-resource-name="${name}"]`).waitFor();
  }

  /** What asks for a line of text, or for one of a list. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget input').first();
  }

  /** Writes into what asks for a line of text. */
  async answer(text: string): Promise<void> {
    await this.quickInput.fill(text);
    await this.quickInput.press('Enter');
  }

  /** A question that everything else waits for. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  dialogButton(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true });
  }

  /** Opens a context menu, again where the click came too early, and chooses an entry. */
  async chooseFromMenu(target: Locator, name: string): Promise<void> {
    await waitFor(`the menu with ${name}`, async () => {
      if ((await this.menuItem(name).count()) > 0) return true;
      await target.click({ button: 'right' });
      return false;
    });
    await this.choose(name);
  }

  menuItem(name: string): Locator {
    return this.page.getByRole('menuitem', { name });
  }

  /** Chooses from a menu that opens. VS Code lets its first 100 ms pass, for a button that is let go late must not choose. */
  async choose(name: string): Promise<void> {
    const item = this.menuItem(name);
    await item.waitFor();
    await waitFor('the menu to take the choice', async () => {
      await item.click({ timeout: 1_000 }).catch(() => undefined);
      return (await item.count()) === 0;
    });
  }

  /** The texts of VS Code's own notifications that are on the screen. */
  notifications(): Promise<string[]> {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }
}

/** Runs in the workbench: whether its storage has the state of a panel with a part, however often it is quoted in JSON. */
async function isStored(part: string): Promise<boolean> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(request.error ?? new Error('no storage'));
      };
    });
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name ?? ''));
    try {
      for (const store of database.objectStoreNames) {
        const values: unknown[] = await settled(database.transaction(store).objectStore(store).getAll());
        if (values.some((value) => typeof value === 'string' && value.replaceAll('\\', '').includes(part)))
          return true;
      }
    } finally {
      database.close();
    }
  }
  return false;
}
