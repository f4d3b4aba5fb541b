import { notClosed } from './posixWords.ts';

/** What ends a command outside of quotes. */
const ENDS = '\n|&<>';

/**
 * The words of the first command in a text for the Windows command prompt, as a browser's "Copy as cURL (cmd)" writes it:
 * first the prompt takes carets away, then the program splits what is left (CommandLineToArgvW of the Windows API).
 * @throws InspectorError `invalid-option` at a quote that is not closed
 */
export function cmdWords(text: string): { readonly words: readonly string[]; readonly rest: string } {
  const { line, place } = withoutCarets(text.trimStart());
  return { words: splitLine(line), rest: text.trimStart().slice(place).trim() };
}

/** A caret gives the character after it no meaning, an end of line included, but for one: that one goes too. */
function withoutCarets(text: string): { readonly line: string; readonly place: number } {
  let line = '';
  let isQuoted = false;
  let place = 0;
  while (place < text.length) {
    const character = text.charAt(place);
    if (character === '^' && !isQuoted) {
      const lineEnd = /^\r?\n/.exec(text.slice(place + 1, place + 3));
      place += 1 + (lineEnd?.[0].length ?? 0);
      line += text.charAt(place);
      place += 1;
      continue;
    }
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && ENDS.includes(character)) break;
    line += character;
    place += 1;
  }
  return { line, place };
}

function splitLine(line: string): readonly string[] {
  const words: string[] = [];
  let place = 0;
  while (place < line.length) {
    const space = /^\s+/.exec(line.slice(place))?.[0].length ?? 0;
    place += space;
    if (place >= line.length) break;
    const { word, end } = readWord(line, place);
    words.push(word);
    place = end;
  }
  return words;
}

/** Backslashes are themselves, but before a quote: two are one there, and an odd one makes the quote a character. */
function readWord(line: string, from: number): { readonly word: string; readonly end: number } {
  let word = '';
  let quotedFrom: number | null = null;
  let place = from;
  while (place < line.length && (quotedFrom !== null || !/\s/.test(line.charAt(place)))) {
    const [run = ''] = /^\\*"/.exec(line.slice(place)) ?? [];
    if (run === '') {
      word += line.charAt(place);
      place += 1;
      continue;
    }
    const backslashes = run.length - 1;
    word += '\\'.repeat(Math.floor(backslashes / 2));
    place += run.length;
    if (backslashes % 2 === 1) word += '"';
    else if (quotedFrom !== null && line.charAt(place) === '"') {
      word += '"';
      place += 1;
    } else quotedFrom = quotedFrom === null ? place - 1 : null;
  }
  if (quotedFrom !== null) throw notClosed('"', quotedFrom);
  return { word, end: place };
}
