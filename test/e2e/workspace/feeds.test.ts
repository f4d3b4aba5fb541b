import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { waitFor } from '../../support/waitFor.ts';
import { closeWindow, openWindow } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('feeds of the workspace', () => {
  let feed: SampleFeed;
  let window: WorkbenchPage;
  let folder = '';
  let feedsFile = '';
  before(async () => {
    feed = await SampleFeed.start();
    ({ window, folder } = await openWindow('feeds'));
    feedsFile = join(folder, '.vscode', 'realtime-inspector.json');
  });
  after(async () => {
    await closeWindow(window);
    await feed.close();
  });

  function sideBar(): Locator {
    return window.page.locator('.part.sidebar');
  }

  function line(name: string): Locator {
    return sideBar().locator('.monaco-list-row', { hasText: name });
  }

  async function lineAction(name: string, action: string): Promise<void> {
    await line(name).first().hover();
    await line(name).first().locator(`.action-label[aria-label^="${action}"]`).click();
  }

  const quickInput = (): Locator => window.page.locator('.quick-input-widget input').first();

  async function answer(text: string): Promise<void> {
    await quickInput().fill(text);
    await quickInput().press('Enter');
  }

  it('the view says what there is to do where there are no feeds, and starts nothing', async () => {
    await window.page.locator('.activitybar').getByRole('tab', { name: 'Realtime Inspector' }).click();
    await sideBar().getByRole('button', { name: 'Open the Demo Feed' }).waitFor();
    await sideBar().getByRole('button', { name: 'New Feed', exact: true }).waitFor();
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
    await line('events').waitFor();
    await line('socket').waitFor();
    await sideBar().locator('.pane-header', { hasText: 'Feeds' }).getByText('local').waitFor();
  });

  it('a saved feed connects from the view, and is seen in the status bar and among the captures', async () => {
    await lineAction('events', 'Connect');
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    feed.publish(2);
    await waitFor('the status bar', async () => /^\s*1 · [\d.]+\/s$/.test(await window.pulse.innerText()));
    await waitFor('its line', async () =>
      (await line('SSE ·').allInnerTexts()).some((text) => text.includes('/s')),
    );
    await lineAction('events', 'Disconnect');
    await window.waitForState('sse', 'closed');
    await waitFor('a quiet status bar', async () => (await window.pulse.innerText()).trim() === '');
  });

  it('a feed with a variable that has no value does not connect, and says where it is', async () => {
    const panels = await window.panelTabs.count();
    await lineAction('lost', 'Connect');
    await waitFor('the reason', async () =>
      (await window.notifications()).some((text) => text.includes('.vscode/realtime-inspector.json:7:')),
    );
    assert.equal(await window.panelTabs.count(), panels);
    await window.runCommand('Notifications: Clear All Notifications');
  });

  it('several feeds are compared in one panel', async () => {
    await line('events').first().click();
    await line('socket')
      .first()
      .click({ modifiers: ['Control'] });
    await line('socket').first().click({ button: 'right' });
    const item = window.page.getByRole('menuitem', { name: 'Compare in One Panel' });
    await item.waitFor();
    await waitFor('the menu to take the choice', async () => {
      await item.click({ timeout: 1_000 }).catch(() => undefined);
      return (await item.count()) === 0;
    });
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
    await waitFor('the question for a name', async () => (await quickInput().inputValue()) === 'sse');
    await answer('mine');
    await window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Keep as Secrets' }).click();
    await line('mine').first().waitFor();
    const text = await readFile(feedsFile, 'utf8');
    assert.match(text, /access_token=\$\{secret:mine-key\}/);
    assert.match(text, /\/\/ Shared with everybody\./);
    assert.ok(!text.includes('s3cr3t'));

    await lineAction('mine', 'Connect');
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
      await lineAction(name, 'Connect');
      // The lines are drawn anew where another feed is live.
      await line(name).first().locator('.action-label[aria-label^="Disconnect"]').waitFor();
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
    await window.page.keyboard.press('Control+P');
    await quickInput().fill('live.http');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'live.http' }).first().click();
    const lens = window.page.locator('.codelens-decoration a', { hasText: 'Inspect' });
    await lens.click();
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    assert.deepEqual(await window.notifications(), []);
  });
});
