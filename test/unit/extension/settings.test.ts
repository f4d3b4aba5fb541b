import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../../..');

test('every setting is documented and read', async () => {
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    readonly contributes: {
      readonly configuration: { readonly properties: Readonly<Record<string, object>> };
    };
  };
  const folder = join(ROOT, 'src/extension');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const sources = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const docs = await readFile(join(ROOT, 'docs/settings.md'), 'utf8');
  const settings = Object.keys(manifest.contributes.configuration.properties);
  assert.notEqual(settings.length, 0);
  for (const setting of settings) {
    const names = [setting.slice('realtimeInspector.'.length), setting.split('.').at(-1) ?? ''];
    assert.ok(docs.includes(`\`${setting}\``), `${setting} is not in docs/settings.md`);
    assert.ok(
      sources.some((source) =>
        names.some((name) => new RegExp(`\\bget(?:<[^(]*>)?\\(\\s*'${name}'`).test(source)),
      ),
      `${setting} is not read`,
    );
  }
});
