import type { FrameKind } from '../../protocol/frame.ts';
import type { IconName } from '../dom/icons.ts';

export const KIND_WORDS: Readonly<Record<FrameKind, string>> = {
  message: 'Message',
  ping: 'Ping',
  pong: 'Pong',
  close: 'Close',
  comment: 'Comment',
  retry: 'Retry',
};

export const KIND_ICONS: Readonly<Record<FrameKind, IconName>> = {
  message: 'mail',
  ping: 'heart',
  pong: 'heart',
  close: 'debug-disconnect',
  comment: 'comment',
  retry: 'refresh',
};
