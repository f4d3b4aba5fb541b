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

const difference: PanelView['open'] = async ({ panel }) => {
  await panel.getByRole('tab', { name: 'Diff' }).click();
  await panel.getByRole('table', { name: 'Differences' }).waitFor();
};

const hex: PanelView['open'] = async ({ panel }) => {
  await panel.getByRole('tab', { name: 'Hex' }).click();
  await panel.locator('ri-hex-view').waitFor();
};

const find: PanelView['open'] = async ({ panel }) => {
  await panel.getByRole('tab', { name: 'JSON' }).click();
  await panel.getByRole('tree', { name: 'JSON' }).press('Control+f');
  await panel.getByRole('textbox', { name: 'Find in the message' }).fill('p');
};

const filter: PanelView['open'] = async (window) => {
  await selectTab(window, /^Messages/);
  const input = window.panel.getByRole('combobox', { name: 'Filter' });
  await input.fill('size>1kb $');
  await window.panel.getByRole('listbox').first().waitFor();
};

const badFilter: PanelView['open'] = async ({ panel }) => {
  await panel.getByRole('combobox', { name: 'Filter' }).fill('size>abc');
};

const statistics: PanelView['open'] = async (window) => {
  await window.panel.getByRole('combobox', { name: 'Filter' }).fill('');
  await selectTab(window, /^Statistics/);
  await window.panel.locator('ri-chart-card[data-chart="gap"]').getByRole('img').waitFor();
};

const statisticsTables: PanelView['open'] = async ({ panel }) => {
  await panel.getByRole('button', { name: 'All charts as tables' }).click();
  await panel.locator('ri-chart-card table.figures').first().waitFor();
};

const timelineTable: PanelView['open'] = async (window) => {
  await selectTab(window, /^Messages/);
  await window.panel.getByRole('button', { name: 'Show the figures as a table' }).click();
};

const compose: PanelView['open'] = async ({ panel }) => {
  await panel.getByRole('button', { name: /^Write on several lines/ }).click();
  await panel
    .getByRole('textbox', { name: 'Message to send' })
    .fill('{\n  "subscribe": "ticks",\n  "id": "{{uuid}}",\n  "at": "{{now}}"\n}');
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

/** The middle of the tab: advice, assumptions, capacity. */
const capacity: PanelView['open'] = async ({ panel }) => {
  await panel.getByRole('slider', { name: /^Clients/ }).scrollIntoViewIfNeeded();
};

/** Its end: what a replay measured, and one message by each method. */
const replay: PanelView['open'] = async ({ panel }) => {
  await panel.locator('ri-replay-check vscode-button').first().click();
  await panel.locator('ri-replay-check table').waitFor({ timeout: 90_000 });
  await panel.locator('ri-message-pair').scrollIntoViewIfNeeded();
};

const options: PanelView['open'] = async (window) => {
  await window.panel.getByRole('button', { name: 'Options of the feed' }).click();
  await window.panel.locator('ri-feed-options fieldset').first().waitFor();
};

export const PANEL_VIEWS: readonly PanelView[] = [
  { name: 'message', open: message },
  { name: 'difference', open: difference },
  { name: 'hex', open: hex },
  { name: 'find', open: find },
  { name: 'request', open: request },
  { name: 'filter', open: filter },
  { name: 'filter-error', open: badFilter },
  { name: 'statistics', open: statistics },
  { name: 'statistics-tables', open: statisticsTables },
  { name: 'comparison', open: comparison },
  { name: 'capacity', open: capacity },
  { name: 'replay', open: replay },
  { name: 'timeline-table', open: timelineTable },
  { name: 'compose', open: compose },
  { name: 'options', open: options },
];
