import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLeashed } from './leashed.ts';
import { OutputLog } from './outputLog.ts';
import { QUIET_SETTINGS } from './quietSettings.ts';
import { runCommand } from './runCommand.ts';

export interface DesktopVscode {
  /** Resolves when its window is closed. */
  readonly exited: Promise<number>;
  readonly log: () => string;
}

/**
 * Opens a folder in the VS Code that is installed here, with settings and extensions of its own: the user's are left
 * alone.
 */
export async function startDesktopVscode(
  folder: string,
  dataFolder: string,
  vsixFile: string,
): Promise<DesktopVscode> {
  const settingsFolder = join(dataFolder, 'User');
  await mkdir(settingsFolder, { recursive: true });
  await writeFile(join(settingsFolder, 'settings.json'), JSON.stringify(QUIET_SETTINGS, null, 2));
  const own = ['--user-data-dir', dataFolder, '--extensions-dir', join(dataFolder, 'extensions')];
  const [command, ...first] = codeCommand();
  const { code, output } = await runCommand(command, [...first, ...own, '--install-extension', vsixFile]);
  if (code === 127 || (process.platform === 'win32' && code !== 0 && output.includes('not recognized'))) {
    throw new Error(
      'The command "code" is not there: install VS Code from https://code.visualstudio.com and, on macOS, run ' +
        '"Shell Command: Install \'code\' command in PATH" in it, or run npm start without --desktop.',
    );
  }
  if (code !== 0) throw new Error(`VS Code refused ${vsixFile}:\n${output}`);
  const window = startLeashed(command, [...first, ...own, '--new-window', '--wait', folder]);
  const log = new OutputLog(window);
  return { exited: window.exited, log: () => log.tail() };
}

/** `code` is a .cmd file on Windows, which only a shell starts. */
function codeCommand(): readonly [string, ...string[]] {
  return process.platform === 'win32' ? ['cmd', '/d', '/c', 'code'] : ['code'];
}
