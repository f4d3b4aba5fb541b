/** Holds what an answer's head is filled up with, as cookies and security policies fill up those of other servers. */
export const PADDING_FIELD = 'Padding';
/** A field without a value: its name, a colon, a space and the line's end. */
export const MIN_PADDING_BYTES = `${PADDING_FIELD}: \r\n`.length;

/** The value of a field that takes so many bytes in all. @param bytes MIN_PADDING_BYTES or more */
export function paddingOf(bytes: number): string {
  return 'x'.repeat(bytes - MIN_PADDING_BYTES);
}
