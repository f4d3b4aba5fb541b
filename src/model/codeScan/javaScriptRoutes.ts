import type { SyntaxNode } from '@lezer/common';
import type { CodeSite } from './codeSite.ts';
import type { JavaScriptAddresses } from './javaScriptAddress.ts';
import { routeParts } from './routeParts.ts';
import { argumentsOf, childrenOf, type Reading, unquoted } from './syntax.ts';

const EVENT_STREAM = /^text\/event-stream\s*(?:;|$)/i;
/** Longest literal that can be a type with its parameters. */
const MAX_TYPE_CHARACTERS = 100;
const ROUTES = /\.(?:get|post|all|any|use|route|on)$/;
const SETS_TYPE = /\.(?:setHeader|set|header|append|type|contentType)$/;

/** Routes of Express, Fastify, Koa, Hono and Node's own server whose handlers answer with an event stream. */
export class JavaScriptRoutes {
  readonly #reading: Reading;
  readonly #addresses: JavaScriptAddresses;
  readonly #types: SyntaxNode[] = [];
  /** Where a handler that has a name is given to a route. */
  readonly #handlers = new Map<string, SyntaxNode>();
  #port: number | null = null;

  constructor(reading: Reading, addresses: JavaScriptAddresses) {
    this.#reading = reading;
    this.#addresses = addresses;
  }

  noteCall(call: SyntaxNode): void {
    const callee = call.firstChild;
    if (callee?.name !== 'MemberExpression') return;
    const name = this.#reading.of(callee.lastChild);
    if (name === 'listen') this.#port ??= this.#portOf(argumentsOf(call)[0]);
    if (!ROUTES.test(`.${name}`)) return;
    const [route, ...handlers] = argumentsOf(call);
    if (route === undefined || this.#routeOf(route) === null) return;
    for (const handler of handlers) {
      if (handler.name === 'VariableName') this.#handlers.set(this.#reading.of(handler), call);
    }
  }

  noteString(node: SyntaxNode): void {
    if (node.to - node.from > MAX_TYPE_CHARACTERS || !EVENT_STREAM.test(unquoted(this.#reading.of(node))))
      return;
    if (this.#isType(node)) this.#types.push(node);
  }

  sites(maxSites: number): CodeSite[] {
    const sites = new Map<number, CodeSite>();
    for (const type of this.#types) {
      if (sites.size >= maxSites) break;
      const place = this.#placeOf(type);
      if (place === null) continue;
      const { node, route } = place;
      sites.set(node.from, {
        from: node.from,
        to: node.to,
        construct: 'route',
        method: 'sse',
        address: routeParts(route),
        intervalMs: null,
        port: this.#port,
      });
    }
    return [...sites.values()];
  }

  /** Whether it is what an answer is said to be; a request that accepts it, or a test for it, is none. */
  #isType(node: SyntaxNode): boolean {
    const { parent } = node;
    if (parent?.name === 'Property') return /^content-type$/i.test(this.#addresses.keyOf(parent));
    if (parent?.name === 'AssignmentExpression') return this.#reading.of(parent.firstChild).endsWith('.type');
    if (parent?.name !== 'ArgList') return false;
    const call = parent.parent;
    if (call === null || !SETS_TYPE.test(this.#reading.of(call.firstChild))) return false;
    const [first, second] = argumentsOf(call);
    const isSecond = second?.from === node.from;
    return isSecond
      ? /^content-type$/i.test(unquoted(this.#reading.of(first ?? null)))
      : first?.from === node.from;
  }

  #placeOf(type: SyntaxNode): { readonly node: SyntaxNode; readonly route: string } | null {
    for (const outer of this.#reading.around(type)) {
      const route = this.#routeAt(outer, type);
      if (route !== null) return { node: outer, route };
      const name = this.#functionName(outer);
      const call = name === null ? undefined : this.#handlers.get(name);
      const given = call === undefined ? null : this.#routeOf(argumentsOf(call)[0]);
      if (call !== undefined && given !== null) return { node: call, route: given };
    }
    return null;
  }

  #routeAt(outer: SyntaxNode, type: SyntaxNode): string | null {
    switch (outer.name) {
      case 'CallExpression': {
        const callee = this.#reading.of(outer.firstChild);
        if (/(?:^|\.)createServer$/.test(callee)) return '/';
        const [first] = argumentsOf(outer);
        if (!ROUTES.test(callee)) return null;
        return (
          this.#routeOf(first) ?? this.#routeOf(this.#memberOf(first, 'url') ?? this.#memberOf(first, 'path'))
        );
      }
      case 'IfStatement':
        return this.#routeIn(outer.getChild('ParenthesizedExpression'));
      case 'SwitchBody': {
        const before = outer.childBefore(type.from);
        for (let node = before; node !== null; node = node.prevSibling) {
          if (node.name === 'CaseLabel') return this.#routeIn(node);
        }
        return null;
      }
      default:
        return null;
    }
  }

  /** The path that is compared with, somewhere in a condition. */
  #routeIn(condition: SyntaxNode | null): string | null {
    if (condition === null) return null;
    for (const node of this.#reading.within(condition)) {
      const route = node.name === 'String' ? this.#routeOf(node) : null;
      if (route !== null) return route;
    }
    return null;
  }

  #memberOf(object: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
    return this.#addresses.member(object, name) ?? undefined;
  }

  #routeOf(node: SyntaxNode | undefined): string | null {
    if (node?.name !== 'String') return null;
    const text = unquoted(this.#reading.of(node));
    return text.startsWith('/') ? text : null;
  }

  #functionName(node: SyntaxNode): string | null {
    if (node.name === 'FunctionDeclaration') return this.#reading.of(node.getChild('VariableDefinition'));
    if (node.name !== 'ArrowFunction' && node.name !== 'FunctionExpression') return null;
    const { parent } = node;
    return parent?.name === 'VariableDeclaration'
      ? this.#reading.of(parent.getChild('VariableDefinition'))
      : null;
  }

  #portOf(node: SyntaxNode | undefined): number | null {
    const value = node?.name === 'ObjectExpression' ? this.#memberOf(node, 'port') : node;
    const direct = this.#addresses.number(value);
    if (direct !== null) return direct;
    // `process.env.PORT || 3000`
    const last = value?.name === 'BinaryExpression' ? childrenOf(value).at(-1) : undefined;
    return this.#addresses.number(last);
  }
}
