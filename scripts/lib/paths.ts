import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder of the repository. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** What the scripts leave behind for a look or for the next run; never committed. */
export const PROJECT_CACHE = join(ROOT, '.cache');

export const VSIX_FILE = join(PROJECT_CACHE, 'realtime-inspector.vsix');

/** Of the user, shared by every clone: where what takes long to download is kept. */
export function userCacheFolder(): string {
  return join(cacheHome(), 'realtime-inspector');
}

function cacheHome(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (xdg !== undefined && xdg !== '') return xdg;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (process.platform === 'win32') return local ?? join(homedir(), 'AppData', 'Local');
  return join(homedir(), '.cache');
}
