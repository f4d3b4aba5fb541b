import { cp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

/** Where the files of sample/ say that the demo feed is: the port of the launch configuration in .vscode. */
const SAMPLE_HOST = '127.0.0.1:8137';

/** Copies sample/ to a folder and points it at a demo feed: its settings open the panel on that feed. */
export async function copySampleWorkspace(folder: string, feedOrigin: string): Promise<void> {
  await cp(join(ROOT, 'sample'), folder, { recursive: true });
  const { host } = new URL(feedOrigin);
  for (const name of await readdir(folder, { recursive: true })) {
    const file = join(folder, name);
    if (!(await stat(file)).isFile()) continue;
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(SAMPLE_HOST, host));
  }
}
