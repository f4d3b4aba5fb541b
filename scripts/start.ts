/** `npm start`: builds the extension and opens it, as its users get it, in a real VS Code on the demo feed. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DemoFeed, startDemoFeed } from './lib/demoFeed.ts';
import { startDesktopVscode } from './lib/desktopVscode.ts';
import { installVscodeServer } from './lib/installVscodeServer.ts';
import { openBrowser } from './lib/openBrowser.ts';
import { ROOT, VSIX_FILE } from './lib/paths.ts';
import { runCommand } from './lib/runCommand.ts';
import { runScript } from './lib/runScript.ts';
import { copySampleWorkspace } from './lib/sampleWorkspace.ts';
import { makeTemporaryFolder } from './lib/temporaryFolder.ts';
import { startVscodeServer } from './lib/vscodeServer.ts';

const USAGE = `npm start -- [options]
  --port N    the port of VS Code on 127.0.0.1; a free one by default
  --no-open   only print the address
  --desktop   use the VS Code that is installed here (the command "code") instead of one in the browser
  --help      print this`;
const EXIT_USAGE = 2;

interface Options {
  readonly port: number;
  readonly isBrowserOpened: boolean;
  readonly isDesktop: boolean;
}

/** What runs until it is ended; when one of them goes first, something is wrong. */
interface Part {
  readonly name: string;
  readonly exited: Promise<number>;
  readonly log: () => string;
}

runScript(async () => {
  const options = readOptions();
  if (options === 'help') console.log(USAGE);
  else if (options === null) console.error(USAGE);
  else return start(options);
  return options === null ? EXIT_USAGE : 0;
});

async function start({ port, isBrowserOpened, isDesktop }: Options): Promise<number> {
  say('Building and packaging the extension');
  await buildAndPackage();
  say('Starting the demo feed');
  const feed = await startDemoFeed();
  say(`The demo feed is at ${feed.origin}`);
  const folder = await makeTemporaryFolder();
  const workspace = join(folder, 'realtime-feed');
  await copySampleWorkspace(workspace, feed.origin);
  const dataFolder = join(folder, 'data');
  return isDesktop
    ? openOnDesktop(feed, workspace, dataFolder)
    : openInBrowser(feed, workspace, dataFolder, port, isBrowserOpened);
}

/** As a command of its own, whose many words are shown only where it fails. */
async function buildAndPackage(): Promise<void> {
  const { code, output } = await runCommand(process.execPath, [join(ROOT, 'scripts', 'package.ts')]);
  if (code !== 0) throw new Error(`The extension could not be built:\n${output}`);
}

async function openInBrowser(
  feed: DemoFeed,
  workspace: string,
  dataFolder: string,
  port: number,
  isBrowserOpened: boolean,
): Promise<number> {
  const entryPoint = await installVscodeServer(say);
  say('Starting VS Code with the packaged extension');
  const connectionToken = randomBytes(16).toString('hex');
  const vsixFiles = [VSIX_FILE];
  const server = await startVscodeServer({ entryPoint, dataFolder, port, connectionToken, vsixFiles });
  const query = `folder=${encodeURI(toUrlPath(workspace))}&tkn=${connectionToken}`;
  const address = `http://127.0.0.1:${server.port}/?${query}`;
  console.log(`\nOpen this address in a browser; Ctrl-C ends everything:\n\n  ${address}\n`);
  if (isBrowserOpened) openBrowser(address);
  return untilOneEnds([
    { name: 'The demo feed', ...feed },
    { name: 'VS Code', ...server },
  ]);
}

async function openOnDesktop(feed: DemoFeed, workspace: string, dataFolder: string): Promise<number> {
  const vscode = await startDesktopVscode(workspace, dataFolder, VSIX_FILE);
  say('VS Code opens; close its window, or press Ctrl-C, to end everything');
  const closed = vscode.exited.then((code) => {
    if (code === 0) return 0;
    console.error(`VS Code ended with code ${code}. Its last lines:\n${vscode.log()}`);
    return 1;
  });
  return Promise.race([closed, untilOneEnds([{ name: 'The demo feed', ...feed }])]);
}

async function untilOneEnds(parts: readonly Part[]): Promise<number> {
  const [part, code] = await Promise.race(
    parts.map(async (candidate) => [candidate, await candidate.exited] as const),
  );
  console.error(`${part.name} ended by itself with code ${code}. Its last lines:\n${part.log()}`);
  return 1;
}

/** @returns null where an option is wrong; it has been named then. */
function readOptions(): Options | 'help' | null {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '0' },
        open: { type: 'boolean', default: true },
        desktop: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
      allowNegative: true,
    });
    if (values.help) return 'help';
    return { port: portNumber(values.port), isBrowserOpened: values.open, isDesktop: values.desktop };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return null;
  }
}

function portNumber(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new Error(`--port ${text} is no port: give a number from 0 to 65535.`);
}

/** VS Code takes a folder as a URL's path: with slashes, and one before a drive's letter. */
function toUrlPath(folder: string): string {
  const path = folder.replaceAll('\\', '/');
  return path.startsWith('/') ? path : `/${path}`;
}

function say(line: string): void {
  console.log(line);
}
