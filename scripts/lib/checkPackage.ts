import { stat } from 'node:fs/promises';
import { VSIX_FILE } from './paths.ts';
import { zipEntries } from './zipEntries.ts';

/** Grammars of JavaScript and Python, for the lens above code, are a sixteenth of it, pictures of the walkthrough a tenth. */
const MAX_BYTES = 1_250 * 1024;

/** Every file that users get. What is missing here or there is a mistake. */
const FILES = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/dist/THIRD-PARTY-NOTICES.md',
  'extension/dist/cli.js',
  'extension/dist/codeScanWorker.cjs',
  'extension/dist/demoWorker.cjs',
  'extension/dist/replayWorker.cjs',
  'extension/dist/engineWorker.cjs',
  'extension/dist/extension.cjs',
  'extension/dist/webview/codicon.ttf',
  'extension/dist/webview/main.css',
  'extension/dist/webview/main.js',
  'extension/media/activity.svg',
  'extension/media/icon.png',
  'extension/media/idle-dark.svg',
  'extension/media/idle-light.svg',
  'extension/media/running-dark.svg',
  'extension/media/running-light.svg',
  'extension/media/schemas/feeds.schema.json',
  'extension/media/walkthrough/compare.md',
  'extension/media/walkthrough/compare.png',
  'extension/media/walkthrough/connect.md',
  'extension/media/walkthrough/connect.png',
  'extension/media/walkthrough/demo.md',
  'extension/media/walkthrough/demo.png',
  'extension/media/walkthrough/record.md',
  'extension/media/walkthrough/terminal.md',
  'extension/package.json',
  'extension/package.nls.json',
  'extension/readme.md',
];

/** What is wrong with the VSIX, a sentence each; empty where it is as it should be. */
export async function checkPackage(): Promise<string[]> {
  const files = await zipEntries(VSIX_FILE);
  const { size } = await stat(VSIX_FILE);
  return [
    ...files.filter((file) => !FILES.includes(file)).map((file) => `${file} does not belong in the VSIX.`),
    ...FILES.filter((file) => !files.includes(file)).map((file) => `${file} is missing in the VSIX.`),
    ...(size > MAX_BYTES ? [`The VSIX has ${size} bytes, over its budget of ${MAX_BYTES}.`] : []),
  ];
}
