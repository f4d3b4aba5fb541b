import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { waitFor } from '../support/waitFor.ts';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { SSE, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

const OPEN = { captures: [WEBSOCKET], rowCount: 10 };

function editor(panel: PanelPage): Locator {
  return panel.page.getByRole('textbox', { name: 'Message to send' });
}

function status(panel: PanelPage): Locator {
  return panel.page.locator('ri-send-bar .status');
}

function button(panel: PanelPage, name: string): Locator {
  return panel.page.getByRole('button', { name, exact: true });
}

async function chooseKind(panel: PanelPage, kind: string): Promise<void> {
  await panel.page.locator('vscode-single-select[label="What to send"]').click();
  await panel.page.locator('.options .option:visible', { hasText: kind }).first().click();
}

async function expand(panel: PanelPage): Promise<void> {
  await panel.page.getByRole('button', { name: 'Write on several lines' }).click();
}

/** Sends from the line, and waits until it is empty for the next. */
async function say(panel: PanelPage, text: string): Promise<void> {
  await editor(panel).fill(text);
  await editor(panel).press('Enter');
  await waitForText(panel, '');
}

function waitForText(panel: PanelPage, text: string): Promise<unknown> {
  return waitFor(`the editor to have ${text}`, async () => (await editor(panel).inputValue()) === text);
}

test('is one line high until more is written', async () => {
  const panel = await browser.open(OPEN);
  const height = async (): Promise<number> => (await editor(panel).boundingBox())?.height ?? 0;
  assert.equal(await height(), 26);
  await editor(panel).press('a');
  await editor(panel).press('Shift+Enter');
  await editor(panel).press('b');
  await waitForText(panel, 'a\nb');
  assert.ok((await height()) > 40);
  assert.deepEqual(await panel.callsOf('capture/send'), []);
});

test('JSON is checked while it is written, and sent all the same', async () => {
  const panel = await browser.open(OPEN);
  await editor(panel).fill('{"a":1 "b":2}');
  await panel.waitForText(status(panel), /Not JSON, line 1, column 8: a comma is expected here/);
  await panel.page.getByRole('button', { name: /Not JSON/ }).click();
  assert.equal(
    await editor(panel).evaluate((field) => field instanceof HTMLTextAreaElement && field.selectionStart),
    7,
  );
  await editor(panel).fill('{"a":{{counter}},"b":"{{uuid}}"}');
  await panel.waitForText(status(panel), /Valid JSON/);
  await editor(panel).fill('{"a":1 "b":2}');
  await editor(panel).press('Enter');
  await panel.waitForCall('capture/send');
});

test('what is formatted keeps its numbers and variables; the large editor sends by Ctrl+Enter and keeps what it sent', async () => {
  const panel = await browser.open(OPEN);
  await expand(panel);
  await editor(panel).fill('{"id":12345678901234567890,"n":{{counter}}}');
  await button(panel, 'Format the JSON').click();
  const formatted = '{\n  "id": 12345678901234567890,\n  "n": {{counter}}\n}';
  await waitForText(panel, formatted);
  await editor(panel).press('End');
  await editor(panel).press('Enter');
  assert.deepEqual(await panel.callsOf('capture/send'), []);
  await editor(panel).press('Backspace');
  await editor(panel).press('ControlOrMeta+Enter');
  assert.deepEqual(await panel.waitForCall('capture/send'), {
    captureId: 1,
    outgoing: { kind: 'text', text: formatted },
    hasVariables: true,
  });
  await waitForText(panel, formatted);
});

test('a preview shows variables put in, and hides what the environment holds', async () => {
  const panel = await browser.open(OPEN);
  await editor(panel).fill('{{counter:5}} {{uuid}} {{env:TOKEN}} {{{{as it is}}');
  const text = await panel.waitForText(status(panel), /→/);
  assert.match(text, /→ 5 [\da-f-]{36} ••• \{\{as it is\}\}/);
  assert.match(text, /B and what TOKEN holds/);
});

test('what is no variable is told with its place and not sent; without variables it is a text', async () => {
  const panel = await browser.open(OPEN);
  await editor(panel).fill('hello {{name}}');
  await editor(panel).press('Enter');
  const problem = panel.page.locator('ri-send-bar [role="alert"]');
  assert.match(await panel.waitForText(problem, /./), /^Line 1, column 7: \{\{name\}\}/);
  assert.deepEqual(await panel.callsOf('capture/send'), []);
  await expand(panel);
  await button(panel, 'Put in variables, such as {{uuid}}').click();
  await button(panel, 'Send').click();
  assert.deepEqual(await panel.waitForCall('capture/send'), {
    captureId: 1,
    outgoing: { kind: 'text', text: 'hello {{name}}' },
  });
});

test('a variable is inserted from its menu, where the caret is', async () => {
  const panel = await browser.open(OPEN);
  await expand(panel);
  await editor(panel).fill('ab');
  await editor(panel).press('ArrowLeft');
  await button(panel, 'Insert a variable').click();
  await panel.page.getByRole('menuitem', { name: '{{now.ms}}' }).click();
  await waitForText(panel, 'a{{now.ms}}b');
});

test('Up and Down walk through what was sent, and back to what was being written', async () => {
  const panel = await browser.open(OPEN);
  for (const text of ['one', 'two', 'one', 'three']) await say(panel, text);
  await editor(panel).fill('draft');
  const walk: string[] = [];
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown']) {
    await editor(panel).press(key);
    walk.push(await editor(panel).inputValue());
  }
  assert.deepEqual(walk, ['three', 'one', 'two', 'two', 'one', 'three', 'draft']);
});

test('drafts of each kind and what was sent come back with the page', async () => {
  const panel = await browser.open(OPEN);
  await say(panel, 'sent before');
  await editor(panel).fill('not finished');
  await chooseKind(panel, 'Ping');
  await editor(panel).fill('are you there');
  const state = await waitFor('the view to be kept', async () => {
    const kept = await panel.page.evaluate(() => window.fakeHost.state);
    return JSON.stringify(kept).includes('are you there') ? kept : null;
  });
  const again = await browser.open({ ...OPEN, state });
  await waitForText(again, 'are you there');
  await chooseKind(again, 'Text');
  await waitForText(again, 'not finished');
  await editor(again).fill('');
  await editor(again).press('ArrowUp');
  await waitForText(again, 'sent before');
});

test('a message is saved by a name, loaded, renamed and deleted', async () => {
  const panel = await browser.open(OPEN);
  const { page } = panel;
  const library = page.getByRole('dialog', { name: 'Saved and sent messages' });
  const saved = (): Promise<unknown> => page.evaluate(() => window.fakeHost.saved.messages ?? []);
  const savedIs = (what: string, pattern: RegExp): Promise<unknown> =>
    waitFor(what, async () => pattern.test(JSON.stringify(await saved())));
  await editor(panel).fill('{"subscribe":"ACME"}');
  await button(panel, 'Saved and sent messages').click();
  await library.getByRole('textbox', { name: 'Name to save the message by' }).fill('acme');
  await page.keyboard.press('Enter');
  await savedIs('it to be saved', /"name":"acme".*subscribe/);
  await library.getByRole('button', { name: 'Rename acme' }).click();
  await library.getByRole('textbox', { name: 'New name' }).fill('subscribe');
  await page.keyboard.press('Enter');
  await savedIs('its new name', /"name":"subscribe"/);
  await page.keyboard.press('Escape');
  await library.waitFor({ state: 'detached' });

  await editor(panel).fill('');
  await button(panel, 'Saved and sent messages').click();
  await library.waitFor();
  await page.keyboard.press('Enter');
  await waitForText(panel, '{"subscribe":"ACME"}');
  await button(panel, 'Saved and sent messages').click();
  await library.getByRole('button', { name: 'Delete subscribe' }).click();
  await savedIs('it to be gone', /^\[\]$/);
});

test('a saved message does not take the name of another, and both stay', async () => {
  const panel = await browser.open(OPEN);
  const { page } = panel;
  const library = page.getByRole('dialog', { name: 'Saved and sent messages' });
  const names = (): Promise<readonly string[]> =>
    page.evaluate(() => (window.fakeHost.saved.messages ?? []).map(({ name }) => name));
  await editor(panel).fill('hello');
  await button(panel, 'Saved and sent messages').click();
  for (const name of ['first', 'second']) {
    await library.getByRole('textbox', { name: 'Name to save the message by' }).fill(name);
    await page.keyboard.press('Enter');
    await library.getByRole('button', { name: `Rename ${name}` }).waitFor();
  }
  await library.getByRole('button', { name: 'Rename second' }).click();
  await library.getByRole('textbox', { name: 'New name' }).fill('first');
  await page.keyboard.press('Enter');
  await page.getByText('Something else is saved as first.').waitFor();
  assert.deepEqual(await names(), ['first', 'second']);
});

test('a close has a code and a reason, each with what is wrong beside it', async () => {
  const panel = await browser.open(OPEN);
  const { page } = panel;
  await chooseKind(panel, 'Close');
  const [code, reason] = [page.getByLabel('Close code'), page.getByLabel('Reason of the close')];
  await code.fill('1005');
  await panel.waitForText(status(panel), /Write 1000 to 1003/);
  await code.fill('4001');
  await reason.fill('é'.repeat(62));
  await panel.waitForText(status(panel), /124 of at most 123 bytes/);
  assert.deepEqual(
    [await code.getAttribute('aria-invalid'), await reason.getAttribute('aria-invalid')],
    ['false', 'true'],
  );
  await reason.fill('see you');
  await reason.press('Enter');
  assert.deepEqual(await panel.waitForCall('capture/send'), {
    captureId: 1,
    outgoing: { kind: 'close', code: 4001, reason: 'see you' },
  });
});

test('a message is sent again and again until it is stopped', async () => {
  const panel = await browser.open(OPEN);
  const { page } = panel;
  await expand(panel);
  await editor(panel).fill('tick');
  const interval = page.getByRole('textbox', { name: 'Interval of the repetition' });
  await interval.fill('nonsense');
  assert.equal(await button(panel, 'Start sending again and again').isDisabled(), true);
  await interval.fill('50ms');
  await page.getByRole('textbox', { name: 'Number of repetitions' }).fill('20');
  await button(panel, 'Start sending again and again').click();
  assert.deepEqual(await panel.waitForCall('capture/repeat'), {
    captureId: 1,
    outgoing: { kind: 'text', text: 'tick' },
    intervalMs: 50,
    count: 20,
  });
  const line = page.locator('ri-send-bar .repetition');
  await panel.waitForText(line, /Sending every 50ms to WebSocket .* 1 sent, 19 left/);
  await page.getByRole('button', { name: /^Stop sending to/ }).click();
  assert.deepEqual(await panel.waitForCall('capture/stopRepeat'), { captureId: 1 });
  await line.waitFor({ state: 'detached' });
});

test('while nothing is open it says so, and keeps what is written', async () => {
  const panel = await browser.open({ captures: [{ ...WEBSOCKET, state: 'closed' }, SSE], rowCount: 10 });
  await editor(panel).fill('for later');
  await panel.waitForText(status(panel), /Not connected/);
  await editor(panel).press('Enter');
  assert.equal(await button(panel, 'Send').isDisabled(), true);
  assert.deepEqual(await panel.callsOf('capture/send'), []);
  await waitForText(panel, 'for later');
  const none = await browser.open({ captures: [SSE], rowCount: 10 });
  assert.equal(await editor(none).count(), 0);
});

test('Tab leaves the editor', async () => {
  const panel = await browser.open(OPEN);
  await editor(panel).focus();
  await panel.page.keyboard.press('Tab');
  await waitFor('the focus beside it', () =>
    button(panel, 'Saved and sent messages').evaluate((element) => element.matches(':focus')),
  );
});
