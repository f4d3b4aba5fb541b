import { MAX_FAILURE_BODY_BYTES } from '../../protocol/limits.ts';
import type { Exchange } from './exchange.ts';

/** An answer that was no answer must not hold its user up: what has come until then is enough to explain it. */
const LONGEST_WAIT_MS = 2_000;

/**
 * Reads what a body begins with, to be shown where it explains a failure, or to get past it. A body that is longer
 * or slower than anybody wants to read takes its connection down, and one that breaks off has still begun.
 */
export async function readBeginning(exchange: Exchange): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const timeout = setTimeout(() => {
    exchange.breakOff();
  }, LONGEST_WAIT_MS);
  try {
    await exchange.readBody((chunk) => {
      chunks.push(chunk);
      sizeBytes += chunk.byteLength;
      if (sizeBytes > MAX_FAILURE_BODY_BYTES) exchange.breakOff();
    });
  } catch {
    // Only the beginning is asked for; whoever reads it reports why.
  } finally {
    clearTimeout(timeout);
  }
  return Buffer.concat(chunks).subarray(0, MAX_FAILURE_BODY_BYTES);
}

/** @returns the beginning as text; what is no UTF-8 is replaced */
export async function readBeginningAsText(exchange: Exchange): Promise<string> {
  return new TextDecoder().decode(await readBeginning(exchange));
}
