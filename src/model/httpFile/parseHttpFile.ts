import type { HeaderField } from '../../protocol/feed.ts';

/** Characters of a file that is read; longer ones are no list of requests. */
const MAX_CHARACTERS = 2_000_000;
/** Requests of a file. */
const MAX_REQUESTS = 1_000;

const SEPARATOR = /^###+\s*(.*)$/;
const COMMENT = /^\s*(?:#|\/\/)/;
/** `# @name x` of REST Client, `# @name = x` of httpYac. */
const NAMED = /^\s*(?:#|\/\/)\s*@name(?:\s*=\s*|\s+)(\S.*)$/;
const VARIABLE = /^\s*@([^\s=]+)\s*=\s*(.*)$/;
/** What a file calls a request of its own kind before the address. */
const VERB =
  /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|WEBSOCKET|WSS?|SSE|[A-Z]{3,20})\s+(?=\S)/;
const HTTP_VERSION = /\s+HTTP\/\d(?:\.\d)?\s*(?:\(.*\))?$/i;
const HEADER = /^([^\s:{}]+)\s*:(.*)$/;
/** JetBrains: from one message of a WebSocket to the next; what follows says when, and is left out. */
const NEXT_MESSAGE = /^===(?:\s.*)?$/;
/** Scripts before and after a request: they are passed over, never run. */
const SCRIPT_STARTS = /^\s*(?:[<>]\s*\{%|\{\{\s*(?:@\w+\s*)?$|\?\?)/;
const BODY_FILE = /^<(?:@\S*)?\s+\S/;
/** Where JetBrains and httpYac put an answer, or what is done with it. */
const AFTER_BODY = /^(?:<>|>>?!?|>\s*\S)\s/;

/** A request as it is written: with its variables, and not yet checked. */
export interface HttpFileRequest {
  readonly name: string | null;
  /** Of the line with the address, from 1. */
  readonly line: number;
  /** Null: none is written, and GET is meant. */
  readonly verb: string | null;
  readonly url: string;
  readonly headers: readonly (HeaderField | { readonly wrongLine: number })[];
  readonly body: string | null;
  /** Of a WebSocket: what is sent once it is open. */
  readonly messages: readonly string[];
  /** Of the line that has the body read from a file; null: none does. */
  readonly bodyFileLine: number | null;
}

export interface HttpFile {
  readonly requests: readonly HttpFileRequest[];
  /** By name: `@name = value`. */
  readonly variables: ReadonlyMap<string, string>;
}

interface Line {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/**
 * The requests of a `.http` or `.rest` file, as REST Client, httpYac and JetBrains write them. Nothing in it is run, no file that
 * it names is read, and what cannot be read is passed over.
 */
export function parseHttpFile(text: string): HttpFile {
  const variables = new Map<string, string>();
  const requests: HttpFileRequest[] = [];
  if (text.length > MAX_CHARACTERS) return { requests, variables };
  for (const { name, lines } of blocksOf(text)) {
    const request = readBlock(name, lines, variables);
    if (request !== null) requests.push(request);
    if (requests.length >= MAX_REQUESTS) break;
  }
  return { requests, variables };
}

function* blocksOf(
  text: string,
): Generator<{ readonly name: string | null; readonly lines: readonly Line[] }> {
  let name: string | null = null;
  let lines: Line[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const [separator, words = ''] = SEPARATOR.exec(line) ?? [];
    if (separator === undefined) {
      lines.push({ text: line, line: index + 1 });
      continue;
    }
    yield { name, lines };
    name = words.trim() === '' ? null : words.trim();
    lines = [];
  }
  yield { name, lines };
}

function readBlock(
  title: string | null,
  lines: readonly Line[],
  variables: Map<string, string>,
): HttpFileRequest | null {
  let name = title;
  let at = 0;
  for (; at < lines.length; at += 1) {
    const text = lines[at]?.text ?? '';
    const [, given] = NAMED.exec(text) ?? [];
    if (given !== undefined) name = given.trim();
    const [, variable, value = ''] = VARIABLE.exec(text) ?? [];
    if (variable !== undefined) variables.set(variable, value.trim());
    else if (SCRIPT_STARTS.test(text)) at = endOfScript(lines, at);
    else if (text.trim() !== '' && !COMMENT.test(text)) break;
  }
  const first = lines[at];
  return first === undefined ? null : readRequest(name, first, lines.slice(at + 1));
}

function readRequest(name: string | null, first: Line, rest: readonly Line[]): HttpFileRequest | null {
  const written = first.text.trim().replace(HTTP_VERSION, '');
  const [start = '', verb = null] = VERB.exec(written) ?? [];
  let url = written.slice(start.length).trim();
  if (verb === null && !/^(?:(?:https?|wss?):\/\/|\{\{|\/)/i.test(url)) return null;
  const lines = withoutHeadComments(rest);
  let at = 0;
  // A query that goes on: `?a=1` and `&b=2`, or what is set in.
  for (; at < lines.length; at += 1) {
    const text = lines[at]?.text ?? '';
    if (text.trim() === '' || !/^\s+\S|^[?&]/.test(text)) break;
    url += text.trim().replace(HTTP_VERSION, '');
  }
  const headers: (HeaderField | { readonly wrongLine: number })[] = [];
  for (; at < lines.length; at += 1) {
    const { text = '', line = 0 } = lines[at] ?? {};
    if (text.trim() === '') break;
    const [, field, value = ''] = HEADER.exec(text.trim()) ?? [];
    headers.push(field === undefined ? { wrongLine: line } : [field, value.trim()]);
  }
  return { name, line: first.line, verb, url, headers, ...readBody(lines.slice(at + 1)) };
}

/** Comments are left out of what comes before the first empty line only: a body is as it is. */
function withoutHeadComments(lines: readonly Line[]): readonly Line[] {
  const empty = lines.findIndex(({ text }) => text.trim() === '');
  const head = empty < 0 ? lines : lines.slice(0, empty);
  return [...head.filter(({ text }) => !COMMENT.test(text)), ...lines.slice(head.length)];
}

function readBody(lines: readonly Line[]): Pick<HttpFileRequest, 'body' | 'messages' | 'bodyFileLine'> {
  const messages: string[] = [];
  let kept: string[] = [];
  let bodyFileLine: number | null = null;
  const end = (): void => {
    const message = kept.join('\n').trim();
    if (message !== '') messages.push(message);
    kept = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const { text = '', line = 0 } = lines[at] ?? {};
    if (SCRIPT_STARTS.test(text)) at = endOfScript(lines, at);
    else if (AFTER_BODY.test(text)) continue;
    else if (NEXT_MESSAGE.test(text)) end();
    else if (BODY_FILE.test(text)) bodyFileLine ??= line;
    else kept.push(text);
  }
  end();
  return { body: messages.length === 0 ? null : messages.join('\n'), messages, bodyFileLine };
}

/** @returns the place of the last line of a script; the last one of all where nothing closes it */
function endOfScript(lines: readonly Line[], start: number): number {
  const text = lines[start]?.text ?? '';
  if (text.trimStart().startsWith('??')) return start;
  const close = text.includes('{%') ? '%}' : '}}';
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at]?.text ?? '';
    if (close === '%}' ? line.includes(close) : at > start && line.trim() === close) return at;
  }
  return lines.length;
}
