/** Calls again and again. @param intervalMs 0: never @returns what `clearInterval` takes; null where nothing runs */
export function heartbeat(intervalMs: number, beat: () => void): NodeJS.Timeout | null {
  return intervalMs === 0 ? null : setInterval(beat, intervalMs);
}
