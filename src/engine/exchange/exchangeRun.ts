import { InspectorError } from '../../protocol/errors.ts';

/** How an export or import is watched and given up. */
export interface ExchangeRun {
  readonly signal: AbortSignal;
  /** @param share of the work that is done, from 0 to 1 */
  readonly onProgress: (share: number) => void;
}

/** @param what is under way: `the export` */
export function checkCancelled(signal: AbortSignal, what: string): void {
  if (signal.aborted)
    throw new InspectorError('cancelled', `${what} was cancelled`, 'start it again; nothing was written');
}
