import { mkdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Leashed, startLeashed } from './leashed.ts';
import { OutputLog } from './outputLog.ts';
import { QUIET_SETTINGS } from './quietSettings.ts';
import { runCommand } from './runCommand.ts';

const START_TIMEOUT_MS = 60_000;

export interface VscodeServerOptions {
  /** The server's entry point: see installVscodeServer. */
  readonly entryPoint: string;
  /** For this run alone: settings, extensions, logs. Made where it does not exist. */
  readonly dataFolder: string;
  /** 0 for a free one. */
  readonly port: number;
  /**
   * Without it any page that a browser shows could talk to the server, and so run programs. null: none, where the
   * server lives for a test only.
   */
  readonly connectionToken: string | null;
  readonly vsixFiles?: readonly string[];
  /** User settings on top of QUIET_SETTINGS. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether a folder has to be trusted first, as for most users; else every one is. */
  readonly hasWorkspaceTrust?: boolean;
  /** Makes the workbench load the extension under development and the tests that an address names. */
  readonly hasTestDriver?: boolean;
}

/** A VS Code server that listens on 127.0.0.1. */
export interface VscodeServer {
  readonly port: number;
  readonly exited: Promise<number>;
  /** The end of what it printed. */
  readonly log: () => string;
  readonly end: () => Promise<void>;
}

export async function startVscodeServer(options: VscodeServerOptions): Promise<VscodeServer> {
  await writeUserSettings(options);
  for (const vsixFile of options.vsixFiles ?? []) await installExtension(options, vsixFile);
  const token = options.connectionToken;
  const server = startServer(options, [
    ...(token === null ? ['--without-connection-token'] : ['--connection-token', token]),
    ...['--host', '127.0.0.1', '--port', String(options.port)],
    ...(options.hasTestDriver === true ? ['--enable-smoke-test-driver'] : []),
  ]);
  const log = new OutputLog(server);
  const listening = await log.waitFor(/Extension host agent listening on (\d+)/, START_TIMEOUT_MS);
  if (listening === null) {
    await server.end();
    throw new Error(`The VS Code server did not start. Its last lines:\n${log.tail()}`);
  }
  return { port: Number(listening[1]), exited: server.exited, log: () => log.tail(), end: server.end };
}

async function writeUserSettings({ dataFolder, settings }: VscodeServerOptions): Promise<void> {
  const folder = join(dataFolder, 'data', 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
}

async function installExtension(options: VscodeServerOptions, vsixFile: string): Promise<void> {
  const { code, output } = await runCommand(
    process.execPath,
    [...commandLine(options), ...['--install-extension', vsixFile, '--force']],
    { env: environmentOf(options.dataFolder) },
  );
  if (code !== 0) throw new Error(`VS Code refused ${vsixFile}:\n${output}`);
}

function startServer(options: VscodeServerOptions, more: readonly string[]): Leashed {
  return startLeashed(process.execPath, [...commandLine(options), ...more], {
    env: environmentOf(options.dataFolder),
  });
}

function commandLine({ entryPoint, dataFolder, hasWorkspaceTrust = false }: VscodeServerOptions): string[] {
  return [
    entryPoint,
    '--accept-server-license-terms',
    '--disable-telemetry',
    ...(hasWorkspaceTrust ? [] : ['--disable-workspace-trust']),
    ...['--server-data-dir', dataFolder],
  ];
}

/** A Unix socket's path has at most 103 bytes on macOS, and VS Code's socket names have up to 52. */
const LONGEST_SOCKET_FOLDER = 50;

/**
 * A terminal inside VS Code tells of that VS Code in variables that would mislead this one. Sockets and temporary
 * files go to the data folder where a path can be so long, so that they go when it goes.
 */
function environmentOf(dataFolder: string): Record<string, string | null> {
  const misleading = Object.keys(process.env).filter((name) =>
    /^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  const temporary = join(dataFolder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  return {
    ...Object.fromEntries(misleading.map((name) => [name, null])),
    ...(temporary.length <= LONGEST_SOCKET_FOLDER ? { TMPDIR: temporary, XDG_RUNTIME_DIR: null } : {}),
  };
}
