/** One thing that was measured, against what it has to reach. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'of its rate' | 'ms' | 'MB' | '%';
  readonly goal: number;
  /** Whether the goal is the least or the most. */
  readonly isAtLeast: boolean;
  /** What it was measured beside in the same run, with the figures of both. */
  readonly beside: string;
}

export function figureLine({ name, value, unit, goal, isAtLeast, beside }: Figure): string {
  const isReached = isAtLeast ? value >= goal : value <= goal;
  const digits = unit === 'of its rate' ? 2 : unit === '%' ? 1 : 0;
  const wanted = `${isAtLeast ? 'at least' : 'at most'} ${goal}`;
  return `${isReached ? '✔' : '✖'} ${name}: ${value.toFixed(digits)} ${unit} (${wanted}); ${beside}`;
}
