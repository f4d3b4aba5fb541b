import { adviseOn } from '../advice.ts';
import { scaledCapacity } from '../capacity.ts';
import { maskedAddress } from '../secrets.ts';
import { CLIENT_COUNTS, type ReportSource } from './reportContent.ts';

/** The name and the version of the document. A version that adds fields is the same. */
const FORMAT = 'realtime-inspector/comparison';
const VERSION = 1;

/** A comparison as a document for programs: figures as they are, unrounded; what is not known is null. */
export function comparisonDocument({ comparison, check, title, createdAt }: ReportSource): object {
  // By name: what is made from a comparison may have more, such as a feed with its credentials.
  const { columns, assumptions, assumptionBases, matchBasis, distinctMessages, notes, doubts } = comparison;
  return {
    format: FORMAT,
    version: VERSION,
    title,
    createdAt,
    advice: adviseOn(comparison, check),
    ...{ assumptions, assumptionBases, matchBasis, distinctMessages, notes, doubts },
    columns: columns.map((column) =>
      column.kind === 'measured' ? { ...column, label: maskedAddress(column.label) } : column,
    ),
    capacity: CLIENT_COUNTS.map((clients) => ({
      clients,
      methods: Object.fromEntries(
        columns.map((column) => [
          column.method,
          column.kind === 'unknown' || column.capacity === null
            ? null
            : scaledCapacity(column.capacity, clients),
        ]),
      ),
    })),
    check,
  };
}

export function comparisonJson(source: ReportSource): string {
  return `${JSON.stringify(comparisonDocument(source), null, 2)}\n`;
}
