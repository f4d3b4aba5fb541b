import { inert } from '../model/report/htmlText.ts';
import { type ErrorInfo, sentence } from '../protocol/errors.ts';

/** A page that says why there is none: no script, nothing loaded. */
export function failureHtml(title: string, { code, message, action }: ErrorInfo): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${inert(title)}</title>
<style>
body { display: grid; place-content: center; min-height: 90vh; max-width: 60ch; margin: auto; line-height: 1.5; }
h1 { font-size: 1.2em; font-weight: 600; }
code { color: var(--vscode-descriptionForeground); }
</style>
</head>
<body>
<h1>${inert(title)}</h1>
<p>${inert(sentence(message))} ${inert(sentence(action))}</p>
<code>${inert(code)}</code>
</body>
</html>`;
}
