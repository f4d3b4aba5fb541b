import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../scripts/lib/chromium.ts';

/** What keeps it quiet offline and lets root start it. */
const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a Chromium without a window. It ends with this process at the latest. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findChromium((line) => {
    console.log(line);
  });
  return chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
}
