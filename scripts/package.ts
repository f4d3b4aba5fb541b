/** `npm run package`: builds the extension and packs it into a VSIX. `--built` packs what is in dist/. */
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from './lib/buildExtension.ts';
import { checkPackage } from './lib/checkPackage.ts';
import { packageExtension } from './lib/packageExtension.ts';
import { VSIX_FILE } from './lib/paths.ts';
import { runScript } from './lib/runScript.ts';

runScript(async () => {
  const { values } = parseArgs({ options: { built: { type: 'boolean', default: false } } });
  if (!values.built) await buildExtension();
  await packageExtension();
  const complaints = await checkPackage();
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) return 1;
  console.log(`The extension is in ${relative('.', VSIX_FILE)}`);
  return 0;
});
