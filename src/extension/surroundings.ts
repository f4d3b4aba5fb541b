import { homedir } from 'node:os';
import { window, workspace } from 'vscode';
import { NO_PROXY } from '../protocol/feed.ts';
import { DEFAULT_RECORDING_BUDGET_BYTES } from '../protocol/limits.ts';
import type { EngineMethod } from '../protocol/panel.ts';

/** Two full blocks, and the requests. */
const SMALLEST_BUDGET_MB = 16;

/** Calls whose paths, connections and variables depend on the editor around the panel. */
const DEPENDENT: readonly EngineMethod[] = ['feed/find', 'capture/start', 'capture/send', 'capture/repeat'];

/** Adds to a call what the editor knows: the folder that paths are relative to, its proxy, and whether it trusts that folder. */
export function withSurroundings<P>(method: EngineMethod, params: P): P {
  if (!DEPENDENT.includes(method) || typeof params !== 'object') return params;
  return {
    ...params,
    folder: workspaceFolder(),
    proxySetting: proxySetting(),
    isTrusted: workspace.isTrusted,
  };
}

/** @returns the path of the file that the user chose, on the machine where the engine runs; null where none */
export async function pickFile(title: string): Promise<string | null> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const [file] =
    (await window.showOpenDialog({ title, ...(folder === undefined ? {} : { defaultUri: folder }) })) ?? [];
  return file?.fsPath ?? null;
}

/** What a panel's recording may have on disk, as the user has set it. */
export function recordingBudgetBytes(): number {
  const megabytes = workspace.getConfiguration('realtimeInspector').get<number>('recordingBudget', 0);
  return megabytes >= SMALLEST_BUDGET_MB ? megabytes * 1024 ** 2 : DEFAULT_RECORDING_BUDGET_BYTES;
}

function workspaceFolder(): string {
  return workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
}

/** VS Code's `http.proxy`, `http.noProxy` and `http.proxySupport`. */
function proxySetting(): { readonly url: string | null; readonly bypass: readonly string[] } {
  const http = workspace.getConfiguration('http');
  const set = http.get<string>('proxy', '').trim();
  const url = http.get<string>('proxySupport') === 'off' ? NO_PROXY : set === '' ? null : set;
  return { url, bypass: http.get<readonly string[]>('noProxy', []) };
}
