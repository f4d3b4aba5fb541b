import type { SyntaxNode, Tree } from '@lezer/common';
import type { CodeSite } from './codeSite.ts';
import { routeParts } from './routeParts.ts';
import { argumentsOf, Reading, unquoted } from './syntax.ts';

const NOTED = new Set(['FunctionDefinition', 'CallExpression']);
const EVENT_STREAM = /^text\/event-stream\s*(?:;|$)/i;
const ROUTES = /\.(?:get|post|route|api_route)$/;
const TYPE_ARGUMENTS = /^(?:media_type|mimetype|content_type)$/;

/** Where Python answers with event streams: routes of FastAPI, Starlette and Flask, with sse-starlette or without. */
export function scanPython(text: string, tree: Tree, maxSites: number): CodeSite[] {
  const reading = new Reading(text);
  const places: { readonly node: SyntaxNode; readonly route: string; readonly body: SyntaxNode }[] = [];
  const functions = new Map<string, SyntaxNode>();
  const calls: SyntaxNode[] = [];
  let port: number | null = null;
  const cursor = tree.cursor();
  do {
    if (!NOTED.has(cursor.name)) continue;
    const { node } = cursor;
    if (node.name === 'FunctionDefinition') {
      const name = reading.of(node.getChild('VariableName'));
      functions.set(name, node);
      for (const decorator of node.parent?.getChildren('Decorator') ?? []) {
        const route = decoratorRoute(reading, decorator);
        if (route !== null) places.push({ node: decorator, route, body: node });
      }
    } else if (node.name === 'CallExpression') {
      const callee = reading.of(node.firstChild);
      if (callee === 'Route') calls.push(node);
      else if (callee.endsWith('.run')) port ??= portOf(reading, node);
    }
  } while (cursor.next());
  for (const call of calls) {
    const [path, ...others] = argumentsOf(call);
    const handler = others.find((other) => functions.has(reading.of(other)));
    const body = handler === undefined ? undefined : functions.get(reading.of(handler));
    const route = routeOf(reading, path);
    if (route !== null && body !== undefined) places.push({ node: call, route, body });
  }
  const sites: CodeSite[] = [];
  for (const { node, route, body } of places) {
    if (sites.length >= maxSites) break;
    if (!answersWithEvents(reading, body)) continue;
    const to = node.from + reading.of(node).trimEnd().length;
    const address = routeParts(route);
    sites.push({ from: node.from, to, construct: 'route', method: 'sse', address, intervalMs: null, port });
  }
  return sites;
}

function decoratorRoute(reading: Reading, decorator: SyntaxNode): string | null {
  const list = decorator.getChild('ArgList');
  if (list === null || !ROUTES.test(reading.text.slice(decorator.from, list.from).trimEnd())) return null;
  return routeOf(reading, argumentsOf(decorator)[0]);
}

function routeOf(reading: Reading, node: SyntaxNode | undefined): string | null {
  if (node?.name !== 'String') return null;
  const text = unquoted(reading.of(node));
  return text.startsWith('/') ? text : null;
}

function answersWithEvents(reading: Reading, body: SyntaxNode): boolean {
  for (const node of reading.within(body)) {
    if (node.name === 'CallExpression' && /(?:^|\.)EventSourceResponse$/.test(reading.of(node.firstChild))) {
      return true;
    }
    if (node.name === 'String' && EVENT_STREAM.test(unquoted(reading.of(node))) && isType(reading, node)) {
      return true;
    }
  }
  return false;
}

/** `media_type="…"`, or `"Content-Type": "…"` of a dictionary. */
function isType(reading: Reading, value: SyntaxNode): boolean {
  const sign = value.prevSibling;
  const key = sign?.prevSibling ?? null;
  if (sign?.name === 'AssignOp') return TYPE_ARGUMENTS.test(reading.of(key));
  return sign?.name === ':' && /^content-type$/i.test(unquoted(reading.of(key)));
}

/** `uvicorn.run(app, port=8000)`, `app.run(port=5000)` */
function portOf(reading: Reading, call: SyntaxNode): number | null {
  const parts = argumentsOf(call);
  const at = parts.findIndex((part) => reading.of(part) === 'port');
  const value = parts.slice(at + 1).find(({ name }) => name !== 'AssignOp');
  return at >= 0 && value?.name === 'Number' ? Number(reading.of(value)) : null;
}
