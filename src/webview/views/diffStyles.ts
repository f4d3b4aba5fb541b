import { css } from 'lit';

/** What was added and removed, as VS Code's own comparison shows it; in high contrast its colours are outlines. */
export const diffStyles = css`
  .line.removed,
  del {
    background: var(--vscode-diffEditor-removedTextBackground, transparent);
  }
  .line.added,
  ins {
    background: var(--vscode-diffEditor-insertedTextBackground, transparent);
  }
  del {
    outline: 1px dashed var(--vscode-diffEditor-removedTextBorder, transparent);
  }
  ins {
    outline: 1px solid var(--vscode-diffEditor-insertedTextBorder, transparent);
    text-decoration: none;
  }
  .sign {
    flex: none;
    width: 1ch;
    font-weight: 700;
  }
  .added .sign {
    color: var(--vscode-gitDecoration-addedResourceForeground);
  }
  .removed .sign {
    color: var(--vscode-gitDecoration-deletedResourceForeground);
  }
  .changed .sign {
    color: var(--vscode-gitDecoration-modifiedResourceForeground);
  }
  .fold {
    color: var(--ri-dim);
    font-family: var(--vscode-font-family);
  }
`;

export const DIFF_SIGNS = { added: '+', removed: '−', changed: '~', same: ' ' } as const;
