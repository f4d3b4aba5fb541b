import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const GRAVE: readonly (string | null | undefined)[] = ['serious', 'critical'];

/** The rules that ask for colours. */
export const COLOUR_RULES: readonly string[] = ['color-contrast', 'link-in-text-block'];

/**
 * What axe-core finds to be serious or critical in a page or frame, a line for each element.
 * @param rules null for all that it has
 */
export async function graveFindings(
  page: Page | Frame,
  rules: readonly string[] | null = null,
): Promise<readonly string[]> {
  // Evaluated, not loaded: the panel's policy would refuse a script of ours.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (only) =>
      window.axe.run({
        resultTypes: ['violations'],
        ...(only === null ? {} : { runOnly: { type: 'rule', values: [...only] } }),
      }),
    rules,
  );
  return violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${help}: ${target.flat().join(' ')}: ${failureSummary ?? ''}`,
      ),
    );
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
