import type { SyntaxNode } from '@lezer/common';
import { type AddressPart, textPart, wholeText } from './codeSite.ts';
import { argumentsOf, childrenOf, MAX_DEPTH, type Reading, unquoted } from './syntax.ts';

/** Characters of the code of a hole that are shown. */
const MAX_HOLE_CHARACTERS = 60;
/** Expressions followed for one address: constants that lead back to themselves would multiply. */
const MAX_FOLLOWED = 1_000;
const OBJECT_MEMBERS = ['Property'];

/** The constants of a file, and the addresses that expressions come to by them. */
export class JavaScriptAddresses {
  readonly #reading: Reading;
  #followed = 0;
  /** Null: the name stands for several things, and which one is meant would be a guess. */
  readonly #constants = new Map<string, SyntaxNode | null>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Takes notice of a name that is given a meaning: `const a = …`, and the members of an object given to it. */
  define(definition: SyntaxNode): void {
    const name = this.#reading.of(definition);
    const declaration = definition.parent;
    const isConstant = declaration?.name === 'VariableDeclaration' && declaration.getChild('const') !== null;
    const value = isConstant ? valueAfter(definition) : null;
    this.#constants.set(name, this.#constants.has(name) ? null : value);
    if (value?.name !== 'ObjectExpression') return;
    for (const property of value.getChildren('Property')) {
      const key = this.keyOf(property);
      if (key !== '') this.#constants.set(`${name}.${key}`, property.lastChild);
    }
  }

  keyOf(property: SyntaxNode): string {
    const key = property.firstChild;
    if (key === null || !OBJECT_MEMBERS.includes(property.name)) return '';
    return key.name === 'String' ? unquoted(this.#reading.of(key)) : this.#reading.of(key);
  }

  /** The value of an object's member by its name; null where it has none. */
  member(object: SyntaxNode | undefined, name: string): SyntaxNode | null {
    if (object?.name !== 'ObjectExpression') return null;
    const property = object.getChildren('Property').find((each) => this.keyOf(each) === name);
    return property?.lastChild ?? null;
  }

  /** What a function is, that is named or written out; null where this file does not tell. */
  functionOf(node: SyntaxNode | undefined): SyntaxNode | null {
    if (node === undefined) return null;
    const value = node.name === 'VariableName' ? this.#constants.get(this.#reading.of(node)) : node;
    return value?.name === 'ArrowFunction' || value?.name === 'FunctionExpression' ? value : null;
  }

  parts(node: SyntaxNode | null | undefined, depth = 0): readonly AddressPart[] {
    if (node == null) return [];
    const text = this.#reading.of(node);
    this.#followed = depth === 0 ? 0 : this.#followed + 1;
    if (depth >= MAX_DEPTH || this.#followed >= MAX_FOLLOWED) return [this.#hole(text)];
    const inner = (each: SyntaxNode | null | undefined): readonly AddressPart[] =>
      this.parts(each, depth + 1);
    switch (node.name) {
      case 'String':
        return [textPart(unquoted(text))];
      case 'Number':
        return [textPart(text.replaceAll('_', ''))];
      case 'TemplateString':
        return this.#template(node, depth);
      case 'ParenthesizedExpression':
        return inner(node.firstChild?.nextSibling);
      case 'BinaryExpression':
        return this.#binary(node, depth);
      case 'ConditionalExpression':
        // By habit the secure scheme comes first: a server at hand is the other one.
        return [this.#hole(text, wholeText(inner(node.lastChild)))];
      case 'NewExpression':
        return this.#url(node, depth);
      case 'VariableName':
      case 'MemberExpression': {
        const constant = this.#constants.get(text);
        if (constant != null) return inner(constant);
        return text.endsWith('.href') ? inner(node.firstChild) : [this.#hole(text)];
      }
      case 'CallExpression':
        return text.endsWith('.toString()') ? inner(node.firstChild?.firstChild) : [this.#hole(text)];
      default:
        return [this.#hole(text)];
    }
  }

  /** A number of ms, also as a product; null where it is none. */
  number(node: SyntaxNode | undefined): number | null {
    if (node === undefined) return null;
    const constant = this.#constants.get(this.#reading.of(node));
    const text = this.#reading.of(constant ?? node).replaceAll(/[_\s()]/g, '');
    if (!/^\d+(?:\.\d+)?(?:e\d+)?(?:\*\d+(?:\.\d+)?)*$/i.test(text)) return null;
    return text.split('*').reduce((product, factor) => product * Number(factor), 1);
  }

  #template(node: SyntaxNode, depth: number): readonly AddressPart[] {
    const literal = this.#reading.text;
    const parts: AddressPart[] = [];
    let from = node.from + 1;
    const take = (to: number): void => {
      if (to > from) parts.push(textPart(literal.slice(from, to)));
    };
    for (const hole of node.getChildren('Interpolation')) {
      take(hole.from);
      parts.push(...this.parts(hole.firstChild?.nextSibling, depth + 1));
      from = hole.to;
    }
    take(literal[node.to - 1] === '`' ? node.to - 1 : node.to);
    return parts;
  }

  #binary(node: SyntaxNode, depth: number): readonly AddressPart[] {
    const [left, operator, right] = childrenOf(node);
    const sign = this.#reading.of(operator ?? null);
    const inner = (each: SyntaxNode | undefined): readonly AddressPart[] => this.parts(each, depth + 1);
    if (sign === '+') return [...inner(left), ...inner(right)];
    if (sign === 'as' || sign === 'satisfies') return inner(left);
    const isFallback = sign === '||' || sign === '??';
    return [this.#hole(this.#reading.of(node), isFallback ? wholeText(inner(right)) : null)];
  }

  /** `new URL(path, base)`, as far as both are known. */
  #url(node: SyntaxNode, depth: number): readonly AddressPart[] {
    if (this.#reading.of(node.firstChild?.nextSibling ?? null) !== 'URL')
      return [this.#hole(this.#reading.of(node))];
    const [path, base] = argumentsOf(node);
    const parts = this.parts(path, depth + 1);
    if (base === undefined || /^[a-z]+:\/\//i.test(wholeText(parts) ?? '')) return parts;
    const baseText = wholeText(this.parts(base, depth + 1));
    const origin = baseText === null ? this.#hole(this.#reading.of(base)) : textPart(originOf(baseText));
    const [first] = parts;
    const isRooted = first?.kind === 'text' && first.text.startsWith('/');
    return [origin, ...(isRooted ? [] : [textPart('/')]), ...parts];
  }

  #hole(code: string, guess: string | null = null): AddressPart {
    const line = code.replaceAll(/\s+/g, ' ');
    const shown = line.length > MAX_HOLE_CHARACTERS ? `${line.slice(0, MAX_HOLE_CHARACTERS)}…` : line;
    return { kind: 'hole', code: shown, guess };
  }
}

function originOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0] ?? url;
}

/** What a definition is set to: after its type, where it has one. */
function valueAfter(definition: SyntaxNode): SyntaxNode | null {
  let node = definition.nextSibling;
  if (node?.name === 'TypeAnnotation') node = node.nextSibling;
  return node?.name === 'Equals' ? node.nextSibling : null;
}
