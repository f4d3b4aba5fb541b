const REPLACEMENT = 0xfffd;

/**
 * Writes text as UTF-8 (RFC 3629); a lone surrogate becomes U+FFFD. By hand because this layer has no TextEncoder,
 * and ids are short: for those it also beats a call into the platform.
 * @param target must have room for `3 * text.length` bytes from `offset`
 * @returns the offset after the last byte written
 */
export function writeUtf8(text: string, target: Uint8Array, offset: number): number {
  let end = offset;
  for (let index = 0; index < text.length; index++) {
    let code = text.charCodeAt(index);
    if (code < 0x80) {
      target[end++] = code;
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      code = codePointOrReplacement(text, index);
      if (code > 0xffff) index++;
    }
    end = writeMultiByte(code, target, end);
  }
  return end;
}

export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3);
  return bytes.slice(0, writeUtf8(text, bytes, 0));
}

function codePointOrReplacement(text: string, index: number): number {
  const code = text.codePointAt(index) ?? REPLACEMENT;
  return code > 0xffff ? code : REPLACEMENT;
}

function writeMultiByte(code: number, target: Uint8Array, offset: number): number {
  let end = offset;
  if (code < 0x800) {
    target[end++] = 0xc0 | (code >> 6);
  } else if (code < 0x10000) {
    target[end++] = 0xe0 | (code >> 12);
    target[end++] = 0x80 | ((code >> 6) & 0x3f);
  } else {
    target[end++] = 0xf0 | (code >> 18);
    target[end++] = 0x80 | ((code >> 12) & 0x3f);
    target[end++] = 0x80 | ((code >> 6) & 0x3f);
  }
  target[end++] = 0x80 | (code & 0x3f);
  return end;
}
