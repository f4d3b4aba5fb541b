/**
 * Measures captures against plain clients: `npm run bench [-- --output json] [-- <words of a scenario's name>]`.
 * Each figure is a ratio within one run, for both share the machine as it is at that moment.
 */
import { parseArgs } from 'node:util';
import { type Scenario, SCENARIOS } from './scenarios.ts';
import type { ReceiverReport } from './support/report.ts';
import { runPairing } from './support/run.ts';

/** Reference and subject take turns this often; the median of each counts. */
const ROUNDS = 3;

interface Measurement {
  readonly name: string;
  readonly goal: number;
  readonly ratio: number;
  readonly referencePerSecond: number;
  readonly subjectPerSecond: number;
  readonly referencePeakMemoryBytes: number;
  readonly subjectPeakMemoryBytes: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { output: { type: 'string', default: 'text' } },
});

const chosen = SCENARIOS.filter(({ name }) => positionals.every((word) => name.includes(word)));
const measurements: Measurement[] = [];
for (const scenario of chosen) {
  const measurement = await measure(scenario);
  measurements.push(measurement);
  if (values.output !== 'json') printLine(measurement);
}
if (values.output === 'json') console.log(JSON.stringify(measurements, null, 2));

async function measure({ name, goal, reference, subject }: Scenario): Promise<Measurement> {
  const references: ReceiverReport[] = [];
  const subjects: ReceiverReport[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    references.push(await runPairing(reference));
    subjects.push(await runPairing(subject));
  }
  const referencePerSecond = median(references.map(perSecond));
  const subjectPerSecond = median(subjects.map(perSecond));
  return {
    name,
    goal,
    ratio: subjectPerSecond / referencePerSecond,
    referencePerSecond,
    subjectPerSecond,
    referencePeakMemoryBytes: median(references.map(({ peakMemoryBytes }) => peakMemoryBytes)),
    subjectPeakMemoryBytes: median(subjects.map(({ peakMemoryBytes }) => peakMemoryBytes)),
  };
}

function perSecond({ messages, durationMs }: ReceiverReport): number {
  return (1_000 * messages) / durationMs;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function printLine(measurement: Measurement): void {
  const { name, ratio, goal, referencePerSecond, subjectPerSecond, subjectPeakMemoryBytes } = measurement;
  const rates = `${thousands(subjectPerSecond)} against ${thousands(referencePerSecond)} messages/s`;
  const memory = `${Math.round(subjectPeakMemoryBytes / 1e6)} MB peak`;
  console.log(`${name}: ${ratio.toFixed(2)} (goal ${goal}): ${rates}, ${memory}`);
}

function thousands(value: number): string {
  return `${Math.round(value / 1_000)} k`;
}
