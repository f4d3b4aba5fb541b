import { unescaped } from './escapedText.ts';

export type Step = string | number;

/** `.name`, `[1]` or `['any name']`, with the escapes of RFC 9535, section 2.3.1.1. */
const STEP = String.raw`\.([A-Za-z_]\w*)|\[(0|[1-9]\d*)\]|\['((?:[^'\\\p{Cc}]|\\[bfnrt/\\']|\\u[0-9a-fA-F]{4})*)'\]`;
const SINGULAR = new RegExp(`^\\$(?:${STEP})*$`, 'u');
const STEPS = new RegExp(STEP, 'gu');

/**
 * The steps of a path that leads to one value at most (RFC 9535, section 2.3.5.1), which is walked far faster than a
 * query is run.
 * @returns null where it may find several, or is no path
 */
export function singularSteps(path: string): readonly Step[] | null {
  if (!SINGULAR.test(path)) return null;
  return Array.from(path.matchAll(STEPS), ([, name, index, quoted = '']) =>
    index === undefined ? (name ?? unescaped(quoted)) : Number(index),
  );
}
