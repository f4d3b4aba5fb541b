import { MAX_SCANNED_CHARACTERS } from '../../protocol/limits.ts';

/** What every place that is found has in it: a text without is not parsed. */
const TRACES = /WebSocket|EventSource|socket\.io|\bio\s*\(|setInterval|event-stream/;

/** Whether it is worth parsing a text: most have nothing that opens a connection. */
export function hasCodeTraces(text: string): boolean {
  return text.length <= MAX_SCANNED_CHARACTERS && TRACES.test(text);
}
