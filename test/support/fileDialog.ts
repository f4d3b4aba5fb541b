import type { Page } from 'playwright-core';
import { waitFor } from './waitFor.ts';

/**
 * Writes a path into VS Code's own dialog for files, which lists a folder first, writing over what came before, and passes over
 * an Enter until it has.
 */
export async function writePath(
  page: Page,
  path: string,
  isTaken: () => boolean | Promise<boolean>,
): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  const timeout = 500;
  await waitFor(`${path} to be taken`, async () => {
    if (await isTaken()) return true;
    try {
      if ((await input.inputValue({ timeout })) !== path) await input.fill(path, { timeout });
      await input.press('Enter', { timeout });
    } catch {
      // The dialog has closed: whether the path was taken is looked at again.
    }
    return isTaken();
  });
}
