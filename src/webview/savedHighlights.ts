import { fromSaved, type HighlightRule, toSaved } from './highlightRules.ts';
import type { Panel } from './panel.ts';

/** Takes the highlights that the workspace keeps. */
export async function loadHighlights(panel: Panel): Promise<void> {
  const saved = await panel.attempt('host/readSaved', { list: 'highlights' });
  if (saved !== undefined) panel.store.set({ highlights: fromSaved(saved.items) });
}

export async function saveHighlights(panel: Panel, rules: readonly HighlightRule[]): Promise<void> {
  await panel.attempt('host/writeSaved', { list: 'highlights', items: toSaved(rules) });
}
