import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What a layer may not reach, by import path. The tsconfig of a layer already keeps it from seeing other layers' types. */
const mayNotImport = (layer, ...rules) => ({
  files: [`src/${layer}/**/*.ts`],
  rules: { 'no-restricted-imports': ['error', { patterns: rules }] },
});
const layers = (...names) => ({
  group: names.map((name) => `**/${name}/**`),
  message: 'Layers: protocol ← model ← engine ← extension and cli; webview sees protocol and model.',
});
const node = { group: ['node:*'], message: 'This layer runs without Node.' };
const vscode = { group: ['vscode'], message: 'Only src/extension imports vscode.' };

export default defineConfig(
  globalIgnores(['dist/', '.cache/', 'node_modules/']),
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      // An interface that extends nothing and a type literal read differently where members are keys of a map.
      '@typescript-eslint/consistent-type-definitions': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that holds it.' },
        {
          selector: 'AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]',
          message: 'Captured data is hostile: use textContent.',
        },
      ],
    },
  },
  {
    // node:test's describe and it return promises that its runner awaits.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['describe', 'it', 'test', 'before', 'after', 'beforeEach', 'afterEach', 'suite'],
            },
          ],
        },
      ],
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['sample/*.js'],
    languageOptions: { globals: { fetch: 'readonly', process: 'readonly', TextDecoder: 'readonly' } },
  },
  mayNotImport('protocol', layers('model', 'engine', 'demo', 'extension', 'cli', 'webview'), node, vscode),
  mayNotImport('model', layers('engine', 'demo', 'extension', 'cli', 'webview'), node, vscode),
  mayNotImport('demo', layers('engine', 'extension', 'cli', 'webview'), vscode),
  mayNotImport('engine', layers('demo', 'extension', 'cli', 'webview'), vscode),
  mayNotImport('cli', layers('extension', 'webview'), vscode),
  mayNotImport('extension', layers('demo', 'cli', 'webview')),
  mayNotImport('webview', layers('engine', 'demo', 'extension', 'cli'), node, vscode),
);
