import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect before its heap has grown to a quarter gigabyte, which is where it begins by itself. A capture at full
 * rate makes garbage of every chunk that it reads, so without this its memory grows for minutes. It costs some of the
 * rate, and is no limit: what a feed needs it gets.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--optimize-for-size');
}
