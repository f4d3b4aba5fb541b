import type { Wire, WireBytes } from '../../protocol/request.ts';

function plus(a: WireBytes, b: WireBytes): WireBytes {
  return { receivedBytes: a.receivedBytes + b.receivedBytes, sentBytes: a.sentBytes + b.sentBytes };
}

export function minus(a: WireBytes, b: WireBytes): WireBytes {
  return { receivedBytes: a.receivedBytes - b.receivedBytes, sentBytes: a.sentBytes - b.sentBytes };
}

export function plusWire(a: Wire, b: Wire): Wire {
  return combine(a, b, plus);
}

export function minusWire(a: Wire, b: Wire): Wire {
  return combine(a, b, minus);
}

function combine(a: Wire, b: Wire, by: (a: WireBytes, b: WireBytes) => WireBytes): Wire {
  return {
    ...by(a, b),
    parts: {
      heads: by(a.parts.heads, b.parts.heads),
      framing: by(a.parts.framing, b.parts.framing),
      payload: by(a.parts.payload, b.parts.payload),
      decoded: by(a.parts.decoded, b.parts.decoded),
    },
  };
}
