import { METHODS } from '../../../src/protocol/method.ts';
import { waitFor } from '../waitFor.ts';
import type { WorkbenchPage } from '../workbenchPage.ts';
import type { Stage } from './stage.ts';

/** A state of the panel, and what brings an empty panel into it. */
export interface PanelState {
  readonly name: string;
  readonly arrange: (window: WorkbenchPage, stage: Stage) => Promise<void>;
  /** What the panel then says, somewhere. */
  readonly says: RegExp;
}

const MESSAGES = 40;

/** The feed by all four methods, with some of its messages. */
export async function openFour(window: WorkbenchPage, { feed }: Stage): Promise<void> {
  for (const method of METHODS) {
    const origin = method === 'websocket' ? feed.origin.replace('http', 'ws') : feed.origin;
    await window.connect(method, `${origin}/${method}`);
    await window.waitForState(method, 'open');
  }
  for (let count = 0; count < MESSAGES; count += 1) {
    feed.publish(1);
    const wanted = count + 1;
    await waitFor(`message ${wanted}`, async () => (await window.counts('websocket')).messages >= wanted);
  }
  await waitFor('an answered poll', async () => (await window.counts('short-polling')).messages >= MESSAGES);
}

const connectToSilence: PanelState['arrange'] = async (window, { silentUrl }) => {
  await window.connect('sse', silentUrl);
  await window.waitForState('sse', 'connecting');
};

const loseTheStream: PanelState['arrange'] = async (window, { leavingUrl }) => {
  await window.connect('sse', leavingUrl);
  await window.waitForState('sse', 'reconnecting');
};

const pause: PanelState['arrange'] = async (window, stage) => {
  await openFour(window, stage);
  await window.panel.getByRole('button', { name: 'Pause the view; the capture goes on' }).click();
  stage.feed.publish(25);
};

const beRefused: PanelState['arrange'] = async (window, stage) => {
  await window.connect('websocket', (await stage.refusingUrl()).replace('http', 'ws'));
  await window.waitForState('websocket', 'failed');
};

const reload: PanelState['arrange'] = async (window, { feed }) => {
  await window.connect('sse', `${feed.origin}/sse`);
  await window.waitForState('sse', 'open');
  feed.publish(MESSAGES);
  await waitFor('its messages', async () => (await window.counts('sse')).messages >= MESSAGES);
  await window.reload();
  await window.waitForPanel();
};

/** The states that a panel can be brought into one after the other, each from an empty panel. */
export const PANEL_STATES: readonly PanelState[] = [
  { name: 'empty', arrange: () => Promise.resolve(), says: /Try the demo feed/ },
  { name: 'connecting', arrange: connectToSilence, says: /^Connecting$/ },
  { name: 'open', arrange: openFour, says: /^Open$/ },
  { name: 'reconnecting', arrange: loseTheStream, says: /^Reconnecting in (\d+ s|\d+:\d\d)$/ },
  { name: 'paused', arrange: pause, says: /\d+ waiting/ },
  { name: 'failed', arrange: beRefused, says: /Start the server/i },
  { name: 'interrupted', arrange: reload, says: /What you see is from before the window was reloaded/ },
];

/** More than the inspector can take and than its recording may have. Needs a panel with a small budget. */
export async function arrangeFlood(window: WorkbenchPage, stage: Stage): Promise<void> {
  await stage.flood(async (url) => {
    await window.connect('websocket', url);
    const slowed = window.capture('websocket').locator('[data-counter="slowed"]');
    await slowed.waitFor({ state: 'attached', timeout: 60_000 });
    await window.panel.getByRole('button', { name: /^Limit of/ }).waitFor();
    await window.panel.getByRole('button', { name: /^Disconnect WebSocket/ }).click();
    await window.waitForState('websocket', 'closed');
  });
}

/** Disconnects and forgets everything. */
export async function emptyPanel(window: WorkbenchPage): Promise<void> {
  if ((await window.panel.locator('[data-capture-id]').count()) === 0) return;
  await window.runCommand('Realtime Inspector: Disconnect All');
  await window.panel
    .getByRole('button', { name: /^Disconnect (WebSocket|SSE|Long|Short)/ })
    .first()
    .waitFor({
      state: 'detached',
    });
  await window.clear();
}
