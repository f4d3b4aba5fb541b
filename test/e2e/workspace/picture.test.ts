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

describe('the picture', () => {
  const PICTURE = join(PROJECT_CACHE, 'panel.png');
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

  it('the panel on the demo feed of the command line, for the picture in the README', async () => {
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
    await mkdir(dirname(PICTURE), { recursive: true });
    await window.page.screenshot({ path: PICTURE });
    const { size } = await stat(PICTURE);
    assert.ok(size < MAX_PICTURE_BYTES, `the picture has ${size} bytes`);
  });
});
