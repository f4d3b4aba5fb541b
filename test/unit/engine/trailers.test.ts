import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startHttp2Server } from '../../support/http2Servers.ts';
import { TEST_CA_FILE } from '../../support/httpCertificate.ts';
import { clientFor } from '../../support/httpClients.ts';
import { startRawServer } from '../../support/httpServers.ts';
import { startStreamRun } from '../../support/streamRuns.ts';

const HEAD = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

describe('trailers', () => {
  it('of a chunked body are kept as they were written, repeats and all, and are framing', async () => {
    const trailers = 'X-Sum: 1\r\nSet-Cookie: a=b\r\nx-sum:2\r\n';
    await using server = await startRawServer((socket) => {
      socket.write(`${HEAD}5\r\nhello\r\n0\r\n${trailers}\r\n`);
    });
    await using client = clientFor();
    assert.equal(await client.get(server.url), 'hello');
    const [request] = client.sink.requests;
    assert.equal(request?.responseTrailers, 'X-Sum: 1\r\nSet-Cookie: a=b\r\nx-sum: 2\r\n\r\n');
    assert.equal(request.responseHead, HEAD);
    const { heads, framing, payload } = request.wire.parts;
    assert.equal(heads.receivedBytes, HEAD.length);
    assert.equal(payload.receivedBytes, 5);
    assert.equal(framing.receivedBytes, `5\r\n\r\n0\r\n${trailers}\r\n`.length);
  });

  it('are none of a body without them, and none of one that breaks off before they come', async () => {
    await using server = await startRawServer((socket, _head, count) => {
      if (count === 1) socket.write(`${HEAD}5\r\nhello\r\n0\r\n\r\n`);
      else socket.end(`${HEAD}5\r\nhello\r\n`);
    });
    await using client = clientFor();
    await client.get(server.url);
    await assert.rejects(client.get(server.url));
    assert.deepEqual(
      client.sink.requests.map(({ responseTrailers }) => responseTrailers),
      [null, null],
    );
  });

  it('come behind a compressed body too, and on a connection that is used again', async () => {
    const body = gzipSync('hello '.repeat(1_000));
    await using server = await startRawServer((socket, _head, count) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n`);
      socket.write(`${body.length.toString(16)}\r\n`);
      socket.write(body);
      socket.write(`\r\n0\r\nX-Count: ${count}\r\n\r\n`);
    });
    await using client = clientFor();
    for (const count of [1, 2]) {
      await client.get(server.url);
      const request = client.sink.requests.at(-1);
      assert.equal(request?.responseTrailers, `X-Count: ${count}\r\n\r\n`);
      assert.equal(request.isConnectionReused, count === 2);
    }
  });

  it('end an event stream', async () => {
    await using server = await startRawServer((socket, _head, count) => {
      const head = HEAD.replace('\r\n\r\n', '\r\nContent-Type: text/event-stream\r\n\r\n');
      socket.write(
        count === 1 ? `${head}9\r\ndata: a\n\n\r\n0\r\nX-Events: 1\r\n\r\n` : 'HTTP/1.1 204 No\r\n\r\n',
      );
    });
    await using run = startStreamRun(server.url);
    await run.sink.until(() => run.sink.requests[0]?.outcome === 'streamed');
    assert.equal(run.sink.requests[0]?.responseTrailers, 'X-Events: 1\r\n\r\n');
  });

  it('of HTTP/2 are kept, and are heads', async () => {
    await using server = await startHttp2Server((request, response) => {
      if (request.url === '/plain') {
        response.end('hello');
        return;
      }
      response.write('hello');
      response.addTrailers({ 'grpc-status': '0', 'X-Sum': ['1', '2'] });
      response.end();
    });
    await using client = clientFor({ caFile: TEST_CA_FILE });
    await client.get(`${server.url}/plain`);
    await client.get(server.url);
    const [plain, trailed] = client.sink.requests;
    assert.equal(plain?.responseTrailers, null);
    assert.equal(trailed?.responseTrailers, 'grpc-status: 0\r\nx-sum: 1, 2\r\n\r\n');
    assert.equal(trailed.wire.parts.payload.receivedBytes, 5);
  });
});
