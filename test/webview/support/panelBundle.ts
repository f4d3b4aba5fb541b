import { build } from 'esbuild';
import { basename, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The panel's files as they are built for the extension, and the fake host beside them; by name. */
export async function buildPanel(): Promise<ReadonlyMap<string, Uint8Array>> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [
      { in: 'src/webview/main.ts', out: 'main' },
      { in: 'src/webview/main.css', out: 'main' },
      { in: 'test/webview/support/fakeHost.ts', out: 'fakeHost' },
    ],
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'chrome140',
    outdir: 'dist/webview',
    assetNames: '[name]',
    loader: { '.ttf': 'file' },
    logLevel: 'error',
    write: false,
  });
  return new Map(result.outputFiles.map((file) => [basename(file.path), file.contents]));
}
