export function formatBytes(n: number): string {
  if (n < 1000) return `${n} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let v = n / 1000,
    i = 0;
  while (v >= 999.5 && i < 3) {
    v /= 1000;
    i++;
  }
  return `${v >= 100 ? v.toFixed(0) : v >= 10 ? v.toFixed(1) : v.toFixed(2)} ${units[i]}`;
}
export function formatDuration(ms: number): string {
  if (ms < 1) return `${ms.toFixed(2)} ms`;
  if (ms < 1000) return `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
  if (ms < 60000) return `${(ms / 1000).toFixed(ms < 10000 ? 2 : 1)} s`;
  return `${Math.floor(ms / 60000)} min ${Math.floor((ms % 60000) / 1000)} s`;
}
export function formatRate(n: number): string {
  return `${n >= 100 ? n.toFixed(0) : n.toFixed(1)}/s`;
}
export function formatShare(n: number): string {
  return `${(n * 100).toFixed(n < 0.1 && n > 0 ? 1 : 0)} %`;
}
export function formatClockTime(ms: number): string {
  const d = new Date(ms);
  const p = (x: number, n = 2): string => String(x).padStart(n, '0');
  return `${p(d.getHours())}:${p(d.getMinutes())}:${p(d.getSeconds())}.${p(d.getMilliseconds(), 3)}`;
}
