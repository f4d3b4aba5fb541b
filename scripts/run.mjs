/**
 * What the npm scripts call: `node scripts/run.mjs <name> [arguments]` runs scripts/<name>.ts.
 *
 * Plain JavaScript without dependencies, because it is the first thing that runs in a fresh clone: it installs the
 * dependencies where they are missing or stale, then hands over to the Node of node_modules, whatever Node this is.
 */
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const OLDEST_NODE_MAJOR = 20;
/** The first Node that runs TypeScript as it is. */
const TYPESCRIPT_NODE_MAJOR = 24;
const EXIT_AFTER_INTERRUPT = 130;

const root = join(import.meta.dirname ?? '.', '..');
const nodeMajor = Number(process.versions.node.split('.')[0]);
const [script, ...scriptArguments] = process.argv.slice(2);
let interrupted = false;

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

async function main() {
  if (nodeMajor < OLDEST_NODE_MAJOR) {
    throw new Error(
      `Node ${process.versions.node} is too old: install Node ${OLDEST_NODE_MAJOR} or newer from https://nodejs.org.`,
    );
  }
  if (areDependenciesStale()) {
    if (isLinked()) {
      throw new Error(
        'node_modules is a link to a folder whose packages are not those of package-lock.json: ' +
          'run "npm ci" in the checkout that it belongs to, or remove the link.',
      );
    }
    console.log('Installing the dependencies (npm ci)');
    const code = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    if (interrupted) return EXIT_AFTER_INTERRUPT;
    if (code !== 0) throw new Error('npm ci failed, so nothing was started. Its message is above.');
  }
  // The channel tells the script when this process is gone, however it went.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  return run(typescriptNode(), [join(root, 'scripts', `${script}.ts`), ...scriptArguments], stdio);
}

/**
 * Whether node_modules holds something else than package-lock.json asks for. npm writes its own list last, so a half
 * install counts as none; optional packages are the ones of other platforms.
 */
function areDependenciesStale() {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const wanted = Object.entries(packagesOf(join(root, 'package-lock.json')));
  return wanted.some(([path, { version, optional }]) => {
    return path !== '' && optional !== true && installed[path]?.version !== version;
  });
}

/** npm would empty the folder that it leads to, under whoever else uses it. */
function isLinked() {
  return lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function packagesOf(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

function typescriptNode() {
  const bundled = join(
    root,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(bundled)) return bundled;
  if (nodeMajor >= TYPESCRIPT_NODE_MAJOR) return process.execPath;
  throw new Error(
    'The Node that this project brings is not there, because npm was told to run no install scripts: ' +
      `run "npm ci --ignore-scripts=false", or use Node ${TYPESCRIPT_NODE_MAJOR}.`,
  );
}

function runNpm(npmArguments) {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && basename(npm) === 'npm-cli.js')
    return run(process.execPath, [npm, ...npmArguments]);
  // npm is a .cmd file on Windows, which only a shell starts. The arguments are our own words.
  return run('npm', npmArguments, 'inherit', process.platform === 'win32');
}

/** Resolves with the exit code. Signals go on to the child, which ends what it started. */
function run(command, commandArguments, stdio = 'inherit', shell = false) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArguments, { cwd: root, stdio, shell });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        interrupted = true;
        child.kill(signal);
      });
    }
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? EXIT_AFTER_INTERRUPT));
  });
}
