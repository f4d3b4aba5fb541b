import { InspectorError } from '../protocol/errors.ts';

/** What `send` gives where the method goes one way. @param reason why, as a phrase */
export function cannotSend(reason: string): Promise<never> {
  return Promise.reject(new InspectorError('not-open', reason, 'use WebSocket to talk in both directions'));
}
