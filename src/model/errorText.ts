/** How far a number is off, with its sign and one decimal: an error of 3 % and one of 0.3 % are not the same. */
export function shareOffText(share: number | null): string {
  return share === null || !Number.isFinite(share) ? '–' : `${signed(100 * share)} %`;
}

export function msOffText(ms: number | null): string {
  return ms === null || !Number.isFinite(ms) ? '–' : `${signed(ms)} ms`;
}

function signed(value: number): string {
  const digits = Math.abs(value).toFixed(1);
  if (Number(digits) === 0) return '±0.0';
  return `${value < 0 ? '−' : '+'}${digits}`;
}
