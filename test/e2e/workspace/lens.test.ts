import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { waitFor } from '../../support/waitFor.ts';
import { closeWindow, openWindow } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('lenses in code', () => {
  let feed: SampleFeed;
  let window: WorkbenchPage;
  let folder = '';
  before(async () => {
    feed = await SampleFeed.start();
    ({ window, folder } = await openWindow('lens'));
    const code = `export const events = new EventSource('${feed.origin}/sse');\n`;
    await writeFile(join(folder, 'events.ts'), code);
    await writeFile(join(folder, 'path.ts'), "export const events = new EventSource('/sse');\n");
  });
  after(async () => {
    await closeWindow(window);
    await feed.close();
  });

  function lens(): Locator {
    return window.page.locator('.codelens-decoration a', { hasText: 'Inspect' });
  }

  async function openFile(name: string): Promise<void> {
    await window.page.keyboard.press('Control+P');
    await window.page.locator('.quick-input-widget input').first().fill(name);
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await window.page.locator(`.tabs-container .tab.active[data-resource-name="${name}"]`).waitFor();
  }

  it('a click on the lens above an event stream captures it', async () => {
    await openFile('events.ts');
    await lens().click();
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    feed.publish(2);
    await waitFor('its messages', async () => (await window.counts('sse')).messages === 2);
    await window.runCommand('View: Close Editor');
  });

  it('a path is asked for once more only with the answer in place', async () => {
    const input = window.page.locator('.quick-input-widget input').first();
    for (const proposed of ['http://localhost:3000/sse', `${feed.origin}/sse`]) {
      await openFile('path.ts');
      await lens().click();
      await waitFor('the address that is proposed', async () => (await input.inputValue()) === proposed);
      await input.fill(`${feed.origin}/sse`);
      await input.press('Enter');
      await window.waitForPanel();
      await window.waitForState('sse', 'open');
      await window.runCommand('View: Close Editor');
    }
  });

  it('an address in an editor opens by the context menu', async () => {
    await openFile('events.ts');
    const address = window.page.locator('.view-line span', { hasText: `${feed.origin}/sse` }).last();
    await address.click();
    await window.chooseFromMenu(address, 'Inspect This Address');
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    await window.runCommand('View: Close Editor');
  });

  it('the setting turns the lens off', async () => {
    await openFile('path.ts');
    await lens().waitFor();
    const settings = { 'realtimeInspector.codeLens.enabled': false };
    await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    await lens().waitFor({ state: 'detached' });
    assert.deepEqual(await window.notifications(), []);
  });

  it('the walkthrough opens', async () => {
    await window.runCommand('Welcome: Open Walkthrough...');
    const entry = window.page.locator('.quick-input-list .monaco-list-row', {
      hasText: 'Realtime Inspector',
    });
    await entry.first().click();
    await window.page.getByText('Look at a live feed').first().waitFor();
    await window.page.getByText('Keep a recording').first().waitFor();
  });
});
