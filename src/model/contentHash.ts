import { mixBits } from './murmur.ts';

/**
 * A hash of bytes that fits a double exactly (53 bits), made of two 32-bit lanes with the multipliers and the
 * finaliser of MurmurHash3 (Appleby, public domain). Among n messages two that differ are taken for one with a chance
 * of about n² / 2^54: one in 16,000 for a million. About 100 ns for 200 bytes.
 */
export function hashBytes(bytes: Uint8Array, length = bytes.length): number {
  let low = 0x9e3779b9 ^ length;
  let high = 0x85ebca6b;
  let index = 0;
  for (const end = length - 3; index < end; index += 4) {
    const word =
      (bytes[index] ?? 0) |
      ((bytes[index + 1] ?? 0) << 8) |
      ((bytes[index + 2] ?? 0) << 16) |
      ((bytes[index + 3] ?? 0) << 24);
    low = Math.imul(low ^ word, 0x85ebca6b);
    low = (low << 13) | (low >>> 19);
    high = Math.imul(high ^ word, 0xc2b2ae35);
    high = (high << 17) | (high >>> 15);
  }
  for (; index < length; index++) {
    low = Math.imul(low ^ (bytes[index] ?? 0), 0x85ebca6b);
    high = Math.imul(high ^ (bytes[index] ?? 0), 0xc2b2ae35);
  }
  return (mixBits(high ^ (low >>> 7)) & 0x1fffff) * 2 ** 32 + mixBits(low);
}
