import { basename } from 'node:path';
import { type CommandResult, runCommand } from './runCommand.ts';

/** Runs npm in a folder: the npm that runs this script where there is one, else the one on the PATH. */
export async function runNpm(folder: string, npmArguments: readonly string[]): Promise<CommandResult> {
  const npm = process.env['npm_execpath'];
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  if (npm !== undefined && basename(npm) === 'npm-cli.js') {
    return runCommand(process.execPath, [npm, ...npmArguments, ...quiet], { cwd: folder });
  }
  // npm is a .cmd file on Windows, which only a shell starts.
  const [command, ...first] = process.platform === 'win32' ? ['cmd', '/d', '/c', 'npm'] : ['npm'];
  return runCommand(command, [...first, ...npmArguments, ...quiet], { cwd: folder });
}
