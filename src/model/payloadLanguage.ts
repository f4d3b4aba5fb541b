import { parseJson } from './parseJson.ts';

/** A language as editors know it, and the extension of its files, by which an editor tells it. */
export interface PayloadLanguage {
  readonly id:
    'json' | 'jsonc' | 'xml' | 'html' | 'javascript' | 'css' | 'yaml' | 'markdown' | 'plaintext' | 'hex';
  readonly extension: string;
}

const LANGUAGES = {
  json: { id: 'json', extension: '.json' },
  jsonc: { id: 'jsonc', extension: '.jsonc' },
  xml: { id: 'xml', extension: '.xml' },
  html: { id: 'html', extension: '.html' },
  javascript: { id: 'javascript', extension: '.js' },
  css: { id: 'css', extension: '.css' },
  yaml: { id: 'yaml', extension: '.yaml' },
  markdown: { id: 'markdown', extension: '.md' },
  plaintext: { id: 'plaintext', extension: '.txt' },
  hex: { id: 'hex', extension: '.hex.txt' },
} as const satisfies Readonly<Record<string, PayloadLanguage>>;

/** Media types (RFC 9110, section 8.3.1) in lower case, without parameters. */
const BY_MEDIA_TYPE: readonly (readonly [RegExp, PayloadLanguage])[] = [
  [/[/+]json$/, LANGUAGES.jsonc],
  [/^text\/html$|^application\/xhtml\+xml$/, LANGUAGES.html],
  [/[/+]xml$/, LANGUAGES.xml],
  [/[/-](?:java|ecma)script$/, LANGUAGES.javascript],
  [/^text\/css$/, LANGUAGES.css],
  [/[/+](?:x-)?yaml$/, LANGUAGES.yaml],
  [/^text\/markdown$/, LANGUAGES.markdown],
];

/** Of a payload that is bytes. */
export const BYTES: PayloadLanguage = LANGUAGES.hex;

/**
 * The language of a payload: JSON where it parses as JSON, else as the response that brought it says, else by how it
 * begins.
 * @param contentType of that response, parameters and all; null where a message has none of its own, as on a WebSocket
 */
export function payloadLanguage(text: string, contentType: string | null): PayloadLanguage {
  if (parseJson(text) !== undefined) return LANGUAGES.json;
  const mediaType = (contentType ?? '').split(';', 1).join('').trim().toLowerCase();
  const told = BY_MEDIA_TYPE.find(([pattern]) => pattern.test(mediaType))?.[1];
  return told ?? languageByBeginning(text.slice(0, 512).trimStart());
}

function languageByBeginning(beginning: string): PayloadLanguage {
  if (/^<(?:!doctype html|html)\b/i.test(beginning)) return LANGUAGES.html;
  if (/^<(?:\?xml\b|[a-z_][\w.:-]*[\s/>])/i.test(beginning)) return LANGUAGES.xml;
  return LANGUAGES.plaintext;
}
