import type { Locator } from 'playwright-core';
import type { WorkbenchPage } from './workbenchPage.ts';

/** The extension's views in the activity bar. */
export class SideBar {
  readonly #window: WorkbenchPage;

  constructor(window: WorkbenchPage) {
    this.#window = window;
  }

  /** The icon that opens them. */
  get tab(): Locator {
    return this.#window.page.locator('.activitybar').getByRole('tab', { name: 'Realtime Inspector' });
  }

  get part(): Locator {
    return this.#window.page.locator('.part.sidebar');
  }

  /** The number on the icon; null where it has none. */
  async badge(): Promise<string | null> {
    const text = await this.tab.locator('.badge-content').innerText();
    return text === '' ? null : text;
  }

  async open(): Promise<void> {
    if ((await this.tab.getAttribute('aria-selected')) !== 'true') await this.tab.click();
    await this.header('Feeds').waitFor();
  }

  /** The heading of a view. */
  header(view: string): Locator {
    return this.part.locator('.pane-header', { hasText: view });
  }

  /** The lines with a text in them, of all views. */
  line(text: string): Locator {
    return this.part.locator('.monaco-list-row', { hasText: text });
  }

  /** Clicks the icon of an action on the first line with a text in it. */
  async act(text: string, action: string): Promise<void> {
    const line = this.line(text).first();
    await line.hover();
    await line.locator(`.action-label[aria-label^="${action}"]`).click();
  }
}
