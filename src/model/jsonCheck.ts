import { applyEdits, format, printParseErrorCode, visit } from 'jsonc-parser';
import { isVariable, parseVariables, type Variable } from './variables.ts';

interface JsonProblem {
  /** Where it is in the text. */
  readonly start: number;
  /** What is wrong, as a phrase without a full stop. */
  readonly message: string;
}

export type JsonVerdict =
  | { readonly kind: 'none' }
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly problem: JsonProblem };

/** Characters up to which a text is checked at every key: beyond them the check would be felt. */
const MAX_CHECKED_CHARACTERS = 1_000_000;
const FORMAT = { insertSpaces: true, tabSize: 2, eol: '\n' };
const STRICT = { disallowComments: true, allowTrailingComma: false };

const NOT_JSON = 'this is not JSON';

/** By the parser's names for what it finds. */
const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value; text needs double quotes',
  InvalidNumberFormat: 'this is no JSON number',
  PropertyNameExpected: 'a name in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing } is expected here',
  CloseBracketExpected: 'a closing ] is expected here',
  EndOfFileExpected: 'the value has ended before this',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'the text that begins here has no closing quote',
  UnexpectedEndOfNumber: 'the number is not complete',
  InvalidUnicode: 'four hexadecimal digits are expected after \\u',
  InvalidEscapeCharacter: 'there is no such escape; a backslash itself is written \\\\',
  InvalidCharacter: 'this character cannot be in a text as it is; a line end is written \\n',
};

/**
 * Whether a text that looks like JSON is JSON once its variables are put in, and where it is not.
 * @param hasVariables whether `{{…}}` in it is put in
 */
export function checkJson(text: string, hasVariables: boolean): JsonVerdict {
  if (text.length > MAX_CHECKED_CHARACTERS) return { kind: 'none' };
  const filled = hasVariables ? withStandIns(text) : text;
  if (filled === null || !/^\s*[{[]/.test(filled)) return { kind: 'none' };
  try {
    JSON.parse(filled);
    return { kind: 'valid' };
  } catch (error) {
    // Nested more deeply than can be read here: that is no mistake of the text.
    if (!(error instanceof SyntaxError)) return { kind: 'none' };
  }
  return { kind: 'invalid', problem: firstProblem(filled) ?? { start: 0, message: NOT_JSON } };
}

/** What is wrong with a JSON text, by the parser's name for it. */
export function jsonErrorWords(code: string): string {
  return WORDS[code] ?? NOT_JSON;
}

/** JSON with each member on a line of its own: only the white space changes, so every number stays as it is written. */
export function formatJson(text: string, hasVariables: boolean): string {
  const filled = hasVariables ? withStandIns(text) : text;
  if (filled === null) return text;
  return applyEdits(text, format(filled, undefined, FORMAT));
}

function firstProblem(text: string): JsonProblem | null {
  let first: JsonProblem | null = null;
  try {
    visit(
      text,
      {
        onError: (code, offset) => {
          first ??= { start: offset, message: jsonErrorWords(printParseErrorCode(code)) };
        },
      },
      STRICT,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return first;
}

/**
 * The text with something as long as each variable in its place, so that what is found in one is at the same place in
 * the other. @returns null where its variables are wrong
 */
function withStandIns(text: string): string | null {
  const { parts } = parseVariables(text);
  if (parts === null) return null;
  return parts
    .map((part) => {
      if (!isVariable(part)) return text.slice(part.start, part.end);
      return (isNumber(part.content) ? '1' : 'x').repeat(part.end - part.start);
    })
    .join('');
}

/** What an environment variable holds is not known here: it gets the benefit of the doubt. */
function isNumber({ kind }: Variable): boolean {
  return kind !== 'uuid' && kind !== 'now';
}
