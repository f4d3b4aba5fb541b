import type { CursorRule } from '../protocol/feed.ts';

const HEADER = 'header:';

/** `<JSONPath or header:Name> -> <query:name or header:Name>`; null where it is not that. */
export function parseCursor(text: string): CursorRule | null {
  const [, source, kind, name] = /^\s*(\S.*?)\s*->\s*(query|header):(\S+)\s*$/.exec(text) ?? [];
  if (source === undefined || name === undefined || (kind !== 'query' && kind !== 'header')) return null;
  const to = { kind, name } as const;
  if (source.startsWith('$')) return { from: { kind: 'json-path', path: source }, to };
  if (!source.startsWith(HEADER) || source === HEADER) return null;
  return { from: { kind: 'header', name: source.slice(HEADER.length) }, to };
}

export function cursorText({ from, to }: CursorRule): string {
  const source = from.kind === 'header' ? `${HEADER}${from.name}` : from.path;
  return `${source} -> ${to.kind}:${to.name}`;
}
