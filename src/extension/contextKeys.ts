import { commands } from 'vscode';
import type { InspectorPanel } from './inspectorPanel.ts';

/** What the manifest's `when` clauses go by. `bottom.` are those of the view, the others of the editor in front. */
export class ContextKeys {
  readonly #known = new Map<string, boolean>();

  update(
    panels: readonly InspectorPanel[],
    editor: InspectorPanel | null,
    bottom: InspectorPanel | null,
  ): void {
    this.#set('hasPanel', panels.length > 0);
    this.#set(
      'hasFocus',
      panels.some(({ status }) => status.hasFocus),
    );
    this.#setStatus('', editor);
    this.#setStatus('bottom.', bottom);
  }

  #setStatus(prefix: string, panel: InspectorPanel | null): void {
    this.#set(`${prefix}isRunning`, panel?.status.isRunning ?? false);
    this.#set(`${prefix}isPaused`, panel?.status.isPaused ?? false);
    this.#set(`${prefix}hasCaptures`, panel?.status.hasCaptures ?? false);
  }

  #set(name: string, value: boolean): void {
    if (this.#known.get(name) === value) return;
    this.#known.set(name, value);
    void commands.executeCommand('setContext', `realtimeInspector.${name}`, value);
  }
}
