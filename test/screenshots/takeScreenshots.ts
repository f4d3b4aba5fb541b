/**
 * `npm run screenshots`: takes a picture of every state and view of the panel in a real workbench, in three themes, wide
 * and narrow, into media/screenshots. Words after `--` pick those with one of them in their name.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildExtension } from '../../scripts/lib/buildExtension.ts';
import { packageExtension } from '../../scripts/lib/packageExtension.ts';
import { ROOT } from '../../scripts/lib/paths.ts';
import { arrangeFlood, emptyPanel, openFour, PANEL_STATES } from '../support/states/panelStates.ts';
import { SMALL_PANEL, Stage } from '../support/states/stage.ts';
import type { WorkbenchPage } from '../support/workbenchPage.ts';
import { PANEL_VIEWS } from './views.ts';

const FOLDER = join(ROOT, 'media', 'screenshots');
/** The activity bar is beside the panel, which is so narrow as we say that it may be: 400 px. */
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 448, height: 900 } } as const;
const THEMES = {
  dark: { setting: 'Default Dark Modern', bodyClass: 'vscode-dark' },
  light: { setting: 'Default Light Modern', bodyClass: 'vscode-light' },
  'high-contrast': { setting: 'Default High Contrast', bodyClass: 'vscode-high-contrast' },
} as const;
/** The timeline reads ten times a second. */
const SETTLE_MS = 500;

const words = process.argv.slice(2);
const isWanted = (name: string): boolean => words.length === 0 || words.some((word) => name.includes(word));

await buildExtension();
await packageExtension();
await mkdir(FOLDER, { recursive: true });
const stage = await Stage.start(SIZES.wide);
try {
  await takeStates();
  await takeViews();
  await takeFlood();
} finally {
  await stage.close();
}

/** A window whose folder is called as the pictures' kind: its settings have the theme. */
async function openWindow(folder: string): Promise<WorkbenchPage> {
  const window = await stage.openPanel(folder);
  await window.runCommand('View: Close Primary Side Bar');
  return window;
}

async function takeStates(): Promise<void> {
  const window = await openWindow('states');
  for (const { name, arrange } of PANEL_STATES) {
    if (!isWanted(name)) continue;
    await emptyPanel(window);
    await arrange(window, stage);
    await takeAll(window, 'states', name);
  }
}

async function takeViews(): Promise<void> {
  const last = PANEL_VIEWS.findLastIndex(({ name }) => isWanted(name));
  if (last < 0) return;
  const window = await openWindow('views');
  await openFour(window, stage);
  // Each is opened from the one before.
  for (const { name, open } of PANEL_VIEWS.slice(0, last + 1)) {
    await open(window);
    if (isWanted(name)) await takeAll(window, 'views', name);
  }
}

async function takeFlood(): Promise<void> {
  if (!isWanted('limit')) return;
  const window = await stage.openSmallPanel();
  await window.runCommand('View: Close Primary Side Bar');
  await arrangeFlood(window, stage);
  await takeAll(window, SMALL_PANEL, 'limit');
}

async function takeAll(window: WorkbenchPage, folder: string, name: string): Promise<void> {
  for (const [theme, { setting, bodyClass }] of Object.entries(THEMES)) {
    // Of a folder's settings the editor sees every change at once; of the user's it does not in a browser.
    await stage.workbench.makeFolder(folder, { 'workbench.colorTheme': setting });
    await window.panel.locator(`body.${bodyClass}`).waitFor({ state: 'attached' });
    for (const [size, viewport] of Object.entries(SIZES)) {
      await window.page.setViewportSize(viewport);
      await window.page.waitForTimeout(SETTLE_MS);
      const path = join(FOLDER, `${name}-${theme}-${size}.png`);
      await window.page.screenshot({ path });
      console.log(path);
    }
    await window.page.setViewportSize(SIZES.wide);
  }
}
