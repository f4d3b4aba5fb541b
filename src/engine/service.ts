import type { ToEngine } from '../protocol/engineWorker.ts';
import { InspectorError } from '../protocol/errors.ts';
import { MAX_BODY_BYTES_WHOLE, MAX_REQUESTS_PER_READ, MAX_ROWS_PER_READ } from '../protocol/limits.ts';
import type { EngineMethod } from '../protocol/panel.ts';
import type { SessionSnapshot } from '../protocol/session.ts';
import {
  folderOf,
  parseAssumptions,
  parseHighlights,
  parseProxySetting,
  parseRange,
  parseRowQuery,
} from './callParams.ts';
import { type Fields, fieldsOf, requireBoolean, requireNumber, requireString } from './fields.ts';
import { parseFeed } from './parseFeed.ts';
import { parseOutgoing } from './parseOutgoing.ts';
import { Session } from './session.ts';

/** The sessions of one editor window, by id, and the calls that reach them. */
export class EngineService {
  readonly #sessions = new Map<string, Session>();
  readonly #onSnapshot: (sessionId: string, snapshot: SessionSnapshot) => void;

  constructor(onSnapshot: (sessionId: string, snapshot: SessionSnapshot) => void) {
    this.#onSnapshot = onSnapshot;
  }

  /** @throws InspectorError for whatever goes wrong */
  async handle({ sessionId, method, params }: ToEngine): Promise<unknown> {
    const fields = fieldsOf(params);
    if (method === 'session/open') {
      return this.#open(sessionId, requireString(fields, 'path'), requireNumber(fields, 'budgetBytes'));
    }
    const session = this.#sessions.get(sessionId);
    if (session === undefined) {
      throw new InspectorError('not-found', 'this panel has no session', 'close the panel and open it again');
    }
    switch (method) {
      case 'session/close':
        this.#sessions.delete(sessionId);
        await session.close();
        return null;
      case 'session/watch':
        session.watch(requireBoolean(fields, 'isWatched'));
        return null;
      case 'session/snapshot':
        return session.snapshot();
      case 'session/clear':
        return session.clear();
      case 'capture/start':
        return start(session, fields);
      case 'capture/stop':
        await session.stopCapture(requireNumber(fields, 'captureId'));
        return null;
      case 'capture/send':
        await send(session, fields);
        return null;
      case 'rows/read': {
        const { from, to } = parseRange(fields, MAX_ROWS_PER_READ);
        const highlights = parseHighlights(fields);
        return session.readRows(parseRowQuery(fields.get('query')), from, to, highlights);
      }
      case 'rows/place':
        return {
          position: session.placeRow(parseRowQuery(fields.get('query')), requireNumber(fields, 'row')),
        };
      case 'rows/locate':
        return { position: locateRow(session, fields) };
      case 'frame/read':
      case 'frame/readWhole':
      case 'frame/document':
      case 'frame/previous':
        return readFrame(session, method, requireNumber(fields, 'row'));
      case 'requests/read': {
        const { from, to } = parseRange(fields, MAX_REQUESTS_PER_READ);
        return session.readRequests(from, to);
      }
      case 'request/read':
        return session.readRequest(requireNumber(fields, 'captureId'), requireNumber(fields, 'index'));
      case 'timeline/read':
        return session.readTimeline(
          requireNumber(fields, 'fromMs'),
          requireNumber(fields, 'toMs'),
          requireNumber(fields, 'columns'),
        );
      case 'comparison/read':
        return session.compare(parseAssumptions(fields.get('assumptions')));
    }
  }

  #open(sessionId: string, path: string, budgetBytes: number): SessionSnapshot {
    const known = this.#sessions.get(sessionId);
    if (known !== undefined) return known.snapshot();
    const onSnapshot = (snapshot: SessionSnapshot): void => {
      this.#onSnapshot(sessionId, snapshot);
    };
    const session = Session.open(path, onSnapshot, budgetBytes);
    this.#sessions.set(sessionId, session);
    return session.snapshot();
  }
}

async function start(session: Session, fields: Fields): Promise<{ readonly captureId: number }> {
  const feed = parseFeed(fields.get('feed'), folderOf(fields));
  const captureId = await session.startCapture(feed, parseProxySetting(fields.get('proxySetting')));
  return { captureId };
}

function locateRow(session: Session, fields: Fields): number {
  const query = parseRowQuery(fields.get('query'));
  return session.locateRow(query, requireNumber(fields, 'captureId'), requireNumber(fields, 'atMs'));
}

function readFrame(session: Session, method: EngineMethod & `frame/${string}`, row: number): unknown {
  switch (method) {
    case 'frame/read':
      return session.readFrame(row);
    case 'frame/readWhole':
      return session.readFrame(row, MAX_BODY_BYTES_WHOLE);
    case 'frame/document':
      return session.frameDocument(row);
    case 'frame/previous':
      return session.previousFrame(row);
  }
}

async function send(session: Session, fields: Fields): Promise<void> {
  const outgoing = parseOutgoing(fields.get('outgoing'), folderOf(fields));
  await session.send(requireNumber(fields, 'captureId'), outgoing);
}
