import { parser as javaScript } from '@lezer/javascript';
import { parser as python } from '@lezer/python';
import { MAX_CODE_SITES } from '../../protocol/limits.ts';
import type { CodeSite, ScannedLanguage } from './codeSite.ts';
import { hasCodeTraces } from './codeTraces.ts';
import { scanJavaScript } from './scanJavaScript.ts';
import { scanPython } from './scanPython.ts';
import { scriptBlocks } from './scriptBlocks.ts';

const PARSERS = {
  javascript: javaScript.configure({ dialect: 'jsx' }),
  javascriptreact: javaScript.configure({ dialect: 'jsx' }),
  // In TypeScript without JSX `<T>x` is a cast.
  typescript: javaScript.configure({ dialect: 'ts' }),
  typescriptreact: javaScript.configure({ dialect: 'ts jsx' }),
} as const;

/**
 * The places of a text that open a connection or answer with an event stream, in order. Code that is broken or being written is read as far as it
 * makes sense; a text of more than MAX_SCANNED_CHARACTERS has none.
 */
export function scanCode(text: string, language: ScannedLanguage): CodeSite[] {
  if (!hasCodeTraces(text)) return [];
  return scan(text, language).sort((left, right) => left.from - right.from);
}

function scan(text: string, language: ScannedLanguage): CodeSite[] {
  switch (language) {
    case 'python':
      return scanPython(text, python.parse(text), MAX_CODE_SITES);
    case 'vue':
    case 'svelte':
      return scriptBlocks(text).flatMap(({ start, script }) =>
        scanJavaScript(script, PARSERS.typescript.parse(script), MAX_CODE_SITES).map((site) => ({
          ...site,
          from: start + site.from,
          to: start + site.to,
        })),
      );
    case 'javascript':
    case 'javascriptreact':
    case 'typescript':
    case 'typescriptreact':
      return scanJavaScript(text, PARSERS[language].parse(text), MAX_CODE_SITES);
  }
}
