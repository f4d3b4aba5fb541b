const UNITS_BYTES: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1_000, mb: 1_000_000 };

/** A size as it is written: `200`, `2kb`, `1.5 MB`. @returns whole bytes; null where it is none, or zero */
export function parseSize(text: string): number | null {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*(b|kb|mb)?$/i.exec(text.trim()) ?? [];
  const bytes = Math.round(Number(digits) * (UNITS_BYTES[unit.toLowerCase()] ?? Number.NaN));
  return bytes > 0 ? bytes : null;
}

export function sizeText(bytes: number): string {
  if (bytes >= 1_000_000) return `${bytes / 1_000_000}mb`;
  return bytes >= 1_000 && bytes % 1_000 === 0 ? `${bytes / 1_000}kb` : String(bytes);
}
