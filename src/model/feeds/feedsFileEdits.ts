import { applyEdits, getNodeValue, modify, parseTree } from 'jsonc-parser';
import { parseFeedsFile } from './feedsFile.ts';

const FORMAT = { insertSpaces: true, tabSize: 2, eol: '\n' };
/** What a file begins as. */
export const EMPTY_FEEDS_FILE = '{\n  "feeds": []\n}\n';

/** The text of a file with one more feed. Comments, and what is written by hand, stay as they are. */
export function withFeedAdded(text: string, feed: Readonly<Record<string, unknown>>): string {
  const file = text.trim() === '' ? EMPTY_FEEDS_FILE : text;
  const hasList = Array.isArray(listIn(file));
  const [path, value] = hasList ? [['feeds', -1], feed] : [['feeds'], [feed]];
  return applyEdits(
    file,
    modify(file, path, value, { formattingOptions: FORMAT, isArrayInsertion: hasList }),
  );
}

/** The text with the feed at a place replaced by another; what only differs in its layout is not touched. */
export function withFeedReplaced(
  text: string,
  index: number,
  feed: Readonly<Record<string, unknown>>,
): string {
  const before = parseFeedsFile(text).feeds[index];
  if (before === undefined) return withFeedAdded(text, feed);
  const names = new Set([...before.members.keys(), ...Object.keys(feed)]);
  let edited = text;
  for (const name of names) {
    const value = feed[name];
    if (JSON.stringify(value) === JSON.stringify(before.members.get(name)?.value)) continue;
    edited = applyEdits(edited, modify(edited, ['feeds', index, name], value, { formattingOptions: FORMAT }));
  }
  return edited;
}

/** The text without the feed at a place. */
export function withFeedRemoved(text: string, index: number): string {
  return applyEdits(text, modify(text, ['feeds', index], undefined, { formattingOptions: FORMAT }));
}

function listIn(text: string): unknown {
  const root = parseTree(text);
  const value: unknown = root === undefined ? undefined : getNodeValue(root);
  return typeof value === 'object' && value !== null && 'feeds' in value ? value.feeds : undefined;
}
