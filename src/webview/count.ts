const WHOLE = new Intl.NumberFormat('en-US');

/** `1,204`. */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** `1 request`, `1,204 requests`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
