import { visibleLine } from '../visibleText.ts';

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that is nothing but text in HTML and SVG, in content and in quoted attributes, whoever wrote it. */
export function inert(text: string): string {
  return visibleLine(text).replaceAll(/[&<>"']/g, (character) => MARKUP[character] ?? '');
}

/** An element; `content` is markup. */
export function element(
  name: string,
  content: string,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${inert(value)}"`);
  return `<${name}${given.join('')}>${content}</${name}>`;
}
