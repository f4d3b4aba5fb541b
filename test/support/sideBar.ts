import type { Locator } from 'playwright-core';
import { waitFor } from './waitFor.ts';
import type { WorkbenchPage } from './workbenchPage.ts';

/** Within this a drop that was taken has opened a panel, on a loaded machine too. */
const DROP_MS = 6_000;

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

  /** Drags a line onto another, again where VS Code let a drop pass, until a panel comes of it. */
  async drop(line: Locator, target: Locator): Promise<void> {
    const panels = await this.#window.panelTabs.count();
    await waitFor('a panel of what was dropped', async () => {
      await this.#drag(line, target);
      return this.#window.panelTabs
        .nth(panels)
        .waitFor({ timeout: DROP_MS })
        .then(
          () => true,
          () => false,
        );
    });
  }

  /** Lets go where the line below says that it takes what is dragged: a drop before that is none. */
  async #drag(line: Locator, target: Locator): Promise<void> {
    const { mouse } = this.#window.page;
    const [from, to] = await Promise.all([line.boundingBox(), target.boundingBox()]);
    if (from === null || to === null) throw new Error('a line to drag is not on the screen');
    await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await mouse.down();
    let steps = 0;
    await waitFor('the line below to be a target', async () => {
      steps += 1;
      await mouse.move(to.x + to.width / 2 + (steps % 2), to.y + to.height / 2);
      return (await this.part.locator('.monaco-list-row.drop-target').count()) > 0;
    });
    await mouse.up();
  }
}
