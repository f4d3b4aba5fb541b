import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

/** About what the editor's bottom panel has. */
const LOW = { width: 920, height: 240 };
const OPTIONS = { captures: [{ method: 'sse', url: 'http://localhost:8080/ticks' }], rowCount: 400 } as const;

async function places(panel: PanelPage): Promise<{ timeline: DOMRect; tabs: DOMRect }> {
  const boxOf = (name: string): Promise<DOMRect> =>
    panel.page.locator(name).evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
  return { timeline: await boxOf('ri-timeline-pane'), tabs: await boxOf('ri-tabs') };
}

test('where there is little height the timeline is beside the tabs, and both show what they have', async () => {
  const panel = await browser.open({ ...OPTIONS, ...LOW });
  const { timeline, tabs } = await places(panel);
  assert.equal(timeline.top, tabs.top);
  assert.ok(timeline.right <= tabs.left && tabs.right === LOW.width && tabs.bottom === LOW.height);
  const lane = await panel.page.locator('ri-timeline-pane .plot').boundingBox();
  assert.ok((lane?.height ?? 0) > 20);
  await panel.rows('ri-message-list').last().click();
  await panel.page.locator('ri-message-list .row.is-selected').waitFor();
  assert.deepEqual(panel.errors, []);
});

test('its width there is another than its height elsewhere, and both are kept', async () => {
  const panel = await browser.open({ ...OPTIONS, ...LOW });
  const before = await places(panel);
  const splitter = panel.page.getByRole('separator', { name: 'Width of the timeline' });
  await splitter.press('ArrowRight');
  const wider = await places(panel);
  assert.ok(wider.timeline.width > before.timeline.width);

  await panel.page.setViewportSize({ width: 920, height: 800 });
  await panel.page.getByRole('separator', { name: 'Height of the timeline' }).press('ArrowDown');
  const tall = await places(panel);
  assert.ok(tall.timeline.bottom <= tall.tabs.top && tall.timeline.width === LOW.width);
  await panel.page.setViewportSize(LOW);
  await splitter.waitFor();
  assert.equal((await places(panel)).timeline.width, wider.timeline.width);
});
