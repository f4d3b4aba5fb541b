import { quoted } from './filter/escapedText.ts';

/** The path of a member or an item of what is at a path (RFC 9535, section 2.5.1), short where the name allows it. */
export function childPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return /^[A-Za-z_]\w*$/u.test(key) ? `${path}.${key}` : `${path}[${quoted(key, "'")}]`;
}
