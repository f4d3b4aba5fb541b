import { html, nothing, type TemplateResult } from 'lit';
import { countOf, formatCount } from '../../model/format.ts';
import { iconButton } from '../dom/iconButton.ts';
import type { OpenPopup } from '../dom/openPopup.ts';
import type { MessageCursor } from '../messageCursor.ts';
import type { Panel } from '../panel.ts';
import { editHighlights } from './highlightEditor.ts';
import { columnsMenu, marksMenu } from './messageMenus.ts';

export type MessagePopup = 'times' | 'columns' | 'marks' | 'highlights';

/** What the list is looked at with: marks, where there are some, highlights and columns. */
export function messageTools(
  panel: Panel,
  cursor: MessageCursor,
  popups: OpenPopup<MessagePopup>,
): TemplateResult {
  return html`<div class="tools">
    ${panel.store.state.marks.length === 0 ? nothing : marksButton(panel, cursor, popups)}
    ${iconButton({
      icon: 'symbol-color',
      label: 'Highlight',
      popup: 'dialog',
      isExpanded: popups.is('highlights'),
      onClick: (event) => {
        popups.show('highlights', event, (anchor, onClose) => {
          editHighlights(panel, anchor, onClose);
        });
      },
    })}
    ${iconButton({
      icon: 'list-selection',
      label: 'Columns',
      popup: 'menu',
      isExpanded: popups.is('columns'),
      onClick: (event) => {
        popups.showMenu('columns', event, columnsMenu(panel));
      },
    })}
  </div>`;
}

function marksButton(panel: Panel, cursor: MessageCursor, popups: OpenPopup<MessagePopup>): TemplateResult {
  const { length } = panel.store.state.marks;
  return iconButton({
    icon: 'bookmark',
    label: countOf(length, 'mark'),
    text: formatCount(length),
    popup: 'menu',
    isExpanded: popups.is('marks'),
    onClick: (event) => {
      popups.showMenu('marks', event, marksMenu(panel, cursor));
    },
  });
}
