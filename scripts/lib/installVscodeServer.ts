import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { atEnd } from './cleanup.ts';
import { withFolderLock } from './folderLock.ts';
import { runNpm } from './npm.ts';
import { userCacheFolder } from './paths.ts';

/** code-server of a version carries the VS Code server and web workbench of that version without the leading 4. */
const CODE_SERVER_VERSION = '4.139.1';

/** Where the server's entry point is inside an installation. */
const VSCODE_FOLDER = join('node_modules', 'code-server', 'lib', 'vscode');
const ENTRY_POINT = join(VSCODE_FOLDER, 'out', 'server-main.js');

/**
 * Returns the path of the VS Code server's entry point, installing it on first use. An installation appears under its
 * name only when it is whole, and two scripts that start at once install it once.
 */
export async function installVscodeServer(log: (line: string) => void): Promise<string> {
  const folder = join(userCacheFolder(), `vscode-server-${CODE_SERVER_VERSION}`);
  const entryPoint = join(folder, ENTRY_POINT);
  if (existsSync(entryPoint)) return entryPoint;
  await mkdir(userCacheFolder(), { recursive: true });
  const onWaiting = (): void => {
    log('Waiting for another script that is installing the VS Code server');
  };
  await withFolderLock(`${folder}.lock`, onWaiting, async () => {
    if (existsSync(entryPoint)) return;
    log(
      `Installing the VS Code server ${CODE_SERVER_VERSION} from npm, once: 600 MB in ${userCacheFolder()}`,
    );
    await removePartialInstallations(folder);
    await install(folder);
  });
  return entryPoint;
}

async function install(folder: string): Promise<void> {
  const partial = `${folder}.partial-${process.pid}`;
  const removePartial = (): Promise<void> => rm(partial, { recursive: true, force: true });
  const forget = atEnd(removePartial);
  await mkdir(partial);
  await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
  // Install scripts would compile native modules that the server does without.
  await npmInstall(partial, [`code-server@${CODE_SERVER_VERSION}`, '--ignore-scripts', '--no-package-lock']);
  await npmInstall(join(partial, VSCODE_FOLDER), ['--omit=dev', '--ignore-scripts']);
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
  forget();
}

async function npmInstall(folder: string, options: readonly string[]): Promise<void> {
  const { code, output } = await runNpm(folder, ['install', ...options]);
  if (code === 0) return;
  throw new Error(
    `npm could not install the VS Code server; check the connection to the npm registry and try again.\n${output}`,
  );
}

/** What a script that was killed has left. Called under the lock, so nobody is working on one. */
async function removePartialInstallations(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.partial-`;
  for (const name of await readdir(userCacheFolder())) {
    if (name.startsWith(prefix)) await rm(join(userCacheFolder(), name), { recursive: true, force: true });
  }
}
