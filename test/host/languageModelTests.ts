import assert from 'node:assert/strict';
import { commands, extensions, LanguageModelTextPart, lm } from 'vscode';
import { ACTING_TOOLS } from '../../src/engine/agents/actingTools.ts';
import { READING_TOOLS } from '../../src/engine/agents/readingTools.ts';
import { LANGUAGE_MODEL_TOOL_PREFIX } from '../../src/extension/languageModelNames.ts';

const TOOLS = [...READING_TOOLS, ...ACTING_TOOLS];

interface Manifest {
  readonly contributes: {
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly modelDescription: string;
      readonly inputSchema: object;
    }[];
  };
}

export const LANGUAGE_MODEL_TESTS: Readonly<Record<string, () => Promise<void>>> = {
  'the tools for language models are those of the manifest, and are registered': () => {
    const manifest = extensions.getExtension<unknown>('realtime-inspector.realtime-inspector')
      ?.packageJSON as Manifest;
    const declared = manifest.contributes.languageModelTools;
    assert.deepEqual(
      declared.map(({ name, modelDescription, inputSchema }) => ({ name, modelDescription, inputSchema })),
      TOOLS.map(({ name, description, inputSchema }) => ({
        name: LANGUAGE_MODEL_TOOL_PREFIX + name,
        modelDescription: description,
        inputSchema,
      })),
    );
    const registered = lm.tools.map(({ name }) => name);
    for (const { name } of declared) assert.ok(registered.includes(name), name);
    return Promise.resolve();
  },

  'a tool reads what the panel in front has captured, marked as untrusted': async () => {
    await commands.executeCommand('realtimeInspector.open');
    const { content } = await lm.invokeTool(`${LANGUAGE_MODEL_TOOL_PREFIX}list_captures`, {
      input: {},
      toolInvocationToken: undefined,
    });
    const [part] = content;
    assert.ok(part instanceof LanguageModelTextPart);
    assert.match(part.value, /untrusted data[^]*"captures": \[\]/);
  },

  'a tool that fails says why, for the model to read': async () => {
    await assert.rejects(
      Promise.resolve(
        lm.invokeTool(`${LANGUAGE_MODEL_TOOL_PREFIX}read_message`, {
          input: { row: 99 },
          toolInvocationToken: undefined,
        }),
      ),
      /not-found/,
    );
    await commands.executeCommand('workbench.action.closeAllEditors');
  },
};
