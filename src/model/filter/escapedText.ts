import { UNSEEN } from '../visibleText.ts';

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.))/gsu;
const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** What a quotation says: escapes as JSON has them, and before any other character the character itself. */
export function unescaped(text: string): string {
  return text.replaceAll(ESCAPE, (_, code: string | undefined, character: string) =>
    code === undefined ? (LETTERS[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** A quotation that says the text, on one line and with nothing unseen in it. */
export function quoted(text: string, mark: '"' | "'"): string {
  const inner = JSON.stringify(text).slice(1, -1);
  const marked = mark === '"' ? inner : inner.replaceAll('\\"', '"').replaceAll("'", "\\'");
  return mark + marked.replace(UNSEEN, codeUnits) + mark;
}

function codeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
