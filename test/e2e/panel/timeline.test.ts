import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestServer } from '../../support/httpServers.ts';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { TimelineControls } from '../../support/timelineControls.ts';
import { waitFor } from '../../support/waitFor.ts';
import { startWebSocketServer } from '../../support/webSocketServers.ts';
import { borrowPanel } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('the timeline', () => {
  let feed: SampleFeed;
  let abrupt: TestServer;
  let window: WorkbenchPage;
  let timeline: TimelineControls;
  before(async () => {
    feed = await SampleFeed.start();
    abrupt = await startWebSocketServer((socket) => {
      socket.send('the only one', () => {
        socket.terminate();
      });
    });
    ({ window } = await borrowPanel());
    timeline = new TimelineControls(window.page, window.panel.locator('ri-timeline-pane'));
  });
  after(async () => {
    await abrupt[Symbol.asyncDispose]();
    await feed.close();
  });

  const LONG_POLLING_LANE = 0;
  const SSE_LANE = 1;
  const ABRUPT_LANE = 2;

  it('each capture has a lane, which follows what is new', async () => {
    await window.connect('long-polling', `${feed.origin}/long-polling`);
    await window.waitForState('long-polling', 'open');
    await window.connect('sse', `${feed.origin}/sse`);
    await window.waitForState('sse', 'open');
    // One alone, early; then more than the list has room for.
    for (const count of [1, 200]) {
      const before = (await window.counts('sse')).messages;
      feed.publish(count);
      await waitFor('messages', async () => (await window.counts('sse')).messages === before + count);
      await waitFor('polls', async () => (await window.counts('long-polling')).messages === before + count);
    }
    assert.equal(await timeline.labels.count(), 2);
    await timeline.waitForLive(true);
    const shown = await timeline.shown();
    await timeline.waitForOther(shown);
  });

  it('an error mark tells of a server that hangs up, and leads to the request', async () => {
    await window.connect('websocket', abrupt.url);
    await window.waitForState('websocket', 'failed');
    await window.runCommand('Realtime Inspector: Disconnect All');
    for (const method of ['long-polling', 'sse'] as const) await window.waitForState(method, 'closed');
    const place = await timeline.find(ABRUPT_LANE, /lost without a close frame/);
    await timeline.canvas.click({ position: place });
    await window.panel.locator('ri-request-detail').waitFor();
  });

  it('hover tells what a poll brought, and a click on it selects that and scrolls the list', async () => {
    const place = await timeline.find(LONG_POLLING_LANE, /: 1 message after/);
    await timeline.canvas.click({ position: place });
    const selected = window.panel.locator('ri-message-list .row.is-selected');
    await selected.waitFor();
    const [row, list] = [
      await selected.boundingBox(),
      await window.panel.getByRole('grid', { name: 'Messages' }).boundingBox(),
    ];
    assert.ok(row !== null && list !== null);
    assert.ok(row.y >= list.y && row.y + row.height <= list.y + list.height, 'the row is in view');
  });

  it('it zooms and moves by drag, wheel, overview and keys, and goes back on a button', async () => {
    const y = await timeline.laneY(SSE_LANE);
    const live = await timeline.shown();
    await timeline.drag(timeline.canvas, [300, y], [600, y]);
    const zoomed = await timeline.waitForOther(live);
    await timeline.waitForLive(false);
    await window.page.mouse.wheel(150, 0);
    const wheeled = await timeline.waitForOther(zoomed);
    const { width } = await timeline.sizeOf(timeline.overview);
    await timeline.drag(timeline.overview, [width * 0.9, 12], [width * 0.7, 12]);
    const chosen = await timeline.waitForOther(wheeled);
    await timeline.canvas.press('ArrowLeft');
    const moved = await timeline.waitForOther(chosen);
    await timeline.canvas.press('0');
    await timeline.waitForOther(moved);
    await timeline.live.click();
    await timeline.waitForLive(true);
    assert.deepEqual(await window.notifications(), []);
  });
});
