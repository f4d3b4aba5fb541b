/** A plain `eventsource` client that only counts: what an SSE capture is measured against. */
import { EventSource } from 'eventsource';
import { Receiver } from '../support/report.ts';

const [port, messages] = process.argv.slice(2).map(Number);
const receiver = new Receiver(messages ?? 0);
const source = new EventSource(`http://127.0.0.1:${port ?? 0}/`);
source.addEventListener('message', () => {
  receiver.take();
});
