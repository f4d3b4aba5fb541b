import assert from 'node:assert/strict';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type DemoFeed, startDemoFeed } from '../../../scripts/lib/demoFeed.ts';
import { PROJECT_CACHE } from '../../../scripts/lib/paths.ts';
import { copySampleWorkspace } from '../../../scripts/lib/sampleWorkspace.ts';
import { METHODS } from '../../../src/protocol/method.ts';
import { waitFor } from '../../support/waitFor.ts';
import { closeWindow, openWindow } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

/** Parts of the window, for the walkthrough, which shows them about 500 px wide. */
const FORM_AND_CAPTURES = { x: 53, y: 70, width: 690, height: 142 };
const TIMELINE_AND_MESSAGES = { x: 53, y: 212, width: 710, height: 520 };
const FIGURES = { x: 53, y: 440, width: 1050, height: 328 };

describe('the pictures in the README and the walkthrough', () => {
  const MAX_PICTURE_BYTES = 300 * 1024;
  /** About 15 s of the demo feed: enough for the timeline and for three short polls. */
  const MESSAGES = 75;

  let feed: DemoFeed;
  let window: WorkbenchPage;
  before(async () => {
    feed = await startDemoFeed();
    const fill = (folder: string): Promise<void> => copySampleWorkspace(folder, feed.origin);
    ({ window } = await openWindow('picture', fill));
  });
  after(async () => {
    await closeWindow(window);
    await feed.end();
  });

  async function take(name: string, clip?: typeof FIGURES): Promise<void> {
    const path = join(PROJECT_CACHE, 'pictures', name);
    await mkdir(dirname(path), { recursive: true });
    await window.page.screenshot({ path, ...(clip === undefined ? {} : { clip }) });
    const { size } = await stat(path);
    assert.ok(size < MAX_PICTURE_BYTES, `${name} has ${size} bytes`);
  }

  it('the panel on the demo feed of the command line', async () => {
    await window.waitForPanel();
    for (const method of METHODS) {
      await waitFor(
        `messages by ${method}`,
        async () => (await window.counts(method)).messages >= (method === 'websocket' ? MESSAGES : 1),
        60_000,
      );
    }
    await window.runCommand('View: Close Primary Side Bar');
    const rows = window.panel.getByRole('grid', { name: 'Messages' }).getByRole('row', { selected: false });
    await rows.nth(-3).click();
    await window.panel.locator('ri-message-detail .meta').waitFor();
    await take('panel.png');
    await take('walkthrough/connect.png', FORM_AND_CAPTURES);
    await take('walkthrough/demo.png', TIMELINE_AND_MESSAGES);
  });

  it('the four methods compared', async () => {
    await window.panel.getByRole('tab', { name: 'Compare' }).click();
    await window.panel.locator('ri-compare-table tbody td').first().waitFor();
    await window.panel.getByText('4 measured').waitFor();
    await window.panel.locator('ri-compare-table').evaluate((table) => {
      table.scrollIntoView();
    });
    await take('compare.png');
    await take('walkthrough/compare.png', FIGURES);
  });
});
