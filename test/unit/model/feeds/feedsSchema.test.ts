import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'jsonc-parser';
import { readFileFeed } from '../../../../src/engine/feeds/readFileFeed.ts';
import { FEED_FILE_FIELDS, writeFeed } from '../../../../src/model/feeds/feedFields.ts';
import { parseFeedsFile } from '../../../../src/model/feeds/feedsFile.ts';
import { FEED_DEFAULTS } from '../../../../src/protocol/feed.ts';
import { METHODS } from '../../../../src/protocol/method.ts';

const ROOT = new URL('../../../../', import.meta.url);

interface FieldSchema {
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly default?: unknown;
}

interface FeedsSchema {
  readonly properties: {
    readonly feeds: { readonly items: { readonly properties: Readonly<Record<string, FieldSchema>> } };
  };
}

async function text(path: string): Promise<string> {
  return readFile(new URL(path, ROOT), 'utf8');
}

const schema = JSON.parse(await text('media/schemas/feeds.schema.json')) as FeedsSchema;
// Unknown words are VS Code's own: hover texts and snippets.
const isValid = new Ajv({ strict: false }).compile(schema);
const fields = schema.properties.feeds.items.properties;

describe('the schema of the file of feeds', () => {
  it('has every field of a feed and no other, each with its words', () => {
    const names = Object.values(FEED_FILE_FIELDS).map(({ name }) => name);
    assert.deepEqual(Object.keys(fields).sort(), [...names].sort());
    for (const [name, { markdownDescription, enumDescriptions, enum: choices }] of Object.entries(fields)) {
      assert.match(markdownDescription ?? '', /^.+\.$/, name);
      assert.equal(enumDescriptions?.length, choices?.length, name);
    }
    assert.deepEqual([...(fields['method']?.enum ?? [])].sort(), ['auto', ...METHODS].sort());
  });

  it('has the defaults that a feed has', () => {
    for (const [key, { name, write }] of Object.entries(FEED_FILE_FIELDS)) {
      const value = (FEED_DEFAULTS as Readonly<Record<string, unknown>>)[key];
      const stated = fields[name]?.default;
      if (stated === undefined || value === undefined || value === null) continue;
      assert.deepEqual((write as (value: unknown) => unknown)(value), normal(stated), name);
    }
  });

  it('takes what is written of a feed', () => {
    const feed = writeFeed({
      ...FEED_DEFAULTS,
      url: 'ws://a/',
      method: 'websocket',
      intervalMs: 1_500,
      sends: [{ kind: 'close', code: 1000, reason: '' }],
    });
    assert.ok(isValid({ feeds: [feed] }), JSON.stringify(isValid.errors));
  });

  it('and the parser both take every example of the docs', async () => {
    const examples = [...(await text('docs/feeds.md')).matchAll(/```jsonc\n([^]*?)```/g)].map(
      ([, example = '']) => example,
    );
    assert.notEqual(examples.length, 0);
    for (const example of examples) {
      assert.ok(isValid(parse(example)), JSON.stringify(isValid.errors));
      const file = parseFeedsFile(example);
      assert.deepEqual(file.problems, []);
      for (const feed of file.feeds) {
        const scope = {
          values: file.environments.get('local') ?? new Map<string, string>(),
          env: () => 'ada',
          workspaceFolder: '/',
          environment: 'local',
        };
        assert.deepEqual(readFileFeed(example, feed, scope).problems, []);
      }
    }
  });

  it('and the parser both refuse what is none', () => {
    for (const feed of [
      {},
      { url: 'http://a/', method: 'socket' },
      { url: 'http://a/', interval: '5' },
      { url: 'http://a/', auth: { bearer: 'a', basic: {} } },
      { url: 'http://a/', compression: 'no' },
      { url: 'http://a/', send: [{ text: 'a', ping: 'b' }] },
    ]) {
      const example = JSON.stringify({ feeds: [feed] });
      const [first] = parseFeedsFile(example).feeds;
      assert.equal(isValid({ feeds: [feed] }), false, example);
      assert.ok(first && readFileFeed(example, first, null).problems.length > 0, example);
    }
  });
});

/** As `write` has them: the shortest text. */
function normal(stated: unknown): unknown {
  return stated === '60s' ? '1m' : stated;
}
