import type { Method } from '../protocol/method.ts';

/** What choosing a method means, whatever the feed. */
export interface TradeOffs {
  /** Who speaks, and to whom. */
  readonly direction: string;
  readonly complexity: string;
  readonly efficiency: string;
  readonly idealUse: string;
}

export const TRADE_OFFS: Readonly<Record<Method, TradeOffs>> = {
  'short-polling': {
    direction: 'The client asks, the server answers at once.',
    complexity: 'Easy: plain requests, nothing to keep open, every cache and proxy knows them.',
    efficiency: 'Low: heads are paid for every question, answered or not, and news waits for the next one.',
    idealUse: 'Dashboards and prototypes, where data that is an interval old does no harm.',
  },
  'long-polling': {
    direction: 'The client asks, the server answers when it has news.',
    complexity:
      'Medium: the server holds requests, and needs a position not to lose news between two of them.',
    efficiency: 'Medium: no empty answers but time-outs, yet heads for every answer.',
    idealUse: 'News that comes now and then, where streams do not get through.',
  },
  websocket: {
    direction: 'Both sides speak whenever they like.',
    complexity:
      'Advanced: a protocol of its own, in which reconnecting, resuming and spreading load are for the app to write.',
    efficiency: 'High: one upgrade, then a few bytes around each message.',
    idealUse: 'Chats, games and shared editing, and binary data.',
  },
  sse: {
    direction: 'The server speaks, the client listens.',
    complexity:
      'Easy: one answer that goes on; browsers reconnect and resume by themselves. Over HTTP/1.1 they open six of them per host at most.',
    efficiency: 'High: one request, then a line or two around each message. Text only.',
    idealUse: 'Notifications, prices, logs and progress: feeds that only need to be heard.',
  },
};
