/** A client of a stream that leaves more than this unread, in bytes, is dropped when more comes: it would fill the memory. */
export const MAX_UNREAD_BYTES = 8 * 1024 * 1024;
