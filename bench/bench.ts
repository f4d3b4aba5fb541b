/**
 * Measures the engine as it is shipped: `npm run bench [-- --output json] [-- <words of a figure's name>]`. Rates are
 * ratios to a plain client in the same run, for both share the machine as it is at that moment.
 */
import { parseArgs } from 'node:util';
import { buildExtension } from '../scripts/lib/buildExtension.ts';
import { type Figure, figureLine } from './support/figure.ts';
import { MEASUREMENTS } from './measurements.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { output: { type: 'string', default: 'text' } },
});

await buildExtension();
const figures: Figure[] = [];
for (const { name, measure } of MEASUREMENTS) {
  if (!positionals.every((word) => name.includes(word))) continue;
  for (const figure of await measure()) {
    figures.push(figure);
    if (values.output !== 'json') console.log(figureLine(figure));
  }
}
if (values.output === 'json') console.log(JSON.stringify(figures, null, 2));
