import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { waitFor } from './waitFor.ts';

type Place = readonly [xPx: number, yPx: number];

/** The timeline of a panel, as a user takes hold of it. */
export class TimelineControls {
  readonly page: Page;
  readonly pane: Locator;
  readonly canvas: Locator;
  readonly overview: Locator;
  readonly labels: Locator;
  readonly tip: Locator;
  readonly live: Locator;

  /** @param pane the timeline's element, in whichever frame */
  constructor(page: Page, pane: Locator) {
    this.page = page;
    this.pane = pane;
    this.canvas = pane.locator('.plot canvas');
    this.overview = pane.getByRole('slider', { name: 'Part of the session that is shown' });
    this.labels = pane.locator('.label');
    this.tip = pane.locator('.tip');
    this.live = pane.getByRole('button', { name: 'Live' });
  }

  /** What is shown, in words: `0:10 to 0:40 of 1:00`. */
  async shown(): Promise<string> {
    return (await this.overview.getAttribute('aria-valuetext')) ?? '';
  }

  waitForShown(pattern: RegExp): Promise<unknown> {
    return waitFor(`${String(pattern)} to be shown`, async () => pattern.test(await this.shown()));
  }

  async waitForOther(shown: string): Promise<string> {
    return waitFor(`something else than ${shown}`, async () => {
      const now = await this.shown();
      return now === shown ? null : now;
    });
  }

  waitForLive(isLive: boolean): Promise<void> {
    return this.pane.locator(`.live[aria-pressed="${isLive}"]`).waitFor();
  }

  async sizeOf(element: Locator): Promise<{ readonly width: number; readonly height: number }> {
    const box = await element.boundingBox();
    assert.ok(box !== null);
    return box;
  }

  /** Presses, moves and releases within an element. */
  async drag(on: Locator, from: Place, to: Place): Promise<void> {
    const box = await on.boundingBox();
    assert.ok(box !== null);
    const { mouse } = this.page;
    await mouse.move(box.x + from[0], box.y + from[1]);
    await mouse.down();
    await mouse.move(box.x + (from[0] + to[0]) / 2, box.y + to[1], { steps: 3 });
    await mouse.move(box.x + to[0], box.y + to[1], { steps: 3 });
    await mouse.up();
  }

  async laneY(lane: number): Promise<number> {
    const [box, canvas] = [await this.labels.nth(lane).boundingBox(), await this.canvas.boundingBox()];
    assert.ok(box !== null && canvas !== null);
    return box.y - canvas.y + box.height / 2;
  }

  /** Moves over a lane, from its beginning, to where the tip says something. @returns that place */
  async find(lane: number, pattern: RegExp): Promise<{ readonly x: number; readonly y: number }> {
    await this.labels.nth(lane).scrollIntoViewIfNeeded();
    const y = await this.laneY(lane);
    await this.canvas.hover({ position: { x: 1, y } });
    await this.tip.waitFor();
    const box = await this.canvas.boundingBox();
    assert.ok(box !== null);
    const seen = new Set<string>();
    for (let x = 2; x < box.width - 1; x += 4) {
      await this.page.mouse.move(box.x + x, box.y + y);
      const told = await this.tip.innerText();
      if (pattern.test(told)) return { x, y };
      seen.add(told.split('\n').slice(1).join('; '));
    }
    return assert.fail(`no place says ${String(pattern)}, but: ${[...seen].join(' | ')}`);
  }
}
