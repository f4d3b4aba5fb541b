import { countOf } from '../../model/format.ts';
import type { Menu, MenuItem } from '../dom/popupMenu.ts';
import { COLUMNS, isWanted, NO_COLUMN_CHOICES, withShown } from '../messageColumns.ts';
import type { MessageCursor } from '../messageCursor.ts';
import type { Panel } from '../panel.ts';
import { TIME_MODES, type TimeMode } from '../state.ts';

const TIME_WORDS: Readonly<Record<TimeMode, string>> = {
  start: 'Since the start',
  clock: 'Time of day',
  previous: 'Since the row before',
};

export function columnsMenu(panel: Panel): Menu {
  const items = (): readonly MenuItem[] => {
    const choices = panel.store.state.columns;
    return [
      ...COLUMNS.filter(({ canBeHidden }) => canBeHidden).map((column): MenuItem => {
        const isChecked = isWanted(column, choices);
        return {
          kind: 'check',
          label: column.label,
          isChecked,
          onChoose: () => {
            panel.store.set({ columns: withShown(choices, column.id, !isChecked) });
          },
        };
      }),
      { kind: 'line' },
      {
        kind: 'action',
        label: 'Reset columns',
        onChoose: () => {
          panel.store.set({ columns: NO_COLUMN_CHOICES });
        },
      },
    ];
  };
  return { label: 'Columns', items };
}

export function timesMenu(panel: Panel): Menu {
  const items = (): readonly MenuItem[] =>
    TIME_MODES.map((timeMode) => ({
      kind: 'radio',
      label: TIME_WORDS[timeMode],
      isChecked: timeMode === panel.store.state.timeMode,
      onChoose: () => {
        panel.store.set({ timeMode });
      },
    }));
  return { label: 'Times', items };
}

export function marksMenu(panel: Panel, cursor: MessageCursor): Menu {
  const { length } = panel.store.state.marks;
  const items = (): readonly MenuItem[] => [
    { kind: 'action', label: 'Next mark', hint: 'N', onChoose: () => void cursor.goToMark(1) },
    { kind: 'action', label: 'Previous mark', hint: 'Shift+N', onChoose: () => void cursor.goToMark(-1) },
    { kind: 'line' },
    {
      kind: 'action',
      label: length === 1 ? 'Remove the mark' : `Remove ${countOf(length, 'mark')}`,
      onChoose: () => {
        panel.store.set({ marks: [] });
      },
    },
  ];
  return { label: 'Marks', items };
}
