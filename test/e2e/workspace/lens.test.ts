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
    for (const [name, code] of filesOf(feed.origin)) await writeFile(join(folder, name), code);
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

  it('a click on the lens above an event stream captures it', async () => {
    await window.openFile('events.ts');
    await lens().click();
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    feed.publish(2);
    await waitFor('its messages', async () => (await window.counts('sse')).messages === 2);
    await window.runCommand('View: Close Editor');
  });

  for (const [name, what, method] of [
    ['Prices.vue', 'a WebSocket in a Vue component', 'websocket'],
    ['Events.svelte', 'an event stream in a Svelte component', 'sse'],
  ] as const) {
    it(`${what} has a lens without an extension for such files`, async () => {
      await window.openFile(name);
      await lens().click();
      await window.waitForPanel();
      await window.waitForState(method, 'open');
      await window.runCommand('View: Close Editor');
    });
  }

  it('a poll in code is captured at the interval that the code has', async () => {
    await window.openFile('poll.js');
    await lens().click();
    await window.waitForPanel();
    await waitFor('more polls than the default interval brings by then', async () => {
      return (await window.counts('short-polling')).requests >= 6;
    });
    await window.runCommand('View: Close Editor');
  });

  for (const [name, what] of [
    ['server.js', 'JavaScript'],
    ['server.py', 'Python'],
  ] as const) {
    it(`a route in ${what} that answers with an event stream is proposed at the port that its server listens on`, async () => {
      await window.openFile(name);
      await lens().click();
      const proposed = `http://localhost:${new URL(feed.origin).port}/sse`;
      await waitFor('the address', async () => (await window.quickInput.inputValue()) === proposed);
      await window.quickInput.press('Enter');
      await window.waitForPanel();
      await window.waitForState('sse', 'open');
      await window.runCommand('View: Close Editor');
    });
  }

  it('a path is asked for once more only with the answer in place', async () => {
    for (const proposed of ['http://localhost:3000/sse', `${feed.origin}/sse`]) {
      await window.openFile('path.ts');
      await lens().click();
      await waitFor(
        'the address that is proposed',
        async () => (await window.quickInput.inputValue()) === proposed,
      );
      await window.answer(`${feed.origin}/sse`);
      await window.waitForPanel();
      await window.waitForState('sse', 'open');
      await window.runCommand('View: Close Editor');
    }
  });

  it('what a template leaves open is asked for, written in its place, and remembered', async () => {
    await window.openFile('template.js');
    await lens().click();
    const proposed = `${feed.origin}/sse?topic={topic}`;
    await waitFor('the address', async () => (await window.quickInput.inputValue()) === proposed);
    await window.quickInput.press('Enter');
    await window.page.getByText('Put a value in the place of {topic}').first().waitFor();
    await window.page.keyboard.type('prices');
    const address = `${feed.origin}/sse?topic=prices`;
    await waitFor('the value', async () => (await window.quickInput.inputValue()) === address);
    await window.quickInput.press('Enter');
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    await window.runCommand('View: Close Editor');

    await window.openFile('template.js');
    await lens().click();
    await waitFor('the answer', async () => (await window.quickInput.inputValue()) === address);
    await window.page.keyboard.press('Escape');
    assert.equal(await window.panelTabs.count(), 0);
  });

  it('an address in an editor opens by the context menu', async () => {
    await window.openFile('events.ts');
    const address = window.page.locator('.view-line span', { hasText: `${feed.origin}/sse` }).last();
    await address.click();
    await window.chooseFromMenu(address, 'Inspect This Address');
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    await window.runCommand('View: Close Editor');
  });

  it('the setting turns the lens off', async () => {
    await window.openFile('path.ts');
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

function filesOf(origin: string): readonly (readonly [name: string, code: string])[] {
  const { host, port } = new URL(origin);
  return [
    [
      'Prices.vue',
      `<template><p /></template>\n<script setup lang="ts">\nconst prices = new WebSocket('ws://${host}/websocket');\n</script>\n`,
    ],
    ['Events.svelte', `<script>\n  const events = new EventSource('${origin}/sse');\n</script>\n`],
    ['poll.js', `setInterval(() => fetch('${origin}/short-polling'), 200);\n`],
    [
      'server.js',
      `app.get('/sse', (_, response) => response.set('Content-Type', 'text/event-stream'));\napp.listen(${port});\n`,
    ],
    [
      'server.py',
      `@app.get("/sse")\ndef events():\n    return StreamingResponse(all(), media_type="text/event-stream")\n\nuvicorn.run(app, port=${port})\n`,
    ],
    ['template.js', `export const events = new EventSource(\`${origin}/sse?topic=\${topic}\`);\n`],
  ];
}
