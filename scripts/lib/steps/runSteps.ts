import { failedStep, type Step, type StepContext, type StepName, type StepResult } from './step.ts';

/** More would only slow each other down: most of them use more than one core. */
const STEPS_AT_A_TIME = 2;

export interface StepListener {
  readonly onStart: (name: StepName) => void;
  readonly onEnd: (name: StepName, result: StepResult, durationMs: number) => void;
}

/**
 * Runs steps in their order, two at a time, each when those it needs have succeeded; one whose needs failed fails
 * without having run.
 */
export async function runSteps(
  steps: readonly Step[],
  contextOf: (step: Step) => Promise<StepContext>,
  { onStart, onEnd }: StepListener,
): Promise<ReadonlyMap<StepName, StepResult>> {
  const results = new Map<StepName, StepResult>();
  const waiting = [...steps];
  const underWay = new Set<Promise<void>>();

  const run = async (step: Step): Promise<void> => {
    const startedAtMs = performance.now();
    onStart(step.name);
    const missing = step.needs.filter((need) => results.get(need)?.failed !== 0);
    const result =
      missing.length > 0
        ? failedStep(`not run, because ${missing.join(' and ')} failed`)
        : await attempt(step, contextOf);
    results.set(step.name, result);
    onEnd(step.name, result, performance.now() - startedAtMs);
  };

  while (waiting.length > 0 || underWay.size > 0) {
    const next = waiting.findIndex((step) => step.needs.every((need) => results.has(need)));
    if (next < 0 || underWay.size >= STEPS_AT_A_TIME) {
      await Promise.race(underWay);
      continue;
    }
    for (const step of waiting.splice(next, 1)) {
      const running: Promise<void> = run(step).then(() => {
        underWay.delete(running);
      });
      underWay.add(running);
    }
  }
  return results;
}

async function attempt(step: Step, contextOf: (step: Step) => Promise<StepContext>): Promise<StepResult> {
  try {
    return await step.run(await contextOf(step));
  } catch (error) {
    return failedStep(error instanceof Error ? error.message : String(error));
  }
}
