import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { waitFor } from '../../support/waitFor.ts';
import { closeWindow, openWindow } from '../../support/sharedWindow.ts';
import { SideBar } from '../../support/sideBar.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('feeds of the workspace', () => {
  let feed: SampleFeed;
  let window: WorkbenchPage;
  let bar: SideBar;
  let folder = '';
  let feedsFile = '';
  before(async () => {
    feed = await SampleFeed.start();
    ({ window, folder } = await openWindow('feeds'));
    bar = new SideBar(window);
    feedsFile = join(folder, '.vscode', 'realtime-inspector.json');
  });
  after(async () => {
    await closeWindow(window);
    await feed.close();
  });

  it('the view says what there is to do where there are no feeds, and starts nothing', async () => {
    await bar.tab.click();
    await bar.part.getByRole('button', { name: 'Open the Demo Feed' }).waitFor();
    await bar.part.getByRole('button', { name: 'New Feed', exact: true }).waitFor();
    assert.equal(await window.panelTabs.count(), 0);
  });

  it('feeds of the file are listed as it is written, with what is wrong with them', async () => {
    const { host } = new URL(feed.origin);
    await writeFile(
      feedsFile,
      `{
    // Shared with everybody.
    "environments": { "local": { "host": "${host}" } },
    "feeds": [
      { "name": "events", "method": "sse", "url": "http://\${host}/sse" },
      { "name": "socket", "method": "websocket", "url": "ws://\${host}/websocket" },
      { "name": "lost", "method": "sse", "url": "http://\${nowhere}/sse" },
    ],
  }
  `,
    );
    await bar.line('events').waitFor();
    await bar.line('socket').waitFor();
    await bar.header('Feeds').getByText('local').waitFor();
  });

  it('a saved feed connects from the view, and is seen in the status bar and among the captures', async () => {
    await bar.act('events', 'Connect');
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    feed.publish(2);
    await waitFor('the status bar', async () => /^\s*1 · [\d.]+\/s$/.test(await window.pulse.innerText()));
    await waitFor('its line', async () =>
      (await bar.line('SSE ·').allInnerTexts()).some((text) => text.includes('/s')),
    );
    await bar.act('events', 'Disconnect');
    await window.waitForState('sse', 'closed');
    await waitFor('a quiet status bar', async () => (await window.pulse.innerText()).trim() === '');
  });

  it('a feed with a variable that has no value does not connect, and says where it is', async () => {
    const panels = await window.panelTabs.count();
    await bar.act('lost', 'Connect');
    await waitFor('the reason', async () =>
      (await window.notifications()).some((text) => text.includes('.vscode/realtime-inspector.json:7:')),
    );
    assert.equal(await window.panelTabs.count(), panels);
    await window.runCommand('Notifications: Clear All Notifications');
  });

  it('several feeds are compared in one panel', async () => {
    await bar.line('events').first().click();
    await bar
      .line('socket')
      .first()
      .click({ modifiers: ['Control'] });
    await window.chooseFromMenu(bar.line('socket').first(), 'Compare in One Panel');
    await waitFor('a second panel', async () => (await window.panelTabs.count()) === 2);
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    await window.waitForState('websocket', 'open');
    await window.titleAction('Disconnect All').click();
    await window.waitForState('websocket', 'closed');
  });

  it('a feed is saved from a panel without its credentials, which go into the secret storage', async () => {
    await window.runCommand('Realtime Inspector: Open');
    await waitFor('a third panel', async () => (await window.panelTabs.count()) === 3);
    await window.waitForPanel();
    const address = window.panel.getByRole('textbox', { name: 'Address' });
    await address.fill(`${feed.origin}/sse?access_token=s3cr3t-of-ada`);
    await window.runCommand('Realtime Inspector: Save Feed…');
    await waitFor('the question for a name', async () => (await window.quickInput.inputValue()) === 'sse');
    await window.answer('mine');
    await window.dialogButton('Keep as Secrets').click();
    await bar.line('mine').first().waitFor();
    const text = await readFile(feedsFile, 'utf8');
    assert.match(text, /access_token=\$\{secret:mine-key\}/);
    assert.match(text, /\/\/ Shared with everybody\./);
    assert.ok(!text.includes('s3cr3t'));

    await bar.act('mine', 'Connect');
    await waitFor('a panel of its own', async () => (await window.panelTabs.count()) === 4);
    await window.waitForPanel();
    await waitFor('a capture', async () => (await window.panel.locator('[data-capture-id]').count()) === 1);
    assert.ok(!(await window.panel.locator('body').innerText()).includes('s3cr3t'));
    assert.deepEqual(await window.notifications(), []);
  });

  it('feeds that are connected one after the other all run, each in a panel of its own', async () => {
    await window.runCommand('View: Close All Editors');
    await waitFor('a quiet status bar', async () => (await window.pulse.innerText()).trim() === '');
    for (const name of ['events', 'socket', 'mine']) {
      await bar.act(name, 'Connect');
      // The lines are drawn anew where another feed is live.
      await bar.line(name).first().locator('.action-label[aria-label^="Disconnect"]').waitFor();
    }
    await waitFor('three captures', async () => /^\s*3 · /.test(await window.pulse.innerText()));
    assert.equal(await window.panelTabs.count(), 3);
    await window.panelTabs.first().click();
    await waitFor(
      'the feed in the form of the first',
      async () =>
        (await window.panel.getByRole('textbox', { name: 'Address' }).inputValue()) === `${feed.origin}/sse`,
    );
    assert.equal((await window.counts('sse')).state, 'open');
    assert.deepEqual(await window.notifications(), []);
  });

  it('a request of a .http file has a lens, and a click on it captures it', async () => {
    await writeFile(
      join(folder, 'live.http'),
      `@host = ${new URL(feed.origin).host}\n\n### Events\nGET http://{{host}}/sse\nAccept: text/event-stream\n`,
    );
    await window.runCommand('View: Close All Editors');
    await window.openFile('live.http');
    const lens = window.page.locator('.codelens-decoration a', { hasText: 'Inspect' });
    await lens.click();
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    assert.deepEqual(await window.notifications(), []);
  });
});
