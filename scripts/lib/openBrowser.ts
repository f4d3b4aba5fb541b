import { spawn } from 'node:child_process';

/** Opens an address in the user's browser, where there is one to open. It lives on when this script ends. */
export function openBrowser(address: string): void {
  const opener = browserOpener(address);
  if (opener === null) return;
  const [command, ...commandArguments] = opener;
  const browser = spawn(command, commandArguments, { detached: true, stdio: 'ignore' });
  // The address has been printed, so a machine without an opener loses nothing.
  browser.on('error', () => undefined);
  browser.unref();
}

function browserOpener(address: string): readonly [string, ...string[]] | null {
  const { CI: ci, DISPLAY: x11, WAYLAND_DISPLAY: wayland } = process.env;
  if (ci !== undefined) return null;
  if (process.platform === 'darwin') return ['open', address];
  // `start` would take the ampersands of an address for its own.
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  return x11 === undefined && wayland === undefined ? null : ['xdg-open', address];
}
