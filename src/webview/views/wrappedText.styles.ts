import { css } from 'lit';

/** A text that is read rather than scanned: wrapped, in the editor's font. */
export const wrappedTextStyles = css`
  :host {
    display: block;
    overflow: auto;
  }
  pre {
    margin: 0;
    padding: 8px 12px;
    font-family: var(--ri-mono);
    font-size: var(--ri-mono-size);
    line-height: 1.5;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    tab-size: 2;
  }
`;
