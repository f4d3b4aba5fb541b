import { COLOUR_RULES, graveFindings } from '../../support/axe.ts';
import type { PanelPage } from './panelPage.ts';

/**
 * What axe-core finds to be grave in any theme, each with the theme it was found in. A theme changes nothing but colours: in
 * all but the first only they are asked for.
 */
export async function graveFindingsInEveryTheme(panel: PanelPage): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    await panel.setTheme(theme);
    const found = await graveFindings(panel.page, theme === 'dark' ? null : COLOUR_RULES);
    findings.push(...found.map((finding) => `${theme}: ${finding}`));
  }
  return findings;
}
