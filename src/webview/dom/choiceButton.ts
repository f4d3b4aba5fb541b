import { css, html, type TemplateResult } from 'lit';
import { icon } from './icons.ts';
import { openMenu } from './popupMenu.ts';

interface Choice {
  readonly id: string;
  readonly label: string;
}

export interface ChoiceButton {
  /** What is chosen from, as its name: `Kinds`. */
  readonly label: string;
  /** What it says where nothing is left out: `All kinds`. */
  readonly all: string;
  readonly choices: readonly Choice[];
  /** Asked again after every choice: the menu stays open. Null: all. */
  readonly chosen: () => readonly string[] | null;
  /** With the ids in the order of the choices; null for all and for none. */
  readonly onChoose: (chosen: readonly string[] | null) => void;
}

export const choiceButtonStyles = css`
  .choice {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 4px;
    min-width: 108px;
    max-width: 160px;
    height: 26px;
    padding: 0 4px 0 8px;
    color: var(--vscode-settings-dropdownForeground);
    background: var(--vscode-settings-dropdownBackground);
    border: 1px solid var(--vscode-settings-dropdownBorder, transparent);
    border-radius: 4px;
  }
  .choice .ellipsis {
    flex: 1;
    text-align: left;
  }
`;

/** Some of several: a button that says which, and a menu to choose them from. */
export function choiceButton(button: ChoiceButton): TemplateResult {
  const chosen = button.chosen();
  const labels = button.choices.filter(({ id }) => chosen?.includes(id) === true).map(({ label }) => label);
  const [first, ...others] = labels;
  const text = first === undefined ? button.all : others.length === 0 ? first : `${labels.length} chosen`;
  return html`<button
    type="button"
    class="choice"
    aria-haspopup="menu"
    aria-label=${`${button.label}: ${text}`}
    title=${`${button.label}: ${first === undefined ? button.all : labels.join(', ')}`}
    @click=${({ currentTarget }: Event) => {
      if (currentTarget instanceof Element) openChoices(button, currentTarget);
    }}
  >
    <span class="ellipsis">${text}</span>${icon('chevron-down')}
  </button>`;
}

function openChoices({ label, all, choices, chosen, onChoose }: ChoiceButton, anchor: Element): void {
  const isChosen = (id: string): boolean => chosen()?.includes(id) === true;
  const toggle = (id: string): void => {
    const next = choices.map((choice) => choice.id).filter((other) => isChosen(other) !== (other === id));
    onChoose(next.length === 0 || next.length === choices.length ? null : next);
  };
  const every = {
    kind: 'check' as const,
    label: all,
    onChoose: () => {
      onChoose(null);
    },
  };
  openMenu(
    {
      label,
      items: () => [
        { ...every, isChecked: chosen() === null },
        { kind: 'line' },
        ...choices.map(({ id, label: words }) => ({
          kind: 'check' as const,
          label: words,
          isChecked: isChosen(id),
          onChoose: () => {
            toggle(id);
          },
        })),
      ],
    },
    anchor,
  );
}
