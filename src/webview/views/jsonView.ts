import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Literal } from '../../model/filter/filterTerm.ts';
import { valueTerm } from '../../model/filter/filterWords.ts';
import { countOf } from '../../model/format.ts';
import type { JsonHit } from '../../model/jsonFind.ts';
import {
  initiallyExpanded,
  type JsonLine,
  jsonLines,
  jsonText,
  MAX_JSON_LINES,
} from '../../model/jsonTree.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { iconButton } from '../dom/iconButton.ts';
import { icon, type IconName } from '../dom/icons.ts';
import { type Mark, marked, markStyles } from '../dom/marks.ts';
import { VirtualRows, virtualRowsStyles } from '../dom/virtualRows.ts';
import type { Panel } from '../panel.ts';
import { visibleLine } from '../../model/visibleText.ts';
import { jsonViewStyles } from './jsonView.styles.ts';

/** Lines that a message opens to at first. */
const INITIAL_LINES = 200;
/** Characters of one value laid out in its line; the text view has the whole. */
const MAX_VALUE_CHARACTERS = 2_000;

/** A JSON value as a tree that folds. */
export class JsonView extends LitElement {
  static override properties = {
    panel: { attribute: false },
    value: { attribute: false },
    hits: { attribute: false },
    hit: { attribute: false },
  };

  static override styles = [baseStyles, virtualRowsStyles, markStyles, jsonViewStyles];

  declare panel: Panel;
  declare value: unknown;
  /** Where what is looked for is, and which of these places the user is at. */
  declare hits: readonly JsonHit[];
  declare hit: number;

  readonly #rows = new VirtualRows(this, false);
  #expanded: ReadonlySet<string> = new Set();
  #lines: readonly JsonLine[] = [];
  #isCut = false;
  #current = 0;
  /** The marks of each line that has any, by path. */
  #marks = new Map<string, (JsonHit & Mark)[]>();

  constructor() {
    super();
    this.hits = [];
    this.hit = 0;
  }

  /** Opens every node, as far as there is room for their lines, or none but the outermost. */
  foldAll(isFolded: boolean): void {
    this.#expanded = isFolded ? new Set(['$']) : initiallyExpanded(this.value, MAX_JSON_LINES);
    this.#current = 0;
    this.#list();
    this.requestUpdate();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('value')) {
      this.#expanded = initiallyExpanded(this.value, INITIAL_LINES);
      this.#current = 0;
      this.#list();
    }
    if (changed.has('hits') || changed.has('hit')) this.#showHit();
    this.#rows.setRowCount(this.#lines.length);
  }

  override render(): TemplateResult {
    return html`<div class="tree">
        ${this.#rows.render(
          { role: 'tree', label: 'JSON', activeId: `line-${this.#current}`, onKeyDown: this.#onKeyDown },
          (index) => this.#renderLine(index),
        )}
      </div>
      ${this.#isCut ? html`<div class="note">Not all lines are shown. Fold some, or see the text.</div>` : nothing}`;
  }

  #list(): void {
    const { lines, isCut } = jsonLines(this.value, this.#expanded);
    this.#lines = lines;
    this.#isCut = isCut;
  }

  /** Opens what the place is in, and goes there. */
  #showHit(): void {
    this.#marks = new Map();
    for (const [index, hit] of this.hits.entries()) {
      const marks = this.#marks.get(hit.path);
      const mark = { ...hit, isCurrent: index === this.hit };
      if (marks === undefined) this.#marks.set(hit.path, [mark]);
      else marks.push(mark);
    }
    const at = this.hits[this.hit];
    if (at === undefined) return;
    this.#expanded = new Set([...this.#expanded, ...at.parents]);
    this.#list();
    this.#current = Math.max(
      0,
      this.#lines.findIndex(({ path }) => path === at.path),
    );
    this.#rows.setRowCount(this.#lines.length);
    this.#rows.show(this.#current);
  }

  #marked(line: JsonLine, part: JsonHit['part'], text: string): ReturnType<typeof marked> {
    return marked(text, this.#marks.get(line.path)?.filter((mark) => mark.part === part) ?? []);
  }

  #renderLine(index: number): TemplateResult {
    const line = this.#lines[index];
    if (line === undefined) return html``;
    return html`<div
      class="line ${index === this.#current ? 'is-current' : ''}"
      id="line-${index}"
      role="treeitem"
      aria-level=${line.depth + 1}
      aria-selected=${index === this.#current}
      aria-expanded=${line.childCount === 0 ? nothing : line.isExpanded}
      .style=${`padding-left:${8 + line.depth * 16}px`}
      @click=${() => {
        this.#current = index;
        if (line.childCount > 0) this.#toggle(line);
        else this.requestUpdate();
      }}
    >
      <span class="twisty"
        >${line.childCount === 0 ? nothing : icon(line.isExpanded ? 'chevron-down' : 'chevron-right')}</span
      >
      ${
        line.key === null
          ? nothing
          : html`<span class="key ${typeof line.key}"
                >${this.#marked(line, 'key', visibleLine(String(line.key)))}</span
              ><span class="colon">:</span>`
      }
      ${this.#renderValue(line)}
      <span class="line-actions">${this.#renderActions(line)}</span>
    </div>`;
  }

  #renderActions(line: JsonLine): TemplateResult {
    const action = (name: IconName, label: string, onChoose: () => void): TemplateResult =>
      iconButton({
        icon: name,
        label,
        onClick: (event) => {
          event.stopPropagation();
          onChoose();
        },
      });
    const { value } = line;
    return html`${action('copy', 'Copy the value', () => {
      this.#copyValue(line);
    })}
    ${action('target', `Copy the path ${visibleLine(line.path)}`, () => {
      this.#copyPath(line);
    })}
    ${
      isLiteral(value)
        ? action('filter', 'Show only messages with this value', () => {
            this.panel.filterBy(valueTerm(line.path, value));
          })
        : nothing
    }`;
  }

  #renderValue(line: JsonLine): TemplateResult {
    if (line.kind === 'object' || line.kind === 'array') {
      const [one, many] = line.kind === 'object' ? ['member', 'members'] : ['item', 'items'];
      const count = countOf(line.childCount, one, many);
      if (line.isExpanded) return html`<span class="count">${count}</span>`;
      const text = visibleLine(line.text);
      return html`<span class="value ${line.kind}"
          >${line.childCount > 0 ? text : this.#marked(line, 'value', text)}</span
        >
        ${line.childCount > 0 ? html`<span class="count">${count}</span>` : nothing}`;
    }
    return html`<span class="value ${line.kind}"
      >${this.#marked(line, 'value', visibleLine(line.text.slice(0, MAX_VALUE_CHARACTERS)))}</span
    >`;
  }

  #toggle(line: JsonLine): void {
    const expanded = new Set(this.#expanded);
    if (!expanded.delete(line.path)) expanded.add(line.path);
    this.#expanded = expanded;
    this.#list();
    this.requestUpdate();
  }

  #copyValue(line: JsonLine): void {
    void this.panel.copy(typeof line.value === 'string' ? line.value : jsonText(line.value, 2));
  }

  #copyPath(line: JsonLine): void {
    void this.panel.copy(line.path);
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    const line = this.#lines[this.#current];
    if (line === undefined) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c') {
      event.preventDefault();
      if (event.shiftKey) this.#copyPath(line);
      else this.#copyValue(line);
      return;
    }
    if (!this.#move(event.key, line)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Moves as trees do (WAI-ARIA Authoring Practices, "Tree View"). @returns whether the key was one of these */
  #move(key: string, line: JsonLine): boolean {
    switch (key) {
      case 'ArrowDown':
        this.#go(this.#current + 1);
        return true;
      case 'ArrowUp':
        this.#go(this.#current - 1);
        return true;
      case 'Home':
        this.#go(0);
        return true;
      case 'End':
        this.#go(this.#lines.length - 1);
        return true;
      case 'ArrowRight':
        if (line.childCount > 0 && !line.isExpanded) this.#toggle(line);
        else if (line.isExpanded) this.#go(this.#current + 1);
        return true;
      case 'ArrowLeft':
        if (line.isExpanded) this.#toggle(line);
        else this.#go(this.#parentOf(line));
        return true;
      case 'Enter':
      case ' ':
        if (line.childCount > 0) this.#toggle(line);
        return true;
      default:
        return false;
    }
  }

  #parentOf(line: JsonLine): number {
    const above = this.#lines.slice(0, this.#current);
    return Math.max(
      0,
      above.findLastIndex((candidate) => candidate.depth < line.depth),
    );
  }

  #go(index: number): void {
    this.#current = Math.min(this.#lines.length - 1, Math.max(0, index));
    this.#rows.show(this.#current);
    this.requestUpdate();
  }
}

/** What a filter can compare with: a number that is too long to be exact is none. */
function isLiteral(value: unknown): value is Literal {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

customElements.define('ri-json-view', JsonView);
