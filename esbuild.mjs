/**
 * Bundles what VS Code, a terminal and the panel load: `node esbuild.mjs [--production] [--watch]`.
 * Types are checked elsewhere (`tsc -b`): esbuild only strips them.
 */
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { build, context, formatMessages } from 'esbuild';

const isProduction = process.argv.includes('--production');
const isWatching = process.argv.includes('--watch');

const KIB = 1024;

/** What a production bundle may weigh. Raise one only together with the reason for it. */
const SIZE_BUDGET_BYTES = {
  // Half of it checks feeds of the workspace where they are written: JSON with comments, JSONPath.
  'dist/extension.cjs': 230 * KIB,
  // Three tenths of it are tough-cookie and its public suffixes, without which a cookie could be set for all of `.co.uk`. A tenth are
  // exports and imports with their JSON parser: where the engine runs, a file of any size does not hold up the editor.
  'dist/engineWorker.cjs': 680 * KIB,
  // Lezer and its grammars of JavaScript and Python: the lens above code reads what is half written.
  'dist/codeScanWorker.cjs': 200 * KIB,
  'dist/demoWorker.cjs': 250 * KIB,
  'dist/replayWorker.cjs': 250 * KIB,
  // Two fifths of it are the Model Context Protocol and its schemas, which only `mcp` gets ready.
  'dist/cli.js': 1_200 * KIB,
  // Half of it are the controls, Lit, JSONPath (which the filter is checked with as it is written) and the rate chart.
  // A fifteenth is the Compare tab: its forms, its advice in words, and capacity, which follows the slider here.
  'dist/webview/main.js': 640 * KIB,
  'dist/webview/main.css': 150 * KIB,
};

/** VS Code 1.105 is Electron 37: Node 22 and Chromium 138. */
const EDITOR_NODE = 'node22';
const EDITOR_CHROMIUM = 'chrome138';
const TERMINAL_NODE = 'node20';

/** Bundled CommonJS packages call `require`, which an ES module does not have. */
const CLI_BANNER = `#!/usr/bin/env node
import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);`;

const shared = {
  bundle: true,
  minify: isProduction,
  sourcemap: isProduction ? false : 'linked',
  legalComments: 'none',
  logLevel: 'silent',
  metafile: true,
};

const forEditor = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: EDITOR_NODE,
  // ES modules where a package has both: jsonc-parser's other build asks for its files by names that no bundler sees.
  mainFields: ['module', 'main'],
  // ws asks for these native helpers in a try block, and does without them.
  external: ['vscode', 'bufferutil', 'utf-8-validate'],
};

const targets = [
  { ...forEditor, entryPoints: ['src/extension/extension.ts'], outfile: 'dist/extension.cjs' },
  { ...forEditor, entryPoints: ['src/engine/worker.ts'], outfile: 'dist/engineWorker.cjs' },
  { ...forEditor, entryPoints: ['src/extension/codeScanWorker.ts'], outfile: 'dist/codeScanWorker.cjs' },
  { ...forEditor, entryPoints: ['src/demo/worker.ts'], outfile: 'dist/demoWorker.cjs' },
  { ...forEditor, entryPoints: ['src/demo/replayWorker.ts'], outfile: 'dist/replayWorker.cjs' },
  {
    ...forEditor,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    format: 'esm',
    target: TERMINAL_NODE,
    banner: { js: CLI_BANNER },
  },
  {
    ...shared,
    entryPoints: ['src/webview/main.ts', 'src/webview/main.css'],
    outdir: 'dist/webview',
    assetNames: '[name]',
    platform: 'browser',
    format: 'iife',
    target: EDITOR_CHROMIUM,
    loader: { '.woff': 'file', '.woff2': 'file', '.ttf': 'file' },
  },
];

let buildsUnderWay = 0;

/** A line when the first target begins and the last one ends: .vscode/tasks.json waits for them. */
const watchLines = {
  name: 'watch-lines',
  setup(target) {
    target.onStart(() => {
      buildsUnderWay += 1;
      if (buildsUnderWay === 1) console.log('[watch] build started');
    });
    target.onEnd(async ({ errors, warnings }) => {
      await report(errors, warnings);
      buildsUnderWay -= 1;
      if (buildsUnderWay === 0) console.log('[watch] build finished');
    });
  },
};

async function report(errors, warnings) {
  const lines = [
    ...(await formatMessages(errors, { kind: 'error' })),
    ...(await formatMessages(warnings, { kind: 'warning' })),
  ];
  if (lines.length > 0) console.error(lines.join('\n'));
}

/** @returns how many files outgrew their budget; each of them has been named on standard error. */
function checkSizes(results) {
  const outputs = results
    .flatMap(({ metafile }) => Object.entries(metafile.outputs))
    .filter(([path]) => !path.endsWith('.map'))
    .map(([path, { bytes }]) => ({ path: relative('.', path).replaceAll('\\', '/'), bytes }));
  let tooLarge = 0;
  for (const { path, bytes } of outputs) {
    const budget = isProduction ? SIZE_BUDGET_BYTES[path] : undefined;
    const size = `${(bytes / KIB).toFixed(1)} KiB`;
    console.log(`${path.padEnd(28)} ${size.padStart(11)}`);
    if (budget === undefined || bytes <= budget) continue;
    tooLarge += 1;
    console.error(
      `${path} is ${size}, over its budget of ${budget / KIB} KiB (SIZE_BUDGET_BYTES in esbuild.mjs).`,
    );
  }
  return tooLarge;
}

/** The licences of the packages whose code is in the bundles: they ask that their text goes where the code goes. */
async function writeNotices(results) {
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const folders = inputs.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const sections = [];
  for (const folder of new Set(folders.filter((path) => path !== undefined).sort())) {
    const { name, version, license, repository } = JSON.parse(
      await readFile(`${folder}/package.json`, 'utf8'),
    );
    const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
    const texts = await Promise.all(files.map((file) => readFile(`${folder}/${file}`, 'utf8')));
    // Some packages of a monorepo leave the text at its root.
    const elsewhere = `Its text is in ${repository?.url ?? repository}.`;
    const text = files.length === 0 ? elsewhere : texts.map((part) => part.trim()).join('\n\n');
    sections.push(`## ${name} ${version} (${license})\n\n\`\`\`\n${text}\n\`\`\`\n`);
  }
  const heading = '# Third-party notices\n\nRealtime Inspector contains code of these packages.\n\n';
  await writeFile('dist/THIRD-PARTY-NOTICES.md', heading + sections.join('\n'));
}

async function watch() {
  const contexts = await Promise.all(targets.map((target) => context({ ...target, plugins: [watchLines] })));
  await Promise.all(contexts.map((watched) => watched.watch()));
}

/** Builds every target, so that one run names every error. */
async function buildAll() {
  const settled = await Promise.allSettled(targets.map((target) => build(target)));
  const failures = settled.filter(({ status }) => status === 'rejected').map(({ reason }) => reason);
  const results = settled.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  for (const failure of failures)
    await report(failure.errors ?? [{ text: String(failure) }], failure.warnings ?? []);
  for (const { warnings } of results) await report([], warnings);
  if (failures.length > 0) return false;
  await chmod('dist/cli.js', 0o755);
  if (isProduction) await writeNotices(results);
  return checkSizes(results) === 0;
}

process.chdir(import.meta.dirname);
await rm('dist', { recursive: true, force: true });
if (isWatching) await watch();
else if (!(await buildAll())) process.exitCode = 1;
