/** Formats of other tools that a recording goes out in. */
export const EXCHANGE_FORMATS = ['har', 'ndjson', 'csv'] as const;

export type ExchangeFormat = (typeof EXCHANGE_FORMATS)[number];

/** What went out. */
export interface ExportResult {
  readonly captures: number;
  readonly frames: number;
  readonly requests: number;
}

/** What came in. */
export interface ImportResult {
  readonly captures: number;
  readonly frames: number;
  /** Requests of the file that are of no live feed. */
  readonly leftOut: number;
}
