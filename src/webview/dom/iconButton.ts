import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from './icons.ts';

export interface IconButton {
  readonly icon: IconName;
  /** What it does: its tooltip, and its name for screen readers. */
  readonly label: string;
  readonly onClick?: (event: Event) => void;
  readonly isPressed?: boolean;
  readonly isExpanded?: boolean;
  /** What it opens. */
  readonly popup?: 'menu' | 'dialog';
  /** Id of the popover, in the same shadow root, that the browser opens and closes by it. */
  readonly popoverId?: string;
  readonly isDisabled?: boolean;
  readonly text?: string;
}

export function iconButton(button: IconButton): TemplateResult {
  return html`<button
    type="button"
    class="icon-button"
    title=${button.label}
    aria-label=${button.label}
    aria-pressed=${button.isPressed ?? nothing}
    aria-expanded=${button.isExpanded ?? nothing}
    aria-haspopup=${button.popup ?? nothing}
    ?disabled=${button.isDisabled ?? false}
    popovertarget=${button.popoverId ?? nothing}
    @click=${button.onClick ?? nothing}
  >
    ${icon(button.icon)}${button.text ?? nothing}
  </button>`;
}
