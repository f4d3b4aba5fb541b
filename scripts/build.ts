/** `npm run build`: the production bundles in dist/. */
import { buildExtension } from './lib/buildExtension.ts';
import { runScript } from './lib/runScript.ts';

runScript(async () => {
  console.log((await buildExtension()).trimEnd());
  return 0;
});
