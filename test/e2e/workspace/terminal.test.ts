import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { borrowWindow } from '../../support/sharedWindow.ts';
import { waitFor } from '../../support/waitFor.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('addresses in a terminal', () => {
  let feed: SampleFeed;
  let window: WorkbenchPage;
  let socket = '';
  before(async () => {
    feed = await SampleFeed.start();
    socket = `${feed.origin.replace('http', 'ws')}/websocket`;
    ({ window } = await borrowWindow());
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await window.runCommand('Terminal: Create New Terminal');
    await terminal()
      .locator('.xterm-rows')
      .getByText(/[$#%>]/)
      .first()
      .waitFor();
    // In the middle of the line: the shell's own echo begins with a prompt.
    await window.page.keyboard.type(`printf '%s\\n' ${feed.origin}/sse ${socket}`);
    await window.page.keyboard.press('Enter');
    await output(`${feed.origin}/sse`).waitFor();
  });
  after(async () => {
    await window.runCommand('Terminal: Kill All Terminals');
    await feed.close();
  });

  const terminal = (): Locator => window.page.locator('.terminal-wrapper.active');

  /** A line that begins with a text. */
  function output(text: string): Locator {
    return terminal()
      .locator('.xterm-rows > div')
      .filter({ hasText: new RegExp(`^${text.replaceAll('.', '\\.')}`) });
  }

  const copy = (text: string): Promise<void> =>
    window.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  const clipboard = (): Promise<string> => window.page.evaluate(() => navigator.clipboard.readText());

  /** A point in the first word of a line: of what lies over the lines, clicks go to the terminal. */
  async function within(line: Locator): Promise<readonly [x: number, y: number]> {
    const box = await line.boundingBox();
    assert.ok(box !== null);
    return [box.x + 60, box.y + box.height / 2];
  }

  it('nothing opens where none is selected, whatever the clipboard has', async () => {
    await copy(socket);
    await window.runCommand('Realtime Inspector: Inspect Selected Address of Terminal');
    await waitFor('the reason', async () =>
      (await window.notifications()).some((text) => text.includes('no address is selected')),
    );
    assert.equal(await window.panelTabs.count(), 0);
    assert.equal(await clipboard(), socket);
    await window.runCommand('Notifications: Clear All Notifications');
  });

  it('one that is selected opens by the context menu, and the clipboard has what it had', async () => {
    await copy('mine');
    const place = await within(output(`${feed.origin}/sse`));
    await window.page.mouse.dblclick(...place);
    await window.page.mouse.click(...place, { button: 'right' });
    await window.choose('Inspect Selected Address of Terminal');
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    assert.equal(await clipboard(), 'mine');
    await window.runCommand('View: Close Editor');
  });

  it('that of a WebSocket is a link', async () => {
    const place = await within(output(socket));
    await window.page.mouse.move(...place);
    await window.page.keyboard.down('Control');
    await waitFor('the link to be taken', async () => {
      await window.page.mouse.click(...place);
      return (await window.panelTabs.count()) > 0;
    });
    await window.page.keyboard.up('Control');
    await window.waitForPanel();
    await window.waitForState('websocket', 'open');
    assert.deepEqual(await window.notifications(), []);
  });
});
