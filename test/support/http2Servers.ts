import http2, {
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import { TEST_CERTIFICATE, TEST_KEY } from './httpCertificate.ts';
import { listen, type TestServer } from './httpServers.ts';

type Handler = (request: Http2ServerRequest, response: Http2ServerResponse) => void;

export interface Http2Server extends TestServer {
  /** Those that clients have opened, in order. */
  readonly sessions: readonly ServerHttp2Session[];
}

/** Over TLS, where it also speaks HTTP/1.1 if it is told so, or in plain sight to clients that know. */
export async function startHttp2Server(
  handler: Handler,
  { isTls = true, allowHTTP1 = false } = {},
): Promise<Http2Server> {
  const server = isTls
    ? http2.createSecureServer({ cert: TEST_CERTIFICATE, key: TEST_KEY, allowHTTP1 }, handler)
    : http2.createServer(handler);
  const sessions: ServerHttp2Session[] = [];
  server.on('session', (session) => sessions.push(session));
  // What a test breaks off is no failure of the server's.
  server.on('sessionError', () => undefined);
  const listening = await listen(server, isTls ? 'https' : 'http');
  return { ...listening, sessions };
}
