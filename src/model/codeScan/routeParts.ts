import { type AddressPart, textPart } from './codeSite.ts';

/** `:id`, `{id}` and `{id:path}`, `<id>` and `<int:id>`: how frameworks write what varies in a path. */
const VARIABLE = /:([A-Za-z_]\w*)(?:\([^)]*\))?[?*+]?|\{(\w+)(?::[^}]*)?\}|<(?:[^<>:]*:)?(\w+)>/g;

/** The path of a route as parts of an address. */
export function routeParts(route: string): AddressPart[] {
  const parts: AddressPart[] = [];
  let from = 0;
  for (const match of route.matchAll(VARIABLE)) {
    if (match.index > from) parts.push(textPart(route.slice(from, match.index)));
    parts.push({ kind: 'hole', code: match[1] ?? match[2] ?? match[3] ?? '', guess: null });
    from = match.index + match[0].length;
  }
  if (from < route.length) parts.push(textPart(route.slice(from)));
  return parts;
}
