import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { graveFindings } from '../support/axe.ts';
import { graveFindingsInEveryTheme } from './support/everyTheme.ts';
import { type OpenOptions, PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { FOUR, LONG_POLLING, SHORT_POLLING, SSE, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

const REFUSED = {
  code: 'connection-refused',
  message: 'nothing listens on localhost:8080',
  action: 'start the server, or check the address',
} as const;

interface StateScene {
  readonly options: OpenOptions;
  /** What a user does to see it. */
  readonly act?: (panel: PanelPage) => Promise<void>;
  /** What the panel then says. */
  readonly says: RegExp;
}

const one = { captures: [SSE], rowCount: 400 };
const SCENES: Readonly<Record<string, StateScene>> = {
  empty: { options: { captures: [], rowCount: 0 }, says: /Try the demo feed/ },
  connecting: { options: { captures: [{ ...SSE, state: 'connecting' }], rowCount: 0 }, says: /Connecting/ },
  open: { options: { captures: FOUR, rowCount: 400 }, says: /Open/ },
  reconnecting: {
    options: { captures: [{ ...SSE, state: 'reconnecting', retryInMs: 60_000 }], rowCount: 40 },
    says: /Reconnecting in \d+ s/,
  },
  paused: {
    options: one,
    act: async (panel) => {
      await panel.page.getByRole('button', { name: 'Pause the view; the capture goes on' }).click();
      await panel.page.evaluate(() => {
        window.fakeHost.grow(250);
      });
    },
    says: /250 waiting/,
  },
  failed: {
    options: { captures: [{ ...SSE, state: 'failed', failure: REFUSED }], rowCount: 0 },
    says: /Nothing listens on localhost:8080\. Start the server, or check the address\./,
  },
  slowed: {
    options: { captures: [{ ...WEBSOCKET, slowedMs: 3_200 }], rowCount: 400 },
    says: /slowed 3\.20 s/,
  },
  'limit reached': {
    options: { ...one, droppedRows: 120, recordingBudgetBytes: 16_000_000 },
    says: /Limit of 16\.0 MB reached/,
  },
  recording: { options: one, says: /Recording 80\.0 kB/ },
  'not recorded': {
    options: {
      ...one,
      recordingError: { code: 'recording-unavailable', message: 'the disk is full', action: 'make room' },
    },
    says: /The disk is full\. Make room\./,
  },
  interrupted: {
    options: { captures: [{ ...LONG_POLLING, state: 'closed', endReason: 'interrupted' }], rowCount: 40 },
    says: /What you see is from before the window was reloaded/,
  },
};

for (const [state, { options, act, says }] of Object.entries(SCENES)) {
  test(`${state}: the panel says so, and axe has nothing grave to say, in every theme`, async () => {
    const panel = await browser.open(options);
    await act?.(panel);
    await panel.page.getByText(says).first().waitFor();
    await panel.settle();
    assert.deepEqual(await graveFindingsInEveryTheme(panel), []);
  });
}

/** What is opened beside the states: views that have controls of their own. */
const VIEWS: Readonly<Record<string, (panel: PanelPage) => Promise<unknown>>> = {
  'the options of a feed': (panel) => panel.page.getByRole('button', { name: 'Options of the feed' }).click(),
  'a message': (panel) => panel.rows('ri-message-list').last().click(),
  'a filter that is wrong': (panel) => panel.page.getByRole('combobox', { name: 'Filter' }).fill('$['),
  'a request': async (panel) => {
    await panel.tab(/Requests/).click();
    await panel.rows('ri-request-list').first().click();
  },
  'the statistics': (panel) => panel.tab(/Statistics/).click(),
  'the comparison': (panel) => panel.tab(/Compare/).click(),
  'the figures of the timeline': (panel) =>
    panel.page.getByRole('button', { name: 'Show the figures as a table' }).click(),
};

for (const [view, act] of Object.entries(VIEWS)) {
  test(`axe has nothing grave to say of ${view}, in every theme, wide or narrow`, async () => {
    const panel = await browser.open({ captures: FOUR, rowCount: 400 });
    await act(panel);
    await panel.settle();
    assert.deepEqual(await graveFindingsInEveryTheme(panel), []);
    await panel.page.setViewportSize({ width: 420, height: 800 });
    await panel.settle();
    assert.deepEqual(await graveFindings(panel.page), [], 'narrow');
  });
}

test('what a user must not miss is told at any width', async () => {
  const captures = [
    { ...WEBSOCKET, slowedMs: 3_200 },
    { ...SHORT_POLLING, errorsAfterMs: [100] },
  ];
  for (const width of [1280, 900, 420]) {
    const panel = await browser.open({ captures, rowCount: 40, width });
    const list = panel.page.locator('ri-capture-list');
    const told = list.locator('[title="slowed by the inspector for 3.20 s"]:visible');
    await told.first().waitFor();
    await list.locator('[title="1 error"]:visible').first().waitFor();
  }
});

test('the mark of the recording leads to the setting of its limit', async () => {
  const panel = await browser.open(one);
  await panel.page.getByRole('button', { name: /^Recording 80\.0 kB, of 2\.15 GB/ }).click();
  await panel.waitForCall('host/openSetting', (params) => JSON.stringify(params).includes('recordingBudget'));
});
