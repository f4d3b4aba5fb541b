import type { Method } from '../protocol/method.ts';

/** What captures are called in lines about several: the method, with a number where there are several of one: `sse`, `sse#2`. */
export function captureLabels(methods: readonly Method[]): string[] {
  return methods.map((method, place) => {
    const before = methods.slice(0, place).filter((other) => other === method).length;
    return before === 0 ? method : `${method}#${before + 1}`;
  });
}
