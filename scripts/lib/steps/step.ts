export const STEP_NAMES = [
  'types',
  'lint',
  'format',
  'dead-code',
  'layers',
  'build',
  'package',
  'unit',
  'webview',
  'host',
  'e2e',
] as const;

export type StepName = (typeof STEP_NAMES)[number];

export interface StepContext {
  /** The test files to run, of a step that runs tests. */
  readonly files: readonly string[];
  /** Shows what every test did, not only what failed. */
  readonly isVerbose: boolean;
  readonly env: Readonly<Record<string, string | null>>;
}

export interface StepResult {
  /** A check counts as one; a step of tests counts its tests. */
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly output: string;
}

export interface Step {
  readonly name: StepName;
  /** Steps that have to succeed first. */
  readonly needs: readonly StepName[];
  /** The folder of its tests, null where it is a check. */
  readonly testFolder: string | null;
  readonly run: (context: StepContext) => Promise<StepResult>;
}

export function isStepName(word: string): word is StepName {
  return STEP_NAMES.some((name) => name === word);
}

/** A step that failed before it could count anything. */
export function failedStep(output: string): StepResult {
  return { passed: 0, failed: 1, skipped: 0, output };
}
