import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { waitFor } from '../support/waitFor.ts';
import { type OpenOptions, PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { FOUR, SHORT_POLLING, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

const ENDED: OpenOptions = {
  captures: FOUR.map((capture) => ({ ...capture, state: 'closed', endReason: 'user' })),
  rowCount: 1_000,
};
const AXIS_PX = 20;

/** The timeline of a panel, as a user takes hold of it. */
class Timeline {
  readonly panel: PanelPage;
  readonly canvas: Locator;
  readonly overview: Locator;
  readonly tip: Locator;
  readonly live: Locator;

  constructor(panel: PanelPage) {
    this.panel = panel;
    const pane = panel.page.locator('ri-timeline-pane');
    this.canvas = pane.locator('.plot canvas');
    this.overview = pane.getByRole('slider', { name: 'Part of the session that is shown' });
    this.tip = pane.locator('.tip');
    this.live = pane.getByRole('button', { name: 'Live' });
  }

  static async open(options: OpenOptions): Promise<Timeline> {
    const timeline = new Timeline(await browser.open(options));
    await timeline.panel.waitForCall('timeline/read');
    await timeline.panel.settle();
    return timeline;
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

  /** Presses, moves and releases within an element; places in px, from its end where negative. */
  async drag(on: Locator, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const box = await on.boundingBox();
    assert.ok(box !== null);
    const { mouse } = this.panel.page;
    await mouse.move(box.x + from[0], box.y + from[1]);
    await mouse.down();
    await mouse.move(box.x + (from[0] + to[0]) / 2, box.y + to[1], { steps: 3 });
    await mouse.move(box.x + to[0], box.y + to[1], { steps: 3 });
    await mouse.up();
  }

  async laneY(lane: number): Promise<number> {
    const box = await this.panel.page.locator('ri-timeline-pane .label').nth(lane).boundingBox();
    const canvas = await this.canvas.boundingBox();
    assert.ok(box !== null && canvas !== null);
    return box.y - canvas.y + box.height / 2;
  }
}

test('a drag over the lanes zooms into the span, and a drag of the axis or with Shift moves it', async () => {
  const timeline = await Timeline.open(ENDED);
  const whole = await timeline.shown();
  assert.match(whole, /^0:00 to 1:0\d of 1:00$/);
  await timeline.drag(timeline.canvas, [300, 60], [600, 60]);
  const zoomed = await timeline.waitForOther(whole);
  await timeline.drag(timeline.canvas, [600, AXIS_PX / 2], [300, AXIS_PX / 2]);
  const moved = await timeline.waitForOther(zoomed);
  await timeline.panel.page.keyboard.down('Shift');
  await timeline.drag(timeline.canvas, [300, 60], [600, 60]);
  await timeline.panel.page.keyboard.up('Shift');
  assert.equal(await timeline.waitForOther(moved), zoomed);
});

test('Escape gives up a drag', async () => {
  const timeline = await Timeline.open(ENDED);
  const whole = await timeline.shown();
  const box = await timeline.canvas.boundingBox();
  assert.ok(box !== null);
  const { mouse, keyboard } = timeline.panel.page;
  await mouse.move(box.x + 300, box.y + 60);
  await mouse.down();
  await mouse.move(box.x + 500, box.y + 60, { steps: 4 });
  await keyboard.press('Escape');
  await mouse.up();
  assert.equal(await timeline.shown(), whole);
});

test('a wheel moves what is shown, and with Ctrl zooms at the pointer', async () => {
  const timeline = await Timeline.open(ENDED);
  const whole = await timeline.shown();
  await timeline.canvas.hover({ position: { x: 500, y: 60 } });
  await timeline.panel.page.keyboard.down('Control');
  await timeline.panel.page.mouse.wheel(0, -300);
  await timeline.panel.page.keyboard.up('Control');
  const zoomed = await timeline.waitForOther(whole);
  await timeline.panel.page.mouse.wheel(0, 200);
  await timeline.waitForOther(zoomed);
});

test('keys go a view further, to the whole session and to the message in the middle', async () => {
  const timeline = await Timeline.open(ENDED);
  await timeline.canvas.focus();
  await timeline.canvas.press('+');
  const zoomed = await timeline.shown();
  await timeline.canvas.press('PageDown');
  await timeline.waitForOther(zoomed);
  await timeline.canvas.press('0');
  await timeline.waitForShown(/^0:00 to 1:0\d of 1:00$/);
  await timeline.canvas.press('ArrowDown');
  await timeline.canvas.press('Enter');
  const located = await timeline.panel.waitForCall('rows/locate');
  assert.equal((located as { captureId: number }).captureId, 2);
  await timeline.panel.page.locator('ri-message-list .row.is-selected').waitFor();
});

test('the window of the overview is dragged, resized, drawn anew and moved by keys', async () => {
  const timeline = await Timeline.open(ENDED);
  const { overview } = timeline;
  const width = (await overview.boundingBox())?.width ?? 0;
  await timeline.drag(overview, [width - 2, 12], [width / 2, 12]);
  await timeline.waitForShown(/^0:00 to 0:3\d of 1:00$/);
  await timeline.drag(overview, [width * 0.25, 12], [width * 0.5, 12]);
  await timeline.waitForShown(/^0:1\d to 0:4\d of 1:00$/);
  await timeline.drag(overview, [width * 0.9, 12], [width * 0.8, 12]);
  await timeline.waitForShown(/^0:4[789][.\d]* to 0:5[345][.\d]* of/);
  await overview.click({ position: { x: width * 0.2, y: 12 } });
  await timeline.waitForShown(/^0:0\d[.\d]* to 0:1\d[.\d]* of/);
  const before = await timeline.shown();
  await overview.press('ArrowRight');
  const moved = await timeline.waitForOther(before);
  await overview.press('Shift+ArrowRight');
  await timeline.waitForOther(moved);
  await overview.dblclick({ position: { x: width * 0.2, y: 12 } });
  await timeline.waitForShown(/^0:00 to 1:0\d of 1:00$/);
});

test('closes and errors have marks that say what they were', async () => {
  const timeline = await Timeline.open({
    captures: [
      { ...WEBSOCKET, state: 'closed', closesAfterMs: [30_000], errorsAfterMs: [] },
      { ...SHORT_POLLING, state: 'closed', pollMs: 20_000, errorsAfterMs: [30_000] },
    ],
    rowCount: 1_000,
  });
  // Margins of a twentieth on both sides: the middle is the middle.
  const middle = ((await timeline.canvas.boundingBox())?.width ?? 0) / 2;
  const [first, second] = [await timeline.laneY(0), await timeline.laneY(1)];
  await timeline.canvas.hover({ position: { x: middle, y: first } });
  await timeline.panel.waitForText(timeline.tip, /Close in: 1001 going away: deploy/);
  await timeline.canvas.hover({ position: { x: middle, y: second } });
  await timeline.panel.waitForText(timeline.tip, /the answer is no JSON/);
  await timeline.canvas.click({ position: { x: middle, y: second } });
  await timeline.panel.page.locator('ri-banners').getByText('the answer is no JSON').waitFor();
});

test('more polls than columns are told by what came of them', async () => {
  const timeline = await Timeline.open({
    captures: [{ ...SHORT_POLLING, state: 'closed', pollMs: 20 }],
    rowCount: 1_000,
  });
  const y = await timeline.laneY(0);
  await timeline.canvas.hover({ position: { x: 500, y } });
  await timeline.panel.waitForText(timeline.tip, /\d+ requests: .*answered, \d+ empty/);
  await timeline.panel.page.getByRole('button', { name: 'Show the figures as a table' }).click();
  await timeline.panel.waitForText(timeline.panel.page.locator('ri-timeline-table tbody tr'), /3,000/);
});

test('the tip is not cut at the lowest lane, nor at the edge of a narrow panel', async () => {
  for (const width of [420, 1_280]) {
    const timeline = await Timeline.open({ ...ENDED, width });
    const right = (await timeline.canvas.boundingBox())?.width ?? 0;
    await timeline.canvas.hover({ position: { x: right - 4, y: await timeline.laneY(3) } });
    const box = await timeline.tip.boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.x + box.width <= width, `at ${width} px`);
    const isOnTop = await timeline.tip.evaluate((tip) => {
      const { left, bottom } = tip.getBoundingClientRect();
      tip.style.pointerEvents = 'auto';
      const root = tip.getRootNode();
      return root instanceof ShadowRoot && root.elementFromPoint(left + 4, bottom - 4) !== null;
    });
    assert.ok(isOnTop, `at ${width} px`);
  }
});

test('a message that is selected in the list comes into view, at the zoom that is', async () => {
  const timeline = await Timeline.open(ENDED);
  const width = (await timeline.overview.boundingBox())?.width ?? 0;
  await timeline.drag(timeline.overview, [width - 2, 12], [width / 4, 12]);
  await timeline.waitForShown(/^0:00 to 0:1\d/);
  await timeline.panel.page.getByRole('grid', { name: 'Messages' }).press('End');
  await timeline.waitForShown(/^0:[45]\d to 1:0\d of 1:00$/);
});

test('a running session is followed until it is moved away from, and again on a button', async () => {
  const timeline = await Timeline.open({ captures: FOUR, rowCount: 2_000 });
  await timeline.panel.page.evaluate(() => {
    window.fakeHost.goLive(2);
  });
  const before = await timeline.shown();
  await timeline.waitForOther(before);
  await timeline.canvas.focus();
  await timeline.canvas.press('ArrowLeft');
  await timeline.live.and(timeline.panel.page.locator('[aria-pressed="false"]')).waitFor();
  await timeline.live.click();
  await timeline.live.and(timeline.panel.page.locator('[aria-pressed="true"]')).waitFor();
  const whole = await timeline.shown();
  await timeline.canvas.press('0');
  await timeline.waitForOther(whole);
  await timeline.waitForShown(/^0:00 to 2:/);
});
