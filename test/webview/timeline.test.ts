import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TimelineControls } from '../support/timelineControls.ts';
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

interface Scene {
  readonly timeline: TimelineControls;
  readonly panel: PanelPage;
}

async function open(options: OpenOptions): Promise<Scene> {
  const panel = await browser.open(options);
  await panel.waitForCall('timeline/read');
  await panel.settle();
  return { panel, timeline: new TimelineControls(panel.page, panel.page.locator('ri-timeline-pane')) };
}

test('a drag over the lanes zooms into the span, and a drag of the axis or with Shift moves it', async () => {
  const { timeline, panel } = await open(ENDED);
  const whole = await timeline.shown();
  assert.match(whole, /^0:00 to 1:0\d of 1:00$/);
  await timeline.drag(timeline.canvas, [300, 60], [600, 60]);
  const zoomed = await timeline.waitForOther(whole);
  await timeline.drag(timeline.canvas, [600, AXIS_PX / 2], [300, AXIS_PX / 2]);
  const moved = await timeline.waitForOther(zoomed);
  await panel.page.keyboard.down('Shift');
  await timeline.drag(timeline.canvas, [300, 60], [600, 60]);
  await panel.page.keyboard.up('Shift');
  assert.equal(await timeline.waitForOther(moved), zoomed);
});

test('Escape gives up a drag', async () => {
  const { timeline, panel } = await open(ENDED);
  const whole = await timeline.shown();
  const box = await timeline.canvas.boundingBox();
  assert.ok(box !== null);
  const { mouse, keyboard } = panel.page;
  await mouse.move(box.x + 300, box.y + 60);
  await mouse.down();
  await mouse.move(box.x + 500, box.y + 60, { steps: 4 });
  await keyboard.press('Escape');
  await mouse.up();
  assert.equal(await timeline.shown(), whole);
});

test('a wheel moves what is shown, and with Ctrl zooms at the pointer', async () => {
  const { timeline, panel } = await open(ENDED);
  const whole = await timeline.shown();
  await timeline.canvas.hover({ position: { x: 500, y: 60 } });
  await panel.page.keyboard.down('Control');
  await panel.page.mouse.wheel(0, -300);
  await panel.page.keyboard.up('Control');
  const zoomed = await timeline.waitForOther(whole);
  await panel.page.mouse.wheel(0, 200);
  await timeline.waitForOther(zoomed);
});

test('keys go a view further, to the whole session and to the message in the middle', async () => {
  const { timeline, panel } = await open(ENDED);
  await timeline.canvas.focus();
  await timeline.canvas.press('+');
  const zoomed = await timeline.shown();
  await timeline.canvas.press('PageDown');
  await timeline.waitForOther(zoomed);
  await timeline.canvas.press('0');
  await timeline.waitForShown(/^0:00 to 1:0\d of 1:00$/);
  await timeline.canvas.press('ArrowDown');
  await timeline.canvas.press('Enter');
  const located = await panel.waitForCall('rows/locate');
  assert.equal((located as { captureId: number }).captureId, 2);
  await panel.page.locator('ri-message-list .row.is-selected').waitFor();
});

test('the window of the overview is dragged, resized, drawn anew and moved by keys', async () => {
  const { timeline } = await open(ENDED);
  const { overview } = timeline;
  const width = (await timeline.sizeOf(overview)).width;
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
  const { timeline, panel } = await open({
    captures: [
      { ...WEBSOCKET, state: 'closed', closesAfterMs: [30_000], errorsAfterMs: [] },
      { ...SHORT_POLLING, state: 'closed', pollMs: 20_000, errorsAfterMs: [30_000] },
    ],
    rowCount: 1_000,
  });
  // Margins of a twentieth on both sides: the middle is the middle.
  const middle = (await timeline.sizeOf(timeline.canvas)).width / 2;
  const [first, second] = [await timeline.laneY(0), await timeline.laneY(1)];
  await timeline.canvas.hover({ position: { x: middle, y: first } });
  await panel.waitForText(timeline.tip, /Close in: 1001 going away: deploy/);
  await timeline.canvas.hover({ position: { x: middle, y: second } });
  await panel.waitForText(timeline.tip, /the answer is no JSON/);
  await timeline.canvas.click({ position: { x: middle, y: second } });
  await panel.page.locator('ri-banners').getByText('the answer is no JSON').waitFor();
});

test('more polls than columns are told by what came of them', async () => {
  const { timeline, panel } = await open({
    captures: [{ ...SHORT_POLLING, state: 'closed', pollMs: 20 }],
    rowCount: 1_000,
  });
  const y = await timeline.laneY(0);
  await timeline.canvas.hover({ position: { x: 500, y } });
  await panel.waitForText(timeline.tip, /\d+ requests: .*answered, \d+ empty/);
  await panel.page.getByRole('button', { name: 'Show the figures as a table' }).click();
  await panel.waitForText(panel.page.locator('ri-timeline-table tbody tr'), /3,000/);
});

test('the tip is not cut at the lowest lane, nor at the edge of a narrow panel', async () => {
  for (const width of [420, 1_280]) {
    const { timeline } = await open({ ...ENDED, width });
    const right = (await timeline.sizeOf(timeline.canvas)).width;
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
  const { timeline, panel } = await open(ENDED);
  const width = (await timeline.sizeOf(timeline.overview)).width;
  await timeline.drag(timeline.overview, [width - 2, 12], [width / 4, 12]);
  await timeline.waitForShown(/^0:00 to 0:1\d/);
  await panel.page.getByRole('grid', { name: 'Messages' }).press('End');
  await timeline.waitForShown(/^0:[45]\d to 1:0\d of 1:00$/);
});

test('a running session is followed until it is moved away from, and again on a button', async () => {
  const { timeline, panel } = await open({ captures: FOUR, rowCount: 2_000 });
  await panel.page.evaluate(() => {
    window.fakeHost.goLive(2);
  });
  const before = await timeline.shown();
  await timeline.waitForOther(before);
  await timeline.canvas.focus();
  await timeline.canvas.press('ArrowLeft');
  await timeline.waitForLive(false);
  await timeline.live.click();
  await timeline.waitForLive(true);
  const whole = await timeline.shown();
  await timeline.canvas.press('0');
  await timeline.waitForOther(whole);
  await timeline.waitForShown(/^0:00 to 2:/);
});

test('the span that is shown is saved as a recording', async () => {
  const { timeline, panel } = await open(ENDED);
  const { overview } = timeline;
  const width = (await timeline.sizeOf(overview)).width;
  await timeline.drag(overview, [width - 2, 12], [width / 2, 12]);
  await timeline.waitForShown(/^0:00 to 0:3\d of 1:00$/);
  await panel.page.getByRole('button', { name: 'Save what is shown as a recording' }).click();
  const { fromMs, toMs } = (await panel.waitForCall('host/saveRange')) as { fromMs: number; toMs: number };
  assert.ok(toMs - fromMs > 29_000 && toMs - fromMs < 40_000, `${toMs - fromMs} ms`);
});
