import { html, type TemplateResult } from 'lit';

/**
 * The codicons used, by their code points in `@vscode/codicons`, whose font main.css loads. Its style sheet is left out:
 * it would have to be in every shadow root, for 30 of its 500 icons.
 */
const GLYPHS = {
  add: 0xea60,
  'arrow-down': 0xea9a,
  'arrow-up': 0xeaa1,
  bookmark: 0xeaa5,
  'case-sensitive': 0xeab1,
  check: 0xeab2,
  'chevron-down': 0xeab4,
  'chevron-right': 0xeab6,
  'chevron-up': 0xeab7,
  'circle-slash': 0xeabd,
  'clear-all': 0xeabf,
  close: 0xea76,
  'collapse-all': 0xeac5,
  comment: 0xea6b,
  copy: 0xebcc,
  'compare-changes': 0xeafd,
  database: 0xeace,
  'debug-continue': 0xeacf,
  'debug-disconnect': 0xead0,
  'debug-pause': 0xead1,
  'debug-stop': 0xead7,
  discard: 0xeae2,
  edit: 0xea73,
  error: 0xea87,
  'expand-all': 0xeb95,
  eye: 0xea70,
  filter: 0xeaf1,
  'folder-opened': 0xeaf7,
  'go-to-file': 0xea94,
  graph: 0xeb03,
  heart: 0xeb05,
  history: 0xea82,
  info: 0xea74,
  json: 0xeb0f,
  mail: 0xeb1c,
  plug: 0xeb2d,
  pulse: 0xeb31,
  question: 0xeb32,
  record: 0xeba7,
  refresh: 0xeb37,
  remote: 0xeb3a,
  rocket: 0xeb44,
  'list-selection': 0xeb85,
  save: 0xeb4b,
  'screen-full': 0xeb4c,
  search: 0xea6d,
  send: 0xec0f,
  settings: 0xeb52,
  'symbol-color': 0xeb5c,
  'symbol-variable': 0xea88,
  sync: 0xea77,
  table: 0xebb7,
  target: 0xebf8,
  trash: 0xea81,
  warning: 0xea6c,
  watch: 0xeb7c,
  'zoom-in': 0xeb81,
  'zoom-out': 0xeb82,
} as const;

export type IconName = keyof typeof GLYPHS;

/** An icon beside words that say the same: hidden from screen readers. */
export function icon(name: IconName, className = ''): TemplateResult {
  return html`<span class="codicon ${className}" aria-hidden="true"
    >${String.fromCodePoint(GLYPHS[name])}</span
  >`;
}
