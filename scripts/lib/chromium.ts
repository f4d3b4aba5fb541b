import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runCommand } from './runCommand.ts';

const LINUX_NAMES = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const MAC_APPLICATIONS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS_FILES = [
  join('Google', 'Chrome', 'Application', 'chrome.exe'),
  join('Chromium', 'Application', 'chrome.exe'),
  join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
];

/** Another package manager at work on the machine is waited for. */
const APT = ['apt-get', '-o', 'DPkg::Lock::Timeout=120', '-q', '-y'];

/**
 * The browser that the tests drive: the one that the environment variable CHROME_PATH names, else one that is
 * installed, else Debian's, which is installed where that needs no password.
 */
export async function findChromium(log: (line: string) => void): Promise<string> {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, and there is no such file.`);
  }
  const installed = installedChromium() ?? (await installWithApt(log));
  if (installed !== null) return installed;
  throw new Error(
    'There is no Chromium on this machine: install Chrome, Chromium or Edge, or set CHROME_PATH to the file of one.',
  );
}

function installedChromium(): string | null {
  return candidates().find((file) => existsSync(file)) ?? null;
}

function candidates(): string[] {
  const { LOCALAPPDATA, ProgramFiles, 'ProgramFiles(x86)': programFiles32 } = process.env;
  if (process.platform === 'win32') {
    return [ProgramFiles, programFiles32, LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => WINDOWS_FILES.map((file) => join(folder, file)));
  }
  if (process.platform === 'darwin') {
    return ['/', homedir()].flatMap((folder) =>
      MAC_APPLICATIONS.map((name) => join(folder, 'Applications', `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  return LINUX_NAMES.map(onPath).filter((file) => file !== null);
}

function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/** @returns null where apt-get is not there, needs a password, or has no Chromium. */
async function installWithApt(log: (line: string) => void): Promise<string | null> {
  if (onPath('apt-get') === null) return null;
  const [command, ...words] = process.getuid?.() === 0 ? APT : ['sudo', '-n', ...APT];
  if (command === undefined || onPath(command) === null) return null;
  const apt = async (...more: string[]): Promise<boolean> => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    return (await runCommand(command, [...words, ...more], { env })).code === 0;
  };
  log('Installing Chromium, which the tests drive (apt-get install chromium)');
  const isInstalled =
    (await apt('install', 'chromium')) || ((await apt('update')) && (await apt('install', 'chromium')));
  return isInstalled ? installedChromium() : null;
}
