import { InspectorError } from '../../protocol/errors.ts';

/** What ends a simple command (POSIX.1-2024, Shell Command Language, 2.10.2). */
const ENDS = '\n;|&<>()';
/** Escapes within `$'…'` (POSIX.1-2024, Shell Command Language, 2.2.4) that stand for one character. */
const ESCAPED: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const CODE = /^(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|([0-7]{1,3}))/;

/**
 * The words of the first command in a text for a POSIX shell, as bash quotes them. Nothing is run or expanded: a
 * variable stays as it is written.
 * @throws InspectorError `invalid-option` at a quote that is not closed, or at a command within the command
 */
export function posixWords(text: string): { readonly words: readonly string[]; readonly rest: string } {
  const reader = new WordReader(text);
  return { words: reader.words(), rest: text.slice(reader.place).trim() };
}

class WordReader {
  readonly #text: string;
  readonly #words: string[] = [];
  /** Null: between two words. */
  #word: string | null = null;
  place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  words(): readonly string[] {
    while (this.place < this.#text.length && !this.#isAtEnd()) this.#read();
    this.#endWord();
    return this.#words;
  }

  /** Before the first word, ends of lines are nothing yet. */
  #isAtEnd(): boolean {
    const character = this.#text.charAt(this.place);
    if (!ENDS.includes(character)) return false;
    return character !== '\n' || this.#words.length > 0 || this.#word !== null;
  }

  #read(): void {
    const character = this.#text.charAt(this.place);
    if (/\s/.test(character)) {
      this.place += 1;
      this.#endWord();
    } else if (character === '\\') this.#readEscaped();
    else if (character === "'") this.#add(this.#upTo("'", this.place + 1));
    else if (character === '"') this.#readDouble();
    else if (this.#text.startsWith("$'", this.place)) this.#readDollarQuote();
    else this.#readPlain();
  }

  #readPlain(): void {
    this.#refuseSubstitution();
    this.#add(this.#text.charAt(this.place));
    this.place += 1;
  }

  /** A line that goes on: backslash and end of line are nothing. */
  #readEscaped(): void {
    const lineEnd = /^\\\r?\n/.exec(this.#text.slice(this.place, this.place + 3));
    if (lineEnd !== null) {
      this.place += lineEnd[0].length;
      return;
    }
    this.#add(this.#text.charAt(this.place + 1));
    this.place += 2;
  }

  #readDouble(): void {
    const from = this.place;
    this.#add('');
    this.place += 1;
    while (this.#text.charAt(this.place) !== '"') {
      if (this.place >= this.#text.length) throw notClosed('"', from);
      // Of other characters the backslash is one itself (POSIX.1-2024, Shell Command Language, 2.2.3).
      if (/^\\[\n"$\\`]/.test(this.#text.slice(this.place, this.place + 2))) this.#readEscaped();
      else this.#readPlain();
    }
    this.place += 1;
  }

  #readDollarQuote(): void {
    const from = this.place;
    this.#add('');
    this.place += 2;
    while (this.#text.charAt(this.place) !== "'") {
      if (this.place >= this.#text.length) throw notClosed("$'", from);
      if (this.#text.charAt(this.place) === '\\') this.#readDollarEscape();
      else {
        this.#add(this.#text.charAt(this.place));
        this.place += 1;
      }
    }
    this.place += 1;
  }

  #readDollarEscape(): void {
    this.place += 1;
    const code = CODE.exec(this.#text.slice(this.place, this.place + 9));
    const letter = this.#text.charAt(this.place);
    if (code === null) {
      this.#add(ESCAPED[letter] ?? letter);
      this.place += 1;
      return;
    }
    const [all, octet, short, long, octal] = code;
    const value = octal === undefined ? parseInt(octet ?? short ?? long ?? '', 16) : parseInt(octal, 8);
    this.#add(value <= 0x10_ff_ff ? String.fromCodePoint(value) : '\ufffd');
    this.place += all.length;
  }

  #refuseSubstitution(): void {
    const at = this.#text.slice(this.place, this.place + 2);
    if (at !== '$(' && !at.startsWith('`')) return;
    throw new InspectorError(
      'invalid-option',
      `character ${this.place + 1} begins a command within the command`,
      'put its output in its place: nothing is run here',
    );
  }

  #upTo(quote: string, from: number): string {
    const end = this.#text.indexOf(quote, from);
    if (end < 0) throw notClosed(quote, from - 1);
    this.place = end + 1;
    return this.#text.slice(from, end);
  }

  #add(text: string): void {
    this.#word = (this.#word ?? '') + text;
  }

  #endWord(): void {
    if (this.#word !== null) this.#words.push(this.#word);
    this.#word = null;
  }
}

export function notClosed(quote: string, from: number): InspectorError {
  return new InspectorError(
    'invalid-option',
    `the quote ${quote} at character ${from + 1} is not closed`,
    'paste the whole command',
  );
}
