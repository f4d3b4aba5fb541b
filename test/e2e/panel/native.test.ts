import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { runCli } from '../../support/cliRun.ts';
import { writePath } from '../../support/fileDialog.ts';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { waitFor } from '../../support/waitFor.ts';
import { borrowPanel } from '../../support/sharedWindow.ts';
import { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('the panel in the editor', () => {
  let feed: SampleFeed;
  let window: WorkbenchPage;
  let folder = '';
  before(async () => {
    feed = await SampleFeed.start();
    ({ window, folder } = await borrowPanel());
  });
  after(async () => {
    await feed.close();
  });

  async function openStreams(): Promise<number> {
    return (await feed.stats())['/sse'].open;
  }

  it('the title bar connects, disconnects and pauses, and shows which of them it would do', async () => {
    assert.equal(await window.titleAction('Clear').count(), 0);
    await window.connect('sse', `${feed.origin}/sse`);
    await window.waitForState('sse', 'open');
    await window.panelTabs.filter({ hasText: `sse · ${new URL(feed.origin).host}` }).waitFor();

    await window.titleAction('Disconnect All').click();
    await window.waitForState('sse', 'closed');
    await window.titleAction('Connect').click();
    await window.waitForState('sse', 'open');

    await waitFor('the field that begins each stream', async () => (await window.messageRowCount()) === 2);
    await window.titleAction('Pause the View').click();
    await window.titleAction('Show What Is New').waitFor();
    feed.publish(3);
    await window.panel.getByText('3 waiting').waitFor();
    await window.titleAction('Show What Is New').click();
    await waitFor('3 messages', async () => (await window.counts('sse')).messages === 3);
    assert.deepEqual(await window.notifications(), []);
  });

  it('a saved recording goes on being captured, and the command line reads it', async () => {
    const path = join(folder, 'saved.rtrec');
    await window.titleAction('Save Recording As…').click();
    const input = window.page.locator('.quick-input-widget input').first();
    await waitFor('the name that is proposed', async () => /\/sse-.*\.rtrec$/.test(await input.inputValue()));
    await writePath(window.page, path, () => existsSync(path));
    const { code, stdout } = await runCli('estimate', path, '--output', 'json');
    assert.equal(code, 0);
    assert.match(stdout, /"received": ?3\b/);
    assert.equal((await window.counts('sse')).state, 'open');
  });

  it('a recording opens as a file, in a panel of its own, with what was saved', async () => {
    const path = join(folder, 'saved.rtrec');
    const before = await readFile(path);
    await window.runCommand('Realtime Inspector: Open Recording…');
    const input = window.page.locator('.quick-input-widget input').first();
    await waitFor('the dialog for files', async () => (await input.inputValue()).startsWith('/'));
    await writePath(window.page, path, async () => (await window.recordingTab('saved.rtrec').count()) === 1);
    await window.waitForPanel();
    await waitFor('its messages', async () => (await window.counts('sse')).messages === 3);
    assert.equal((await window.counts('sse')).state, 'closed');
    await window.titleAction('Save Recording As…').waitFor();
    await window.panel.locator('ri-message-list .row:not(.header)').last().click({ button: 'right' });
    await window.page.locator('.context-view .action-label', { hasText: 'Copy' }).first().waitFor();
    await window.page.keyboard.press('Escape');
    await window.runCommand('View: Close Editor');
    await window.waitForState('sse', 'open');
    assert.deepEqual(await readFile(path), before);
    assert.deepEqual(await window.notifications(), []);
  });

  it('a file that is no recording says what is wrong with it', async () => {
    await writeFile(join(folder, 'broken.rtrec'), 'not a database');
    await window.runCommand('Realtime Inspector: Open Recording…');
    const input = window.page.locator('.quick-input-widget input').first();
    await waitFor('the dialog for files', async () => (await input.inputValue()).startsWith('/'));
    await writePath(
      window.page,
      join(folder, 'broken.rtrec'),
      async () => (await window.recordingTab('broken.rtrec').count()) === 1,
    );
    await window.panel.getByText('recording-unreadable').waitFor();
    await window.runCommand('View: Close Editor');
    await window.waitForState('sse', 'open');
  });

  it('a cURL command in the clipboard opens a panel with its feed in the form, not connected', async () => {
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const command = "curl 'http://127.0.0.1:9/events' -H 'Accept: text/event-stream' -H 'Cookie: a=b'";
    await window.page.evaluate((text) => navigator.clipboard.writeText(text), command);
    await window.runCommand('Realtime Inspector: Paste cURL, wscat or websocat Command as Feed');
    await waitFor('its panel', async () => (await window.panelTabs.count()) === 2);
    await window.waitForPanel();
    const address = window.panel.getByRole('textbox', { name: 'Address' });
    await waitFor('the address', async () => (await address.inputValue()) === 'http://127.0.0.1:9/events');
    assert.equal(await window.panel.locator('[data-capture-id]').count(), 0);
    await window.runCommand('View: Close Editor');
    await window.waitForState('sse', 'open');
  });

  it('a menu opens on a message, by mouse and by key, and does what it says', async () => {
    const rows = window.panel.locator('ri-message-list .row:not(.header)');
    await rows.nth(2).click({ button: 'right' });
    await window.menuItem('Copy as Text').waitFor();
    assert.equal(await window.menuItem('Disconnect').count(), 0);
    await window.choose('Show Request');
    await window.panel.getByRole('tab', { name: /Requests/, selected: true }).waitFor();

    await window.panel.getByRole('tab', { name: /Messages/ }).click();
    await rows.nth(2).click();
    await window.page.keyboard.press('Shift+F10');
    await window.menuItem('Open in Editor').waitFor();
    await window.choose('Open in Editor');
    await waitFor('an editor with the message', async () =>
      (await window.page.locator('.editor-instance .view-lines').innerText()).includes('"symbol"'),
    );
    await window.runCommand('View: Close Editor');
    await window.waitForPanel();
  });

  it('keys work while the panel has the focus', async () => {
    await window.panel.locator('ri-message-list .row:not(.header)').first().click();
    await window.page.keyboard.press('Control+F');
    await window.panel.locator('ri-filter-bar input:focus').waitFor();
    await window.page.keyboard.press('Alt+P');
    await window.titleAction('Show What Is New').waitFor();
    await window.page.keyboard.press('Alt+P');
    await window.titleAction('Pause the View').waitFor();
  });

  it('the bottom panel has a panel of its own, with title actions of its own', async () => {
    const streams = await openStreams();
    await window.runCommand('Realtime Inspector: Open in Bottom Panel');
    const bottom = new WorkbenchPage(window.page, 1);
    await bottom.waitForPanel();
    await bottom.connect('sse', `${feed.origin}/sse`);
    await bottom.waitForState('sse', 'open');
    feed.publish(2);
    await waitFor('its messages', async () => (await bottom.counts('sse')).messages === 2);

    const action = (name: string): Locator =>
      window.page
        .locator('.part.panel .title-actions, .part.panel .actions')
        .getByRole('button', { name })
        .first();
    // The bottom panel has the focus; each title bar still is about its own panel.
    await window.titleAction('Disconnect All').click();
    await window.waitForState('sse', 'closed');
    assert.equal((await bottom.counts('sse')).state, 'open');
    await waitFor('one stream less', async () => (await openStreams()) === streams);
    // A view that is hidden loses its page, not its captures.
    await window.runCommand('View: Hide Panel');
    feed.publish(1);
    await window.runCommand('Realtime Inspector: Open in Bottom Panel');
    await bottom.waitForState('sse', 'open');
    await waitFor('what came meanwhile', async () => (await bottom.counts('sse')).messages === 3);
    await action('Disconnect All').click();
    await bottom.waitForState('sse', 'closed');
    await action('Clear').click();
    await bottom.panel.locator('ri-empty-state').waitFor();
    assert.equal((await window.counts('sse')).messages, 5);
    await window.runCommand('View: Hide Panel');
  });

  it('of several panels, closing one ends its captures only', async () => {
    await window.titleAction('Connect').click();
    await window.waitForState('sse', 'open');
    await window.runCommand('Realtime Inspector: Open');
    await waitFor('a second tab', async () => (await window.panelTabs.count()) === 2);
    await window.panel.locator('ri-empty-state').waitFor();
    await window.connect('sse', `${feed.origin}/sse`);
    await window.waitForState('sse', 'open');
    await waitFor('two streams', async () => (await openStreams()) === 2);
    await window.runCommand('View: Close Editor');
    await waitFor('one stream', async () => (await openStreams()) === 1);
    await window.waitForState('sse', 'open');
  });

  it('a running panel moves to a window of its own and loses nothing', async () => {
    const popup = window.page.context().waitForEvent('page');
    await window.runCommand('View: Move Editor into New Window');
    const own = new WorkbenchPage(await popup);
    await own.waitForPanel();
    await own.waitForState('sse', 'open');
    const { messages } = await own.counts('sse');
    feed.publish(4);
    await waitFor('more messages', async () => (await own.counts('sse')).messages === messages + 4);
    await own.page.close();
  });

  it('a new panel opens in a window of its own', async () => {
    const popup = window.page.context().waitForEvent('page');
    await window.runCommand('Realtime Inspector: Open in New Window');
    const own = new WorkbenchPage(await popup);
    await own.waitForPanel();
    await own.connect('sse', `${feed.origin}/sse`);
    await own.waitForState('sse', 'open');
    assert.deepEqual(await window.notifications(), []);
  });
});
