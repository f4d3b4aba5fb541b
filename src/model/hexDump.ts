/** A line of a hexadecimal dump, as `hexdump -C` writes it, in three parts. */
export interface HexLine {
  readonly offset: string;
  readonly hex: string;
  readonly ascii: string;
}

const HEX_BYTES_PER_LINE = 16;

export function hexLineCount(sizeBytes: number): number {
  return Math.ceil(sizeBytes / HEX_BYTES_PER_LINE);
}

/** One line of the dump; bytes that are no printable ASCII are dots. */
export function hexLine(bytes: Uint8Array, line: number): HexLine {
  const start = line * HEX_BYTES_PER_LINE;
  const part = bytes.subarray(start, start + HEX_BYTES_PER_LINE);
  return { offset: start.toString(16).padStart(8, '0'), hex: hexOf(part), ascii: asciiOf(part) };
}

function hexOf(part: Uint8Array): string {
  let hex = '';
  for (const [index, byte] of part.entries()) {
    if (index > 0) hex += index === HEX_BYTES_PER_LINE / 2 ? '  ' : ' ';
    hex += byte.toString(16).padStart(2, '0');
  }
  return hex;
}

function asciiOf(part: Uint8Array): string {
  let ascii = '';
  for (const byte of part) ascii += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  return ascii;
}
