import { css, html, type TemplateResult } from 'lit';
import type { SecretPart } from '../../model/secrets.ts';
import { visibleText } from '../../model/visibleText.ts';
import { icon } from '../dom/icons.ts';

export const secretStyles = css`
  .secret {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 0 4px;
    border-radius: 3px;
    background: color-mix(in srgb, var(--vscode-foreground) 10%, transparent);
    vertical-align: bottom;
  }
  .secret .codicon {
    font-size: 14px;
  }
`;

/** Which secrets of a request the user asked to see, by their place in it. */
export interface Secrets {
  isShown(place: string): boolean;
  show(place: string): void;
}

/** A text whose secrets are dots until each is asked for. @param what the text is, for the button's name */
export function secretText(
  parts: readonly SecretPart[],
  what: string,
  place: string,
  secrets: Secrets,
): (TemplateResult | string)[] {
  return parts.map(({ text, isSecret }, index) => {
    const here = `${place}/${index}`;
    if (!isSecret || secrets.isShown(here)) return visibleText(text);
    return html`<button
      type="button"
      class="secret"
      title="Show this secret"
      aria-label="Show the secret value of ${what}"
      @click=${() => {
        secrets.show(here);
      }}
    >
      ••••••••${icon('eye')}
    </button>`;
  });
}

/** The same text as it is copied: what is not shown is not copied either. */
export function copiedText(
  parts: readonly SecretPart[],
  place: string,
  secrets: Secrets,
  mask: string,
): string {
  return parts
    .map(({ text, isSecret }, index) => (isSecret && !secrets.isShown(`${place}/${index}`) ? mask : text))
    .join('');
}
