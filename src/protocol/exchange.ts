/** Formats of other tools that a recording goes out in. */
export const EXCHANGE_FORMATS = ['har', 'ndjson', 'csv'] as const;

export type ExchangeFormat = (typeof EXCHANGE_FORMATS)[number];
