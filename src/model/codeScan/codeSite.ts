import type { Method } from '../../protocol/method.ts';

/** What the code does with the connection: opens one, polls, or answers with an event stream. */
export const CODE_CONSTRUCTS = ['socket', 'event-source', 'socket.io', 'poll', 'route'] as const;
export type CodeConstruct = (typeof CODE_CONSTRUCTS)[number];

/** A part of an address as the code has it. */
export type AddressPart =
  | { readonly kind: 'text'; readonly text: string }
  /** What only the running program knows. @property guess what it is likely to be; null: nothing tells */
  | { readonly kind: 'hole'; readonly code: string; readonly guess: string | null };

/** A connection as code opens or answers it. */
export interface CodeConnection {
  readonly construct: CodeConstruct;
  readonly method: Method;
  /** Empty: nothing is known of it. */
  readonly address: readonly AddressPart[];
  /** Short polling: null where the code does not say. */
  readonly intervalMs: number | null;
  /** Where the same file says at which port its server listens. */
  readonly port: number | null;
  /** socket.io: the path that its server answers at. */
  readonly socketIoPath?: string;
}

/** The same at its place in a text. */
export interface CodeSite extends CodeConnection {
  /** Characters from the beginning of the text. */
  readonly from: number;
  readonly to: number;
}

/** Languages by VS Code's names. */
export const SCANNED_LANGUAGES = [
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'vue',
  'svelte',
  'python',
] as const;
export type ScannedLanguage = (typeof SCANNED_LANGUAGES)[number];

/** Files whose language VS Code has no name for until an extension brings one, by the end of their names. */
export const SCANNED_ENDINGS: readonly ScannedLanguage[] = ['vue', 'svelte'];

/** The language that a file is looked through as; null: it is not. */
export function scannedLanguage(languageId: string, path: string): ScannedLanguage | null {
  return (
    SCANNED_LANGUAGES.find((language) => language === languageId) ??
    SCANNED_ENDINGS.find((ending) => path.endsWith(`.${ending}`)) ??
    null
  );
}

export function textPart(text: string): AddressPart {
  return { kind: 'text', text };
}

/** The text of an address without holes; null where it has some. */
export function wholeText(parts: readonly AddressPart[]): string | null {
  let whole = '';
  for (const part of parts) {
    if (part.kind === 'hole') return null;
    whole += part.text;
  }
  return whole;
}
