import { parentPort, workerData } from 'node:worker_threads';
import type { FromReplay, ReplayWorkerData } from '../protocol/replay.ts';
import { ReplayServer } from './replayServer.ts';

/** The thread that serves a stretch of a capture: it posts where it listens, and when all has been served. */
if (parentPort === null) throw new Error('a replay runs in a worker thread');
const port = parentPort;
// Who starts it gives this and nothing else.
const { stretch, times } = workerData as ReplayWorkerData;

const post = (message: FromReplay): void => {
  port.postMessage(message);
};

ReplayServer.start(stretch, times).then(
  async ({ origin, played }) => {
    post({ type: 'listening', origin });
    post({ type: 'played', gone: await played });
  },
  (error: unknown) => {
    // Thrown out of the promise it ends the thread, and who started it is told.
    queueMicrotask(() => {
      throw error;
    });
  },
);
