import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { atEnd } from './cleanup.ts';

const HEARTBEAT_MS = 1000;
/** A lock that nobody has touched for so long belongs to a process that is gone. */
const STALE_AFTER_MS = 10_000;
const RETRY_MS = 500;

/**
 * Does the work while no other process, on this machine or one that shares the folder, does it under the same lock.
 * The lock is a folder, because making one is atomic everywhere; its age tells whether the holder is alive.
 */
export async function withFolderLock<T>(
  lock: string,
  onWaiting: () => void,
  work: () => Promise<T>,
): Promise<T> {
  await acquire(lock, onWaiting);
  const heartbeat = setInterval(() => void touch(lock), HEARTBEAT_MS);
  const release = async (): Promise<void> => {
    clearInterval(heartbeat);
    await rm(lock, { recursive: true, force: true });
  };
  const forget = atEnd(release);
  try {
    return await work();
  } finally {
    forget();
    await release();
  }
}

async function acquire(lock: string, onWaiting: () => void): Promise<void> {
  let hasWaited = false;
  while (!(await tryMakeFolder(lock))) {
    if ((await ageMs(lock)) > STALE_AFTER_MS) {
      await rm(lock, { recursive: true, force: true });
      continue;
    }
    if (!hasWaited) onWaiting();
    hasWaited = true;
    await delay(RETRY_MS);
  }
}

async function tryMakeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** 0 where the lock has just been released. */
async function ageMs(lock: string): Promise<number> {
  try {
    return Date.now() - (await stat(lock)).mtimeMs;
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return 0;
    throw error;
  }
}

async function touch(lock: string): Promise<void> {
  const now = new Date();
  // The lock goes when the work is done, which may be while a heartbeat is under way.
  await utimes(lock, now, now).catch(() => undefined);
}

function isErrorWithCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
