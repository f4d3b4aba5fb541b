import { filterProblem } from '../model/filter/filterProblem.ts';
import { parseJson } from '../model/parseJson.ts';
import { MAX_HIGHLIGHTS } from '../protocol/limits.ts';
import type { SavedItem } from '../protocol/saved.ts';

/** Of the theme's charts; in the order in which new highlights take them. */
export const HIGHLIGHT_COLORS = ['yellow', 'blue', 'red', 'green', 'purple', 'orange'] as const;
type HighlightColor = (typeof HIGHLIGHT_COLORS)[number];

/** What messages are to stand out by. */
export interface HighlightRule {
  /** A filter. While it is empty or wrong nothing is highlighted by it. */
  readonly text: string;
  readonly color: HighlightColor;
}

/** A highlight that is asked of the engine. */
export interface ActiveHighlight extends HighlightRule {
  /** By which it is told from others, colour or not: its place in the list, from 1. */
  readonly number: number;
}

export function activeHighlights(rules: readonly HighlightRule[]): readonly ActiveHighlight[] {
  return rules
    .map((rule, place) => ({ ...rule, number: place + 1 }))
    .filter(({ text }) => text.trim() !== '' && filterProblem(text) === null);
}

/** Those that a row matches. @param mask a bit for each active one */
export function matchedHighlights(
  active: readonly ActiveHighlight[],
  mask: number,
): readonly ActiveHighlight[] {
  return mask === 0 ? [] : active.filter((_, bit) => (mask & (1 << bit)) !== 0);
}

/** One more, in the colour that is used least. */
export function withNewRule(rules: readonly HighlightRule[]): readonly HighlightRule[] {
  const uses = (color: HighlightColor): number => rules.filter((rule) => rule.color === color).length;
  const color = HIGHLIGHT_COLORS.reduce((least, next) => (uses(next) < uses(least) ? next : least));
  return [...rules, { text: '', color }];
}

/** What is kept: highlights that are filters, each once. */
export function toSaved(rules: readonly HighlightRule[]): readonly SavedItem[] {
  const kept = new Map(activeHighlights(rules).map(({ text, color }) => [text, color]));
  return Array.from(kept, ([text, color]) => ({ name: text, value: JSON.stringify({ text, color }) }));
}

export function fromSaved(items: readonly SavedItem[]): readonly HighlightRule[] {
  return items.flatMap(({ value }) => ruleFrom(parseJson(value))).slice(0, MAX_HIGHLIGHTS);
}

function ruleFrom(raw: unknown): readonly HighlightRule[] {
  if (typeof raw !== 'object' || raw === null || !('text' in raw) || !('color' in raw)) return [];
  const color = HIGHLIGHT_COLORS.find((known) => known === raw.color);
  return typeof raw.text === 'string' && color !== undefined ? [{ text: raw.text, color }] : [];
}
