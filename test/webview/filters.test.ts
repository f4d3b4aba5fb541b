import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { waitFor } from '../support/waitFor.ts';
import { type OpenOptions, PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { FOUR, SSE, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

async function open(options: Partial<OpenOptions> = {}): Promise<PanelPage> {
  const panel = await browser.open({ captures: [WEBSOCKET, SSE], rowCount: 400, ...options });
  await panel.rows('ri-message-list').first().waitFor();
  return panel;
}

const fieldOf = ({ page }: PanelPage): Locator => page.getByRole('combobox', { name: 'Filter' });
const listOf = ({ page }: PanelPage): Locator => page.getByRole('listbox', { name: 'Completions' });
const shownOf = ({ page }: PanelPage): Locator => page.locator('ri-filter-bar .shown');

function option(panel: PanelPage, label: string): Locator {
  return listOf(panel).getByText(label, { exact: true });
}

async function waitForQuery(panel: PanelPage, text: string): Promise<void> {
  await panel.waitForCall('rows/read', (params) => {
    return (params as { query: { text: string } }).query.text === text;
  });
}

test('a filter is written with completions: a path by its name, a comparison, a value that was seen', async () => {
  const panel = await open();
  const field = fieldOf(panel);
  await field.focus();
  await field.pressSequentially('sym');
  await option(panel, '$.symbol').waitFor();
  assert.equal(await field.getAttribute('aria-expanded'), 'true');
  assert.equal(await field.getAttribute('aria-activedescendant'), null);
  await field.press('ArrowDown');
  const active = (await field.getAttribute('aria-activedescendant')) ?? '';
  assert.equal(await listOf(panel).locator(`#${active}[aria-selected="true"]`).count(), 1);
  await field.press('Enter');
  assert.equal(await field.inputValue(), '$.symbol');
  await option(panel, '==').waitFor();
  await field.press('ArrowDown');
  await field.press('Tab');
  assert.equal(await field.inputValue(), '$.symbol == ');
  await option(panel, "'GLOBEX'").click();
  assert.equal(await field.inputValue(), "$.symbol == 'GLOBEX'");
  await waitForQuery(panel, "$.symbol == 'GLOBEX'");
  assert.equal(await listOf(panel).isVisible(), false);
  assert.deepEqual(panel.errors, []);
});

test('keys are the user’s until a completion is chosen: Enter, Tab and Escape', async () => {
  const panel = await open();
  const field = fieldOf(panel);
  await field.pressSequentially('size');
  await option(panel, 'size>').waitFor();
  await field.press('Enter');
  assert.equal(await field.inputValue(), 'size');
  assert.equal(await listOf(panel).isVisible(), false);
  await field.press('ArrowDown');
  await option(panel, 'size<').waitFor();
  await field.press('Escape');
  assert.equal(await listOf(panel).isVisible(), false);
  assert.equal(await field.inputValue(), 'size');
  await field.press('Control+Space');
  await option(panel, 'size<').waitFor();
  await field.press('Tab');
  assert.equal(await field.inputValue(), 'size');
  assert.equal(await field.evaluate((element) => element.matches(':focus')), false);
});

test('completions of an event name come from the rows of the list, which is all that is read for them', async () => {
  const panel = await open();
  await panel.forgetCalls();
  await fieldOf(panel).pressSequentially('event:');
  await option(panel, 'tick').waitFor();
  const sizes = (await panel.callsOf('rows/read')).map((params) => {
    const { from, to } = params as { from: number; to: number };
    return to - from;
  });
  assert.ok(sizes.includes(20), `reads of ${sizes.join(', ')} rows`);
  // Whole in their previews.
  assert.deepEqual(await panel.callsOf('frame/read'), []);
});

test('completions are of what the list had before the filter narrowed it down', async () => {
  const panel = await open({ payloads: { 399: '{"zebra":{"stripes":7}}' } });
  const field = fieldOf(panel);
  await field.pressSequentially('stri');
  await option(panel, '$.zebra.stripes').waitFor();
  await field.fill('zebra');
  await panel.waitForText(shownOf(panel), /^1 of 400 shown$/);
  await field.press('Control+Space');
  await field.fill('$.');
  await option(panel, '$.zebra.stripes').waitFor();
});

test('captured names are shown as text, and written so that they are found', async () => {
  const name = '"<img src=x onerror=alert(1)>\u202e';
  const payloads = { 399: JSON.stringify({ [name]: 'it\'s "it"' }) };
  const panel = await open({ payloads });
  const field = fieldOf(panel);
  await field.fill('$[');
  const path = String.raw`$['"<img src=x onerror=alert(1)>\u202e']`;
  await option(panel, path).click();
  await field.pressSequentially(' == ');
  await option(panel, String.raw`'it\'s "it"'`).click();
  await waitForQuery(panel, String.raw`${path} == 'it\'s "it"'`);
  assert.deepEqual(await panel.violations(), []);
});

test('what is wrong is marked in its place, told, and leaves the list as it was', async () => {
  const panel = await open();
  const field = fieldOf(panel);
  await field.fill('globex');
  await panel.waitForText(shownOf(panel), /^100 of 400 shown$/);
  await field.fill('globex kind:banana x');
  const problem = panel.page.getByRole('alert');
  await panel.waitForText(problem, /^Kinds are message, .* The list stays as it was\.$/);
  assert.equal(await panel.page.locator('ri-filter-field .wrong').innerText(), 'banana');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.match(await panel.waitForText(shownOf(panel), /shown/), /^100 of 400/);
  await panel.page.getByRole('button', { name: 'Clear the filter' }).click();
  assert.equal(await field.inputValue(), '');
  await problem.waitFor({ state: 'detached' });
});

test('the language is shown by examples, each of which can be tried', async () => {
  const panel = await open();
  await panel.page.getByRole('button', { name: 'What can be written here' }).press('Enter');
  const help = panel.page.getByRole('dialog', { name: 'The language of filters' });
  await help.getByRole('button', { name: 'kind:ping', exact: true }).press('Enter');
  await help.waitFor({ state: 'hidden' });
  assert.equal(await fieldOf(panel).inputValue(), 'kind:ping');
  await waitForQuery(panel, 'kind:ping');
});

test('several kinds and several captures are chosen from menus', async () => {
  const panel = await open({ captures: FOUR });
  const { page } = panel;
  await page.getByRole('button', { name: 'Kinds: All kinds' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Ping' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Close' }).click();
  await page.keyboard.press('Escape');
  await panel.waitForCall('rows/read', (params) =>
    JSON.stringify(params).includes('"kinds":["ping","close"]'),
  );
  await page.getByRole('button', { name: 'Kinds: 2 chosen' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'All kinds' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Captures: All captures' }).click();
  await page.getByRole('menuitemcheckbox', { name: /^SSE/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /^WebSocket/ }).click();
  await page.keyboard.press('Escape');
  await panel.waitForText(shownOf(panel), /^200 of 400 shown$/);
});

test('a filter is kept with its kinds and the methods of its captures, applied, renamed and deleted', async () => {
  const panel = await open({ captures: FOUR });
  const { page } = panel;
  const kept = () => page.evaluate(() => window.fakeHost.saved.filters ?? []);
  await fieldOf(panel).fill('globex');
  await page.getByRole('button', { name: 'SSE localhost:8080/sse', exact: true }).click();
  const button = page.getByRole('button', { name: 'Saved filters' });
  await button.click();
  await page.getByRole('textbox', { name: 'Name of the filter' }).fill('Only <b>Globex</b>');
  await page.keyboard.press('Enter');
  const apply = page.getByRole('button', { name: 'Only <b>Globex</b> globex · SSE', exact: true });
  await apply.waitFor();
  assert.deepEqual(await kept(), [
    {
      name: 'Only <b>Globex</b>',
      value: '{"text":"globex","direction":null,"kinds":null,"methods":["sse"]}',
    },
  ]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await panel.waitForText(shownOf(panel), /^400 frames$/);

  await button.click();
  await apply.click();
  await panel.waitForText(shownOf(panel), /^25 of 400 shown$/);
  assert.equal(await fieldOf(panel).inputValue(), 'globex');

  await button.click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'New name of Only <b>Globex</b>' }).fill('Globex');
  await page.keyboard.press('Enter');
  await waitFor('the new name to be kept', async () => (await kept())[0]?.name === 'Globex');
  await page.getByRole('button', { name: 'Delete Globex' }).click();
  await waitFor('it to be gone', async () => (await kept()).length === 0);
  assert.deepEqual(panel.errors, []);
});

test('filters used last come back after a reload, the newest first and each once', async () => {
  const panel = await open();
  const field = fieldOf(panel);
  for (const text of ['acme', 'globex', 'acme']) {
    await field.fill(text);
    await field.press('Enter');
  }
  const state = await waitFor('the filters to be kept', async () => {
    const held: unknown = await panel.page.evaluate(() => window.fakeHost.state);
    return JSON.stringify(held).includes('"recentFilters":["acme","globex"]') ? held : null;
  });
  const again = await open({ state });
  await again.page.getByRole('button', { name: 'Saved filters' }).click();
  await again.page
    .getByRole('dialog', { name: 'Saved filters' })
    .getByRole('button', { name: 'globex' })
    .click();
  assert.equal(await fieldOf(again).inputValue(), 'globex');
});

test('at 420 px every part of the bar and its popups is within the page', async () => {
  const panel = await open({ captures: FOUR, width: 420 });
  const { page } = panel;
  await fieldOf(panel).press('Control+Space');
  for (const [name, role] of [
    ['Saved filters', 'dialog'],
    ['What can be written here', 'dialog'],
    ['Captures: All captures', 'menu'],
  ] as const) {
    await page.getByRole('button', { name }).click();
    const box = await page.getByRole(role).boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.x + box.width <= 420, `${name} at ${JSON.stringify(box)}`);
    await page.keyboard.press('Escape');
  }
});
