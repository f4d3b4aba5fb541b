import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../../scripts/lib/paths.ts';
import { waitFor } from '../../test/support/waitFor.ts';
import { Workbench } from '../../test/support/workbench.ts';
import type { HostDelayReport } from './report.ts';
import { withSender } from './run.ts';

const LIMIT_MS = 90_000;

/** What came of a capture in a real workbench. */
export interface HostDelay extends HostDelayReport {
  /** What the panel counted. */
  readonly messagesPerSecond: number;
}

/** Captures a feed in the panel of a real workbench, and measures its extension host meanwhile. */
export async function measureHostDelay(rate: number): Promise<HostDelay> {
  const folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-bench-'));
  const reportFile = join(folder, 'report.json');
  const entryPoint = join(folder, 'index.cjs');
  await bundle(entryPoint, reportFile);
  const workbench = await Workbench.start({ hasTestDriver: true });
  try {
    return await withSender('pacedWebSocketSender', [String(rate)], async (port) => {
      const settings = { 'realtimeInspector.openOnStartup': [`websocket=ws://127.0.0.1:${port}/`] };
      const onServer = (path: string): string => `vscode-remote://127.0.0.1:${workbench.server.port}${path}`;
      const window = await workbench.open(await workbench.makeFolder('bench', settings), [
        ['extensionDevelopmentPath', onServer(ROOT)],
        ['extensionTestsPath', onServer(entryPoint)],
        ['skipWelcome', 'true'],
      ]);
      await window.waitForState('websocket', 'open');
      const [before, beforeMs] = [(await window.counts('websocket')).messages, performance.now()];
      const readReport = (): Promise<string | null> => readFile(reportFile, 'utf8').catch(() => null);
      const report = await waitFor('the extension host to be measured', readReport, LIMIT_MS);
      const [after, afterMs] = [(await window.counts('websocket')).messages, performance.now()];
      const measured = JSON.parse(report) as HostDelayReport; // Our own module has written it.
      return { ...measured, messagesPerSecond: (1_000 * (after - before)) / (afterMs - beforeMs) };
    });
  } finally {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function bundle(outfile: string, reportFile: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['bench/host/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    define: { REPORT_FILE: JSON.stringify(reportFile) },
    logLevel: 'error',
  });
}
