import type { WorkbenchPage } from '../support/workbenchPage.ts';

/** What is opened in a panel that has the feed by all four methods. */
interface PanelView {
  readonly name: string;
  readonly open: (window: WorkbenchPage) => Promise<void>;
}

async function selectMessage({ panel }: WorkbenchPage): Promise<void> {
  const rows = panel.getByRole('grid', { name: 'Messages' }).getByRole('row', { selected: false });
  await rows.nth(-2).click();
  await panel.getByRole('row', { selected: true }).waitFor();
}

async function selectTab({ panel }: WorkbenchPage, name: RegExp): Promise<void> {
  await panel.getByRole('tab', { name }).click();
}

const message: PanelView['open'] = async (window) => {
  await selectTab(window, /^Messages/);
  await selectMessage(window);
};

const request: PanelView['open'] = async (window) => {
  await selectTab(window, /^Requests/);
  const grid = window.panel.getByRole('grid', { name: 'Requests' });
  await grid.press('Home');
  await grid.getByRole('row', { selected: true }).waitFor();
};

const comparison: PanelView['open'] = async (window) => {
  await selectTab(window, /^Compare/);
  await window.panel.getByRole('table', { name: 'The methods side by side' }).waitFor();
};

const options: PanelView['open'] = async (window) => {
  await window.panel.getByRole('button', { name: 'Options of the feed' }).click();
  await window.panel.locator('ri-feed-options fieldset').first().waitFor();
};

export const PANEL_VIEWS: readonly PanelView[] = [
  { name: 'message', open: message },
  { name: 'request', open: request },
  { name: 'comparison', open: comparison },
  { name: 'options', open: options },
];
