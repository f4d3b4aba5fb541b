import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Client, type ClientOptions } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { CLI_MAIN, runCli } from '../../support/cliRun.ts';
import { startServer, type TestServer } from '../../support/httpServers.ts';
import { waitFor } from '../../support/waitFor.ts';

/** The SDK's own client, with the command line as its server. */
class Agent implements AsyncDisposable {
  readonly #client: Client;
  readonly asked: string[] = [];

  private constructor(client: Client) {
    this.#client = client;
  }

  /** @param agrees what its user says when asked; null: the client cannot ask */
  static async start(agrees: boolean | null, words: readonly string[] = []): Promise<Agent> {
    const options: ClientOptions = agrees === null ? {} : { capabilities: { elicitation: { form: {} } } };
    const client = new Client({ name: 'test', version: '1' }, options);
    const agent = new Agent(client);
    if (agrees !== null) {
      client.setRequestHandler('elicitation/create', ({ params }) => {
        agent.asked.push(params.message);
        return agrees ? { action: 'accept', content: { confirm: true } } : { action: 'decline' };
      });
    }
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: ['--disable-warning=ExperimentalWarning', CLI_MAIN, 'mcp', ...words],
        stderr: 'inherit',
      }),
    );
    return agent;
  }

  async tools(): Promise<readonly string[]> {
    const { tools } = await this.#client.listTools();
    return tools.map(({ name }) => name);
  }

  async call(name: string, input: Record<string, unknown> = {}): Promise<{ text: string; isError: boolean }> {
    const { content, isError } = await this.#client.callTool({ name, arguments: input });
    const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
    return { text, isError: isError === true };
  }

  /** What a tool answered, behind the note that it is not to be trusted. */
  async ask(name: string, input: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const { text, isError } = await this.call(name, input);
    assert.equal(isError, false, text);
    const [note = '', ...lines] = text.split('\n');
    assert.match(note, /untrusted data/);
    return JSON.parse(lines.join('\n')) as Record<string, unknown>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
  }
}

/** An event stream that stays open. */
function startEventStream(text: string): Promise<TestServer> {
  return startServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(text);
  });
}

describe('the server of the Model Context Protocol', () => {
  it('tells its tools', async () => {
    await using agent = await Agent.start(null);
    assert.deepEqual(await agent.tools(), [
      'list_captures',
      'query_messages',
      'read_message',
      'statistics',
      'compare_methods',
      'connect',
      'disconnect',
      'send',
    ]);
    assert.deepEqual(await agent.ask('list_captures'), { captures: [], rows: 0, droppedRows: 0 });
  });

  it('connects once the user has agreed, and tells what came, in whole and by a filter', async () => {
    await using server = await startEventStream('data: {"n":1}\n\nevent: trade\ndata: {"n":2}\n\n');
    await using agent = await Agent.start(true);
    const started = await agent.ask('connect', { url: `${server.url}?token=s3cret`, method: 'sse' });
    assert.equal(agent.asked.length, 1);
    assert.match(agent.asked[0] ?? '', new RegExp(server.url));
    assert.doesNotMatch(JSON.stringify(started), /s3cret/);
    const { captureId } = started;
    await waitFor(
      'two messages',
      async () => (await agent.ask('query_messages', { filter: 'kind:message' }))['matches'] === 2,
    );
    const found = await agent.ask('query_messages', { filter: '$.n == 2', limit: 5 });
    assert.partialDeepStrictEqual(found, {
      matches: 1,
      messages: [{ event: 'trade', text: '{"n":2}', captureId }],
    });
    const [message] = found['messages'] as readonly { readonly row: number }[];
    const whole = await agent.ask('read_message', { row: message?.row, offsetBytes: 1 });
    assert.equal(whole['text'], '"n":2}');
    assert.partialDeepStrictEqual(await agent.ask('statistics'), {
      quantiles: { size: [{ captureId, count: 2 }] },
    });
    assert.partialDeepStrictEqual(await agent.ask('compare_methods'), { matchBasis: 'none' });
    await agent.ask('disconnect', { captureId });
    assert.equal(agent.asked.length, 2);
    assert.partialDeepStrictEqual(await agent.ask('list_captures'), {
      captures: [{ captureId, state: 'closed' }],
    });
  });

  it('does nothing that the user has not agreed to', async () => {
    await using agent = await Agent.start(false);
    const { text, isError } = await agent.call('connect', { url: 'http://127.0.0.1:9/' });
    assert.equal(isError, true);
    assert.match(text, /the user did not agree/);
    assert.deepEqual((await agent.ask('list_captures'))['captures'], []);
  });

  it('does nothing for a client that cannot ask, but for what the command line allows', async () => {
    await using server = await startEventStream('data: x\n\n');
    {
      await using agent = await Agent.start(null);
      const { text, isError } = await agent.call('connect', { url: server.url });
      assert.equal(isError, true);
      assert.match(text, /elicitation/);
      assert.deepEqual((await agent.ask('list_captures'))['captures'], []);
    }
    await using agent = await Agent.start(null, ['--allow', 'connect']);
    await agent.ask('connect', { url: server.url, method: 'sse' });
    assert.equal(((await agent.ask('list_captures'))['captures'] as unknown[]).length, 1);
  });

  it('names what is wrong with an input, and goes on', async () => {
    await using agent = await Agent.start(true);
    for (const [name, input, pattern] of [
      ['query_messages', { filter: 'size>abc' }, /size/i],
      ['read_message', { row: 7 }, /not-found/],
      ['send', { captureId: 5, text: 'x' }, /not-open/],
      ['connect', { url: 'nonsense' }, /invalid-url/],
    ] as const) {
      const { text, isError } = await agent.call(name, input);
      assert.equal(isError, true, name);
      assert.match(text, pattern);
    }
    assert.equal((await agent.ask('list_captures'))['rows'], 0);
  });

  it('refuses to allow what it does not know', async () => {
    const { code, stderr } = await runCli('mcp', '--allow', 'everything');
    assert.equal(code, 2);
    assert.match(stderr, /--allow everything is no tool that asks first/);
  });
});
