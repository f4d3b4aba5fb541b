import type { SyntaxNode } from '@lezer/common';

/** Nodes looked at around and within what was found, for one text: nothing nested makes a scan quadratic. */
const MAX_LOOKED_AT = 50_000;
/** Constants that lead to constants, and parts within parts, that are followed. */
export const MAX_DEPTH = 32;

/** A text with its tree being read, and how much looking around is left. */
export class Reading {
  readonly text: string;
  #left = MAX_LOOKED_AT;

  constructor(text: string) {
    this.text = text;
  }

  of(node: SyntaxNode | null): string {
    return node === null ? '' : this.text.slice(node.from, node.to);
  }

  /** The nodes within one, itself first, as long as there is looking left. */
  *within(root: SyntaxNode): Generator<SyntaxNode> {
    const cursor = root.cursor();
    do {
      if (cursor.from >= root.to && cursor.from > root.from) return;
      this.#left -= 1;
      if (this.#left < 0) return;
      yield cursor.node;
    } while (cursor.next());
  }

  /** The nodes around one, the nearest first, as long as there is looking left. */
  *around(node: SyntaxNode): Generator<SyntaxNode> {
    for (let outer = node.parent; outer !== null; outer = outer.parent) {
      this.#left -= 1;
      if (this.#left < 0) return;
      yield outer;
    }
  }
}

export function childrenOf(node: SyntaxNode | null): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** What stands between the punctuation of a list of arguments, a name before `=` among it. */
export function argumentsOf(call: SyntaxNode): SyntaxNode[] {
  return childrenOf(call.getChild('ArgList')).filter(({ name }) => !/^(?:\W+|.*Comment)$/.test(name));
}

/** The content of a quoted text without holes, in JavaScript and Python; escapes are kept as what they escape. */
export function unquoted(literal: string): string {
  const [, quote = '', content = ''] = /^[a-z]*("""|'''|["'`])([^]*)$/i.exec(literal) ?? [];
  const text = content.endsWith(quote) ? content.slice(0, content.length - quote.length) : content;
  return text.replaceAll(/\\([^])/g, '$1');
}
