import { parentPort } from 'node:worker_threads';
import type { FromEngine, ToEngine } from '../protocol/engineWorker.ts';
import { toErrorInfo } from '../protocol/errors.ts';
import { EngineService } from './service.ts';

/** The engine's thread: a busy feed keeps this one busy, never the extension host that all extensions share. */
if (parentPort === null) throw new Error('the engine runs in a worker thread');
const port = parentPort;

const post = (message: FromEngine): void => {
  port.postMessage(message);
};

const service = new EngineService(
  (sessionId, snapshot) => {
    post({ type: 'snapshot', sessionId, snapshot });
  },
  (sessionId, share) => {
    post({ type: 'progress', sessionId, share });
  },
);

port.on('message', (message: ToEngine) => {
  service.handle(message).then(
    (value) => {
      post({ type: 'result', id: message.id, value });
    },
    (error: unknown) => {
      post({ type: 'failure', id: message.id, error: toErrorInfo(error) });
    },
  );
});
