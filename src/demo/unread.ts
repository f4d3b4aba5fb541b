/**
 * A client of a stream that leaves more than this unread, in bytes, is dropped when more comes: it would fill the memory.
 * What it asked for from the past comes on top, as that is written in one piece.
 */
export const MAX_UNREAD_BYTES = 8 * 1024 * 1024;
