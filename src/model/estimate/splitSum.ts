import type { ByteSplit } from '../../protocol/comparison.ts';
import type { WireBytes } from '../../protocol/request.ts';

type Part = keyof ByteSplit;
type Sides = { -readonly [K in keyof WireBytes]: number };

/** Adds up wire bytes by what they are. Averages are fractions of bytes until they are told. */
export class SplitSum {
  readonly #parts: Readonly<Record<Part, Sides>> = {
    heads: { receivedBytes: 0, sentBytes: 0 },
    framing: { receivedBytes: 0, sentBytes: 0 },
    payload: { receivedBytes: 0, sentBytes: 0 },
  };

  received(part: Part, bytes: number): void {
    this.#parts[part].receivedBytes += bytes;
  }

  sent(part: Part, bytes: number): void {
    this.#parts[part].sentBytes += bytes;
  }

  get split(): ByteSplit {
    const { heads, framing, payload } = this.#parts;
    return { heads: whole(heads), framing: whole(framing), payload: whole(payload) };
  }
}

function whole({ receivedBytes, sentBytes }: WireBytes): WireBytes {
  return { receivedBytes: Math.round(receivedBytes), sentBytes: Math.round(sentBytes) };
}
