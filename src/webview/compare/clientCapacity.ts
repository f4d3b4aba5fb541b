import { scaledCapacity } from '../../model/capacity.ts';
import type { Comparison, ComparisonColumn } from '../../protocol/comparison.ts';

/** A comparison for another number of clients, without asking the engine. */
export function withClients(comparison: Comparison, clients: number): Comparison {
  return {
    ...comparison,
    assumptions: { ...comparison.assumptions, clients },
    columns: comparison.columns.map((column): ComparisonColumn =>
      column.kind === 'unknown' || column.capacity === null
        ? column
        : { ...column, capacity: scaledCapacity(column.capacity, clients) },
    ),
  };
}
