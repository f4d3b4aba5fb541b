import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach } from 'node:test';
import { PROJECT_CACHE, ROOT, VSIX_FILE } from '../../scripts/lib/paths.ts';
import { waitFor } from './waitFor.ts';
import { Workbench } from './workbench.ts';
import type { WorkbenchPage } from './workbenchPage.ts';

/** Where pictures of windows go whose test failed. */
const FAILURES = join(PROJECT_CACHE, 'failures');

const SETTINGS = {
  'workbench.colorTheme': 'Default Dark Modern',
  // Its lines are elements then, which a test can read and click.
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.initialHint': false,
  // The server that tests run comes without TypeScript's own, and would complain of it whenever a file of it is open.
  'typescript.tsdk': join(ROOT, 'node_modules', 'typescript', 'lib'),
};

/** Of a server that trusts no folder until the user does, without asking at once. */
const TRUST_SETTINGS = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};

export interface OpenWindow {
  readonly window: WorkbenchPage;
  readonly folder: string;
}

let trusting: Promise<Workbench> | null = null;
let doubting: Promise<Workbench> | null = null;
let shared: Promise<OpenWindow> | null = null;
/** The window that the tests at hand use. */
let current: WorkbenchPage | null = null;

/**
 * A window with nothing open in it: the same for all tests of the process, because opening one takes longer than most of
 * them. What the workspace keeps, such as filters and recent feeds, is there for those that follow.
 */
export async function borrowWindow(): Promise<OpenWindow> {
  const isNew = shared === null;
  shared ??= open(trustingWorkbench(), 'shared');
  const { window, folder } = await shared;
  if (!isNew) await cleanUp(window);
  current = window;
  return { window, folder };
}

/** The same with a new panel in it. */
export async function borrowPanel(): Promise<OpenWindow> {
  const borrowed = await borrowWindow();
  await borrowed.window.pulse.click();
  await borrowed.window.waitForPanel();
  return borrowed;
}

/**
 * A window of a test's own, for one that is about how a workspace begins; it closes it too.
 * @param fill puts files into the workspace before it is opened
 */
export async function openWindow(
  name: string,
  fill?: (folder: string) => Promise<void>,
): Promise<OpenWindow> {
  return own(await open(trustingWorkbench(), name, fill));
}

/** The same on a folder that VS Code does not trust; its server is another. */
export async function openUntrustedWindow(
  name: string,
  fill: (folder: string) => Promise<void>,
): Promise<OpenWindow> {
  doubting ??= Workbench.start({
    vsixFiles: [VSIX_FILE],
    settings: { ...SETTINGS, ...TRUST_SETTINGS },
    hasWorkspaceTrust: true,
  });
  return own(await open(doubting, name, fill));
}

/** Closes a window that was a test's own. */
export async function closeWindow(window: WorkbenchPage): Promise<void> {
  current = null;
  await window.page.context().close();
}

function own(opened: OpenWindow): OpenWindow {
  current = opened.window;
  return opened;
}

function trustingWorkbench(): Promise<Workbench> {
  trusting ??= Workbench.start({ vsixFiles: [VSIX_FILE], settings: SETTINGS });
  return trusting;
}

async function open(
  workbench: Promise<Workbench>,
  name: string,
  fill?: (folder: string) => Promise<void>,
): Promise<OpenWindow> {
  const started = await workbench;
  const folder = await started.makeFolder(name);
  await fill?.(folder);
  return { window: await started.open(folder), folder };
}

async function cleanUp(window: WorkbenchPage): Promise<void> {
  const { page } = window;
  for (const other of page.context().pages()) if (other !== page) await other.close();
  await page.keyboard.press('Escape');
  await window.runCommand('View: Close All Editors');
  await window.runCommand('Notifications: Clear All Notifications');
  await waitFor('the panels to be closed', async () => (await page.locator('iframe.webview').count()) === 0);
}

afterEach(async (context) => {
  if (!('passed' in context) || context.passed || current === null) return;
  await mkdir(FAILURES, { recursive: true });
  const path = join(FAILURES, `${context.name.replaceAll(/\W+/g, '-').slice(0, 80)}.png`);
  await current.page.screenshot({ path }).then(
    () => {
      console.log(`A picture of the window in which it failed: ${path}`);
    },
    () => undefined,
  );
});

after(async () => {
  await Promise.all([trusting, doubting].map(async (workbench) => (await workbench)?.close()));
});
