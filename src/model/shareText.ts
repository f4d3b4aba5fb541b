/** A share as a percentage or a fraction: `20%`, `0.2`. @returns 0 to 1; null where it is none */
export function parseShare(text: string): number | null {
  const [, digits = '', percent = ''] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim()) ?? [];
  const share = digits === '' ? Number.NaN : Number(digits) / (percent === '%' ? 100 : 1);
  return share >= 0 && share <= 1 ? share : null;
}

export function shareText(share: number): string {
  return `${Math.round(share * 1_000) / 10}%`;
}
