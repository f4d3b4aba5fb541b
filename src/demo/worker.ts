import { parentPort } from 'node:worker_threads';
import { startDemoServer } from './demoServer.ts';

/** The demo feed's thread: it posts the origin, `http://127.0.0.1:PORT`, once it listens, and serves until it is ended. */
if (parentPort === null) throw new Error('the demo feed runs in a worker thread');
const port = parentPort;

startDemoServer().then(
  ({ origin }) => {
    port.postMessage(origin);
  },
  (error: unknown) => {
    // Thrown out of the promise it ends the thread, and who started it is told.
    queueMicrotask(() => {
      throw error;
    });
  },
);
