const ADDRESS = /\b(?:https?|wss?):\/\/[^\s"'`<>\\^{}|]+/gi;
/** What ends a sentence or a bracket around an address, and not the address. */
const TRAILING = /[.,;:!?)\]*]+$/;
/** Characters of a line on each side of a cursor that are looked at. */
const MAX_LOOKED_AT = 2_048;

/** Whether a text is the address of a feed, and nothing else. */
export function isAddress(text: string): boolean {
  return addressesIn(text)[0]?.address === text && hasHost(text);
}

/** The addresses of feeds in a text, and where they begin. */
export function addressesIn(text: string): { readonly start: number; readonly address: string }[] {
  return [...text.matchAll(ADDRESS)]
    .map((match) => ({ start: match.index, address: withoutTrailing(match[0]) }))
    .filter(({ address }) => hasHost(address));
}

/** The address that a place in a line is in; null where it is in none. */
export function addressAt(line: string, place: number): string | null {
  const from = Math.max(0, place - MAX_LOOKED_AT);
  const found = addressesIn(line.slice(from, place + MAX_LOOKED_AT)).find(
    ({ start, address }) => from + start <= place && place <= from + start + address.length,
  );
  return found?.address ?? null;
}

/** A bracket that the address opens itself stays: `http://a/(b)`. */
function withoutTrailing(address: string): string {
  const cut = address.replace(TRAILING, '');
  const rest = address.slice(cut.length);
  return rest.startsWith(')') && cut.includes('(') && !cut.includes(')') ? `${cut})` : cut;
}

function hasHost(address: string): boolean {
  return /^[a-z]+:\/\/[^/?#]/i.test(address);
}
