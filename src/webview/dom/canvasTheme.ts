import type { Method } from '../../protocol/method.ts';

/** Colours and font for what is drawn on a canvas, which cannot use the theme's variables itself. */
export interface CanvasTheme {
  readonly methods: Readonly<Record<Method, string>>;
  readonly failure: string;
  readonly foreground: string;
  readonly dim: string;
  readonly line: string;
  readonly background: string;
  readonly selection: string;
  readonly font: string;
  readonly isHighContrast: boolean;
}

export function readCanvasTheme(): CanvasTheme {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string, fallback: string): string => {
    const value = style.getPropertyValue(`--vscode-${name}`).trim();
    return value === '' ? fallback : value;
  };
  const isHighContrast = document.body.classList.contains('vscode-high-contrast');
  const foreground = color('foreground', '#888');
  return {
    methods: {
      websocket: color('charts-blue', '#3794ff'),
      sse: color('charts-green', '#89d185'),
      'long-polling': color('charts-purple', '#b180d7'),
      'short-polling': color('charts-yellow', '#cca700'),
    },
    failure: color('charts-red', '#f14c4c'),
    foreground,
    dim: color('descriptionForeground', foreground),
    line: isHighContrast ? color('contrastBorder', foreground) : color('panel-border', foreground),
    background: color('editor-background', '#fff'),
    selection: color('editor-selectionBackground', foreground),
    font: `11px ${color('font-family', 'sans-serif')}`,
    isHighContrast,
  };
}

/** Calls back when the editor's theme changes: it then rewrites its variables and the body's classes. @returns how to stop */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  return () => {
    observer.disconnect();
  };
}
