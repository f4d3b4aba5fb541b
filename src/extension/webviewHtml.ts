import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** The folders a panel may load from: what was built for it, nothing else of the extension or the workspace. */
export function webviewRoots(extensionUri: Uri): Uri[] {
  return [Uri.joinPath(extensionUri, 'dist', 'webview')];
}

/**
 * The page of a panel. It holds no data: that comes by message once the page says `ready`.
 * The policy lets it run its one script and load its own style and font, and connect nowhere.
 */
export function webviewHtml(webview: Webview, extensionUri: Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const asset = (name: string): string =>
    webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', 'webview', name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Realtime Inspector</title>
<link rel="stylesheet" href="${asset('main.css')}" id="vscode-codicon-stylesheet" nonce="${nonce}">
</head>
<body>
<script nonce="${nonce}" src="${asset('main.js')}"></script>
</body>
</html>`;
}
