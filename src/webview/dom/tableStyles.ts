import { css } from 'lit';

/** Plain tables of figures. */
export const tableStyles = css`
  table {
    width: 100%;
    border-collapse: collapse;
  }
  caption {
    padding: 6px 12px;
    text-align: left;
    color: var(--ri-dim);
  }
  th,
  td {
    height: 24px;
    padding: 0 12px;
    font-weight: 400;
    text-align: left;
    white-space: nowrap;
    border-bottom: 1px solid var(--ri-border);
  }
  thead th {
    color: var(--ri-dim);
    font-size: 12px;
  }
  .figure {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
`;
