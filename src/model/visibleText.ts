/**
 * Characters that are not seen, or that change how others are seen: C0 and C1 controls, and the format characters
 * with which text can be made to look like other text (Unicode Technical Report 36: bidirectional controls,
 * zero-width characters, the byte order mark, tags).
 */
export const UNSEEN =
  /(?![\t\n])[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/** Text with every unseen character as a symbol. Line feeds and tabs stay. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, symbolOf);
}

/** The same on one line. */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll('\n', '␊').replaceAll('\t', '␉');
}

/** Unicode's own pictures for C0 controls and DEL; `⟨202E⟩`, the code point, for the others. */
function symbolOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `⟨${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
