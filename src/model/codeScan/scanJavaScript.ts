import type { SyntaxNode, Tree } from '@lezer/common';
import type { Method } from '../../protocol/method.ts';
import type { CodeConstruct, CodeSite } from './codeSite.ts';
import { JavaScriptAddresses } from './javaScriptAddress.ts';
import { JavaScriptRoutes } from './javaScriptRoutes.ts';
import { argumentsOf, Reading, unquoted } from './syntax.ts';

type Found = Pick<CodeSite, 'construct' | 'method' | 'address'> & Partial<CodeSite>;

/** Classes by their usual names, and the ones that reconnect and take the same arguments. */
const CLASSES: Readonly<Record<string, readonly [CodeConstruct, Method]>> = {
  WebSocket: ['socket', 'websocket'],
  ReconnectingWebSocket: ['socket', 'websocket'],
  EventSource: ['event-source', 'sse'],
  EventSourcePolyfill: ['event-source', 'sse'],
  ReconnectingEventSource: ['event-source', 'sse'],
};
/** What is looked at: making a node of every other takes most of the time. */
const NOTED = new Set(['VariableDefinition', 'NewExpression', 'CallExpression', 'String']);
const GLOBALS = /^(?:window|globalThis|self|global)\./;
/** Functions that get an address by a request without a body. */
const GETTERS = ['fetch', 'axios', 'axios.get'];
const SOCKET_IO = 'socket.io-client';

/** Where JavaScript or TypeScript, with JSX or without, opens connections and answers with event streams. */
export function scanJavaScript(text: string, tree: Tree, maxSites: number): CodeSite[] {
  return new JavaScriptScan(text).sites(tree, maxSites);
}

class JavaScriptScan {
  readonly #reading: Reading;
  readonly #addresses: JavaScriptAddresses;
  readonly #routes: JavaScriptRoutes;
  /** Names of this file for those of a module: `module name`. */
  readonly #imports = new Map<string, string>();
  readonly #own = new Set<string>();
  readonly #functions = new Map<string, SyntaxNode>();
  readonly #calls: SyntaxNode[] = [];

  constructor(text: string) {
    this.#reading = new Reading(text);
    this.#addresses = new JavaScriptAddresses(this.#reading);
    this.#routes = new JavaScriptRoutes(this.#reading, this.#addresses);
  }

  /** Names are used before they are told, so what is called is looked at once all are known. */
  sites(tree: Tree, maxSites: number): CodeSite[] {
    const cursor = tree.cursor();
    do {
      if (NOTED.has(cursor.name)) this.#note(cursor.node);
    } while (cursor.next());
    const sites = this.#routes.sites(maxSites);
    for (const call of this.#calls) {
      if (sites.length >= maxSites) break;
      const found = call.name === 'NewExpression' ? this.#created(call) : this.#called(call);
      if (found !== null)
        sites.push({ from: call.from, to: call.to, intervalMs: null, port: null, ...found });
    }
    return sites;
  }

  #note(node: SyntaxNode): void {
    switch (node.name) {
      case 'VariableDefinition':
        this.#define(node);
        return;
      case 'NewExpression':
        this.#calls.push(node);
        return;
      case 'CallExpression':
        this.#calls.push(node);
        this.#routes.noteCall(node);
        return;
      case 'String':
        this.#routes.noteString(node);
        return;
    }
  }

  #define(node: SyntaxNode): void {
    const name = this.#reading.of(node);
    const { parent } = node;
    const from = moduleOf(node, this.#reading);
    if (from === null) this.#own.add(name);
    else {
      const isRenamed = node.prevSibling?.name === 'as';
      this.#imports.set(
        name,
        `${from} ${isRenamed ? this.#reading.of(node.prevSibling?.prevSibling ?? null) : name}`,
      );
    }
    if (parent?.name === 'FunctionDeclaration') this.#functions.set(name, parent);
    this.#addresses.define(node);
  }

  #created(node: SyntaxNode): Found | null {
    const name = this.#calleeOf(node, node.firstChild?.nextSibling ?? null);
    if (!Object.hasOwn(CLASSES, name)) return null;
    const { [name]: known } = CLASSES;
    if (known === undefined) return null;
    const [construct, method] = known;
    return { construct, method, address: this.#addresses.parts(argumentsOf(node)[0]) };
  }

  #called(node: SyntaxNode): Found | null {
    const callee = this.#calleeOf(node, node.firstChild);
    const [first, second] = argumentsOf(node);
    if (callee === 'setInterval') return this.#polled(first, second);
    if (this.#isImported(callee, 'fetchEventSource', '@microsoft/fetch-event-source')) {
      return { construct: 'event-source', method: 'sse', address: this.#addresses.parts(first) };
    }
    return this.#isSocketIo(callee) ? this.#socketIo(first, second) : null;
  }

  /** The name that is called, by itself or of the global object, without its type arguments. */
  #calleeOf(call: SyntaxNode, callee: SyntaxNode | null): string {
    const node = callee?.name === 'InstantiationExpression' ? callee.firstChild : callee;
    // A long chain is no name, and its text is not cut out for every call in it.
    if (node === null || node.to - node.from > 100 || node === call) return '';
    return this.#reading.of(node).replace(GLOBALS, '');
  }

  #isImported(callee: string, name: string, module: string): boolean {
    const imported = this.#imports.get(callee);
    return imported === undefined
      ? callee === name && !this.#own.has(name)
      : imported === `${module} ${name}`;
  }

  /** `io` of its module by any name, or of the page where the file makes no other of it. */
  #isSocketIo(callee: string): boolean {
    const imported = this.#imports.get(callee);
    if (imported === undefined) return callee === 'io' && !this.#own.has('io');
    return imported.startsWith(`${SOCKET_IO} `);
  }

  #socketIo(first: SyntaxNode | undefined, second: SyntaxNode | undefined): Found {
    const hasAddress = first !== undefined && first.name !== 'ObjectExpression';
    const path = this.#addresses.parts(this.#addresses.member(hasAddress ? second : first, 'path'));
    const [only] = path;
    const ownPath = path.length === 1 && only?.kind === 'text' ? only.text : '/socket.io';
    const address = hasAddress ? this.#addresses.parts(first) : [];
    return { construct: 'socket.io', method: 'websocket', address, socketIoPath: ownPath };
  }

  #polled(callback: SyntaxNode | undefined, interval: SyntaxNode | undefined): Found | null {
    if (callback === undefined) return null;
    const named =
      callback.name === 'VariableName' ? this.#functions.get(this.#reading.of(callback)) : undefined;
    const body = named ?? this.#addresses.functionOf(callback);
    if (body === null) return null;
    for (const node of this.#reading.within(body)) {
      if (node.name !== 'CallExpression') continue;
      if (!GETTERS.includes(this.#calleeOf(node, node.firstChild))) continue;
      const [address, options] = argumentsOf(node);
      if (address === undefined || !this.#isGet(options)) continue;
      const parts = this.#addresses.parts(
        address.name === 'ObjectExpression' ? this.#addresses.member(address, 'url') : address,
      );
      return {
        construct: 'poll',
        method: 'short-polling',
        address: parts,
        intervalMs: this.#addresses.number(interval),
      };
    }
    return null;
  }

  /** What changes something at the server is not asked again and again by another. */
  #isGet(options: SyntaxNode | undefined): boolean {
    const method = this.#addresses.member(options, 'method');
    return method === null || /^get$/i.test(unquoted(this.#reading.of(method)));
  }
}

/** The module that a name comes from; null where it is of this file. */
function moduleOf(definition: SyntaxNode, reading: Reading): string | null {
  let outer = definition.parent;
  while (outer !== null && ['ImportGroup', 'ObjectPattern', 'PatternProperty'].includes(outer.name)) {
    outer = outer.parent;
  }
  if (outer?.name === 'ImportDeclaration') {
    const module = outer.getChild('String');
    return module === null ? null : unquoted(reading.of(module));
  }
  const call = outer?.name === 'VariableDeclaration' ? outer.getChild('CallExpression') : null;
  if (call === null || reading.of(call.firstChild) !== 'require') return null;
  const [module] = argumentsOf(call);
  return module === undefined ? null : unquoted(reading.of(module));
}
