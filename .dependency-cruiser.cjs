/**
 * Cycles, whole paths between layers, and packages: what one import at a time does not show.
 * The layers are told in docs/architecture.md.
 */
const LAYERS = {
  protocol: [],
  model: ['protocol'],
  demo: ['protocol', 'model'],
  engine: ['protocol', 'model'],
  cli: ['protocol', 'model', 'engine', 'demo'],
  extension: ['protocol', 'model', 'engine'],
  webview: ['protocol', 'model'],
};

const onlyItsLayers = Object.entries(LAYERS).map(([layer, seen]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} sees ${seen.length === 0 ? 'nothing' : seen.join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/(${[layer, ...seen].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...onlyItsLayers,
    {
      name: 'without-node',
      comment: 'The layers that the panel is made of run where there is no Node.',
      severity: 'error',
      from: { path: '^src/(protocol|model|webview)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      comment: 'Files that import each other in a circle cannot be understood one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only-the-extension-knows-vscode',
      severity: 'error',
      from: { pathNot: '^(src/extension|test/host)/' },
      to: { path: '^vscode$' },
    },
    {
      name: 'product-without-tools',
      comment: 'What users get imports neither tests nor scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|bench)/' },
    },
    {
      name: 'scripts-without-tests',
      severity: 'error',
      from: { path: '^scripts/' },
      to: { path: '^(test|bench|src)/' },
    },
    {
      name: 'unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count: a layer that needs another's types needs that layer.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js'],
    },
  },
};
