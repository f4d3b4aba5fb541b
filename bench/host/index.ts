/**
 * Runs inside the extension host, on the thread that all extensions share: measures how late its event loop is while a
 * panel that is open captures a feed. What it found goes into REPORT_FILE, which is put in when this is bundled.
 */
import { rename, writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { HostDelayReport } from '../support/report.ts';

declare const REPORT_FILE: string;

const SETTLE_MS = 5_000;
const MEASURE_MS = 15_000;
/** What a timer waits at least; what is measured includes it. */
const RESOLUTION_MS = 1;

export async function run(): Promise<void> {
  await wait(SETTLE_MS);
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  await wait(MEASURE_MS);
  delay.disable();
  const report: HostDelayReport = {
    p50Ms: delay.percentile(50) / 1e6,
    p99Ms: delay.percentile(99) / 1e6,
    maxMs: delay.max / 1e6,
  };
  await writeFile(`${REPORT_FILE}.partial`, JSON.stringify(report));
  await rename(`${REPORT_FILE}.partial`, REPORT_FILE);
}
