import { type Disposable, l10n, Uri, type Webview, type WebviewPanel, type WebviewView } from 'vscode';

/** What the place says of the panel in it. */
interface PlaceLabel {
  /** Null: there is nothing in it yet. */
  readonly title: string | null;
  readonly runningCount: number;
}

/** Where a panel is: a tab of the editor area, which can be moved to a window of its own, or a view. */
export interface PanelPlace {
  readonly kind: 'editor' | 'bottom';
  readonly webview: Webview;
  readonly isVisible: boolean;
  onDidChangeVisibility(listener: () => void): Disposable;
  /** Told when it comes to the front, where the place knows. */
  onDidActivate(listener: () => void): Disposable;
  onDidDispose(listener: () => void): Disposable;
  /** Brings it to the front, and leaves the focus where it is. */
  reveal(): void;
  label(label: PlaceLabel): void;
}

export function editorPlace(panel: WebviewPanel, extensionUri: Uri): PanelPlace {
  const icon = (name: string): { readonly light: Uri; readonly dark: Uri } => ({
    light: Uri.joinPath(extensionUri, 'media', `${name}-light.svg`),
    dark: Uri.joinPath(extensionUri, 'media', `${name}-dark.svg`),
  });
  return {
    kind: 'editor',
    webview: panel.webview,
    get isVisible() {
      return panel.visible;
    },
    onDidChangeVisibility: (listener) => panel.onDidChangeViewState(listener),
    onDidActivate: (listener) =>
      panel.onDidChangeViewState(() => {
        if (panel.active) listener();
      }),
    onDidDispose: (listener) => panel.onDidDispose(listener),
    reveal: () => {
      panel.reveal(undefined, true);
    },
    label: ({ title, runningCount }) => {
      panel.title = title ?? l10n.t('Realtime Inspector');
      panel.iconPath = icon(runningCount > 0 ? 'running' : 'idle');
    },
  };
}

/** VS Code does not say which view has the focus: the page does. */
export function viewPlace(view: WebviewView): PanelPlace {
  return {
    kind: 'bottom',
    webview: view.webview,
    get isVisible() {
      return view.visible;
    },
    onDidChangeVisibility: (listener) => view.onDidChangeVisibility(listener),
    onDidActivate: (listener) =>
      view.onDidChangeVisibility(() => {
        if (view.visible) listener();
      }),
    onDidDispose: (listener) => view.onDidDispose(listener),
    reveal: () => {
      view.show(true);
    },
    label: ({ title, runningCount }) => {
      view.description = title ?? '';
      view.badge =
        runningCount === 0
          ? undefined
          : {
              value: runningCount,
              tooltip:
                runningCount === 1
                  ? l10n.t('1 capture is running')
                  : l10n.t('{0} captures are running', runningCount),
            };
    },
  };
}
