import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { writePath } from '../../support/fileDialog.ts';
import { runCli } from '../../support/cliRun.ts';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { closeWindow, openWindow } from '../../support/sharedWindow.ts';
import { TimelineControls } from '../../support/timelineControls.ts';
import { SideBar } from '../../support/sideBar.ts';
import { waitFor } from '../../support/waitFor.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('recordings of the workspace', () => {
  let feed: SampleFeed;
  let window: WorkbenchPage;
  let bar: SideBar;
  let folder = '';
  before(async () => {
    feed = await SampleFeed.start();
    const fill = async (path: string): Promise<void> => {
      const [socket, events] = ['websocket', 'sse'].map((method) => record(method, path));
      await waitFor('both to be connected', async () => {
        const stats = await feed.stats();
        return stats['/websocket'].open === 1 && stats['/sse'].open === 1;
      });
      feed.publish(20);
      await Promise.all([socket, events]);
    };
    ({ window, folder } = await openWindow('recordings', fill));
    bar = new SideBar(window);
  });
  after(async () => {
    await closeWindow(window);
    await feed.close();
  });

  /** Records 20 messages on the command line. */
  async function record(method: string, path: string): Promise<void> {
    const url = `${method === 'websocket' ? feed.origin.replace('http', 'ws') : feed.origin}/${method}`;
    const { code, stderr } = await runCli(
      ...['watch', url, '--method', method, '--max-messages', '20'],
      ...['--record', join(path, `${method}.rtrec`), '--output', 'json'],
    );
    assert.equal(code, 0, stderr);
  }

  const line = (name: string) =>
    bar.part.locator('.pane', { hasText: 'Recordings' }).locator('.monaco-list-row', { hasText: name });

  it('one dropped onto another is compared with it, in a panel of its own', async () => {
    await bar.open();
    await bar.header('Recordings').click();
    await line('sse.rtrec').waitFor();
    await bar.drop(line('websocket.rtrec'), line('sse.rtrec'));
    await window.waitForPanel();
    await window.panel.getByRole('tab', { name: 'Compare', selected: true }).waitFor();
    for (const method of ['websocket', 'sse'] as const) {
      await waitFor(`what came by ${method}`, async () => (await window.counts(method)).messages === 20);
    }
    // Each has all that the other has: they were matched.
    const missing = window.panel.locator('ri-compare-table tbody tr', { hasText: /^Missing/ }).locator('td');
    await waitFor('none to be missing', async () =>
      (await missing.allInnerTexts()).slice(-2).every((text) => text.trim() === '0'),
    );
    assert.deepEqual(await window.notifications(), []);
  });

  it('the span that the timeline shows is saved, and has what came in it', async () => {
    const timeline = new TimelineControls(window.page, window.panel.locator('ri-timeline-pane'));
    await timeline.canvas.focus();
    await timeline.canvas.press('0');
    const path = join(folder, 'span.rtrec');
    await window.panel.getByRole('button', { name: 'Save what is shown as a recording' }).click();
    const input = window.page.locator('.quick-input-widget input').first();
    await waitFor('the name that is proposed', async () =>
      (await input.inputValue()).endsWith('-span.rtrec'),
    );
    await writePath(window.page, path, () => existsSync(path));
    const { code, stdout } = await runCli('export', path, '--format', 'ndjson');
    assert.equal(code, 0);
    assert.equal(stdout.match(/"kind":"message"/g)?.length, 40);
    await line('span.rtrec').waitFor();
  });
});
