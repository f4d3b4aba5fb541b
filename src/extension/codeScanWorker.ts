import { parentPort } from 'node:worker_threads';
import { scanCode } from '../model/codeScan/scanCode.ts';
import type { CodeScanRequest } from './codeScanner.ts';

/** The thread that looks through code: an error ends it, and who asked is told. */
if (parentPort === null) throw new Error('code is looked through in a worker thread');
const port = parentPort;

port.on('message', ({ text, language }: CodeScanRequest) => {
  port.postMessage(scanCode(text, language));
});
