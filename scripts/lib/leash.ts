/**
 * Runs a command that cannot outlive whoever started it: `node leash.ts <command> [arguments]`.
 *
 * Standard input is the leash. When it ends, because the owner let go, exited or was killed outright, the command and
 * everything it started are ended. Started as the leader of a process group, which is how a whole tree of processes
 * can be reached on POSIX systems; Windows has taskkill for that.
 */
import { spawn, spawnSync } from 'node:child_process';

/** How long the command may take to end in its own way. */
const GRACE_MS = 3000;

const [command = '', ...commandArguments] = process.argv.slice(2);
const child = spawn(command, commandArguments, {
  stdio: ['ignore', 'inherit', 'inherit'],
  windowsHide: true,
});

child.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on('exit', (code) => {
  signalTree('SIGTERM');
  process.exit(code ?? 1);
});
process.stdin.on('close', endTree).resume();
// These reach the whole group, so the command has got them too, and decides; this process stays until it ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

function endTree(): void {
  child.removeAllListeners('exit');
  child.once('exit', killTree);
  setTimeout(killTree, GRACE_MS);
  signalTree('SIGTERM');
}

/** Ends this process too: it is in the group. */
function killTree(): void {
  signalTree('SIGKILL');
  process.exit(0);
}

function signalTree(signal: NodeJS.Signals): void {
  if (process.platform !== 'win32') process.kill(-process.pid, signal);
  else if (child.pid !== undefined) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
}
