/** A line of a hexadecimal dump, as `hexdump -C` writes it, in three parts. */
export interface HexLine {
  readonly offset: string;
  readonly hex: string;
  readonly ascii: string;
}

export const HEX_BYTES_PER_LINE = 16;
/** Two digits a byte, a space between bytes and one more in the middle. */
const HEX_WIDTH = 3 * HEX_BYTES_PER_LINE;
const LINE_CHARACTERS = 8 + 2 + HEX_WIDTH + 2 + HEX_BYTES_PER_LINE + 3;
const [SPACE, DOT, BAR, LINE_FEED] = [0x20, 0x2e, 0x7c, 0x0a];

/** Where a byte's two digits are in its line's `hex`. */
export function hexColumn(indexInLine: number): number {
  return 3 * indexInLine + (indexInLine < HEX_BYTES_PER_LINE / 2 ? 0 : 1);
}

export function hexLineCount(sizeBytes: number, bytesPerLine = HEX_BYTES_PER_LINE): number {
  return Math.ceil(sizeBytes / bytesPerLine);
}

/** One line of the dump, or of a narrower one; bytes that are no printable ASCII are dots. */
export function hexLine(bytes: Uint8Array, line: number, bytesPerLine = HEX_BYTES_PER_LINE): HexLine {
  const start = line * bytesPerLine;
  const part = bytes.subarray(start, start + bytesPerLine);
  return { offset: start.toString(16).padStart(8, '0'), hex: hexOf(part), ascii: asciiOf(part) };
}

/**
 * The whole dump as ASCII, of which a decoder makes text at once: joined from strings, some megabytes of it would take
 * seconds.
 */
export function hexDump(bytes: Uint8Array): Uint8Array {
  const lineCount = hexLineCount(bytes.length);
  const dump = new Uint8Array(lineCount * LINE_CHARACTERS).fill(SPACE);
  for (let line = 0; line < lineCount; line++) writeLine(dump, line * LINE_CHARACTERS, bytes, line);
  const missing = lineCount * HEX_BYTES_PER_LINE - bytes.length;
  return missing === 0 ? dump : dump.subarray(0, dump.length - missing);
}

function writeLine(dump: Uint8Array, start: number, bytes: Uint8Array, line: number): void {
  const first = line * HEX_BYTES_PER_LINE;
  const count = Math.min(HEX_BYTES_PER_LINE, bytes.length - first);
  const hex = start + 10;
  const ascii = hex + HEX_WIDTH + 2;
  for (let digit = 0; digit < 8; digit++) dump[start + digit] = hexDigit(first >>> (28 - 4 * digit));
  dump[ascii] = BAR;
  for (let index = 0; index < count; index++) {
    const byte = bytes[first + index] ?? 0;
    const at = hex + hexColumn(index);
    dump[at] = hexDigit(byte >>> 4);
    dump[at + 1] = hexDigit(byte);
    dump[ascii + 1 + index] = byte >= 0x20 && byte < 0x7f ? byte : DOT;
  }
  dump[ascii + 1 + count] = BAR;
  dump[ascii + 2 + count] = LINE_FEED;
}

/** The code of a hexadecimal digit. */
function hexDigit(value: number): number {
  const digit = value & 0xf;
  return digit < 10 ? 0x30 + digit : 0x57 + digit;
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
