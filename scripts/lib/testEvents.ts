/** A reporter for `node --test`: a line of JSON per test, so that a run that was cut short is counted too. */
import type { TestEvent } from 'node:test/reporters';

export type Outcome = 'passed' | 'failed' | 'skipped';

export interface TestLine {
  readonly outcome: Outcome;
}

/** Named by the key `default`, because that is where `node --test` looks. */
export { testEvents as default };

async function* testEvents(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    const outcome = outcomeOf(event);
    if (outcome !== null) yield `${JSON.stringify({ outcome } satisfies TestLine)}\n`;
  }
}

/** A suite counts only where it failed by itself, in a hook; a file only where it failed without a test that did. */
function outcomeOf(event: TestEvent): Outcome | null {
  if (event.type === 'test:fail') return isFailureOfChildren(event.data.details.error) ? null : 'failed';
  if (event.type !== 'test:pass') return null;
  const { details, skip, todo } = event.data;
  if (details.type === 'suite') return null;
  return skip === undefined && todo === undefined ? 'passed' : 'skipped';
}

function isFailureOfChildren(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed';
}
