import { css } from 'lit';

/** The colours of highlights, by their names as classes. */
export const highlightColors = css`
  .yellow {
    --ri-highlight: var(--vscode-charts-yellow);
  }
  .blue {
    --ri-highlight: var(--vscode-charts-blue);
  }
  .red {
    --ri-highlight: var(--vscode-charts-red);
  }
  .green {
    --ri-highlight: var(--vscode-charts-green);
  }
  .purple {
    --ri-highlight: var(--vscode-charts-purple);
  }
  .orange {
    --ri-highlight: var(--ri-orange);
  }
`;
