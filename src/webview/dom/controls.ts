import { css } from 'lit';

/** How the controls of `@vscode-elements/elements` sit in our forms, and what is said beside them. */
export const controlStyles = css`
  vscode-textfield,
  vscode-single-select,
  vscode-textarea {
    width: 100%;
  }
  .field-error {
    margin-top: 2px;
    color: var(--ri-error);
    font-size: 12px;
    line-height: 16px;
  }
  .field-hint {
    margin-top: 2px;
    color: var(--vscode-descriptionForeground);
    font-size: 12px;
    line-height: 16px;
  }
`;

/** What a text field, select or text area of that library holds when it tells of a change. */
export function valueOf(event: Event): string {
  const { target } = event;
  if (target === null || !('value' in target)) return '';
  return typeof target.value === 'string' ? target.value : '';
}

export function isCheckedOf(event: Event): boolean {
  const { target } = event;
  return target !== null && 'checked' in target && target.checked === true;
}
