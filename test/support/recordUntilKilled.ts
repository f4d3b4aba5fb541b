/** A process to be killed: records numbered messages without end, and prints how many it has flushed. */
import { writeSync } from 'node:fs';
import { FrameLog } from '../../src/engine/log/frameLog.ts';
import { RequestLog } from '../../src/engine/log/requestLog.ts';
import { openRecording } from '../../src/engine/recording/openRecording.ts';
import { appendNumbers, request } from './sampleLog.ts';

const [path = '', perFlush = '1'] = process.argv.slice(2);
const recording = openRecording(path, { create: true });
const log = new FrameLog(recording.blocks);
const requests = new RequestLog(recording.requests);
for (let index = 0; ; index++) {
  appendNumbers(log, Number(perFlush), { event: `event ${index % 10}` });
  requests.putRequest(request(1, index));
  recording.flush(() => {
    log.flush();
    requests.flush();
    recording.writeCaptures(JSON.stringify({ rows: log.rowCount }));
  });
  writeSync(1, `${log.rowCount}\n`);
}
