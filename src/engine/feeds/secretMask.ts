import { InspectorError, toErrorInfo } from '../../protocol/errors.ts';

/** Covers secrets in what is kept and shown, character by character, so that every size stays as it crossed the wire. */
export class SecretMask {
  /** Longest first: one may have another in it. */
  readonly #texts: readonly string[];
  readonly #bytes: readonly Buffer[];

  /**
   * @param secrets in all forms in which an address has them
   * @param encoded texts that are sent in base64 (RFC 7617, section 2)
   */
  constructor(secrets: readonly string[], encoded: readonly string[] = []) {
    const forms = [
      ...secrets.flatMap(formsOf),
      ...encoded.map((text) => Buffer.from(text).toString('base64')),
    ];
    this.#texts = [...new Set(forms)].filter((text) => text !== '').sort((a, b) => b.length - a.length);
    this.#bytes = this.#texts.map((text) => Buffer.from(text));
  }

  text(text: string): string {
    return this.#texts.reduce((masked, secret) => masked.replaceAll(secret, '*'.repeat(secret.length)), text);
  }

  /** The payload itself where there is none in it. */
  payload(payload: Uint8Array): Uint8Array {
    const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
    let masked: Buffer | null = null;
    for (const secret of this.#bytes) {
      for (let at = bytes.indexOf(secret); at >= 0; at = bytes.indexOf(secret, at + secret.length)) {
        masked ??= Buffer.from(bytes);
        masked.fill('*', at, at + secret.length);
      }
    }
    return masked ?? payload;
  }

  error(error: unknown): InspectorError {
    const { code, message, action } = toErrorInfo(error);
    return new InspectorError(code, this.text(message), this.text(action));
  }
}

/** As it is, as a path or a query has it (WHATWG URL, section 1.3), and as JSON has it within a text. */
function formsOf(secret: string): readonly string[] {
  const address = new URL('http://localhost/');
  address.pathname = secret;
  address.search = secret;
  return [
    secret,
    // A text that is no Unicode could not be written into an address.
    encodeURIComponent(Buffer.from(secret).toString()),
    address.pathname.slice(1),
    address.search.slice(1),
    JSON.stringify(secret).slice(1, -1),
  ];
}
