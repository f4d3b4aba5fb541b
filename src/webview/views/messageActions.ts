import type { MessageCursor } from '../messageCursor.ts';
import type { ListAction } from '../messageKeys.ts';
import type { Panel } from '../panel.ts';
import { TIME_MODES } from '../state.ts';

/** Does what a key in the message list asks for. */
export function performListAction(action: ListAction, panel: Panel, cursor: MessageCursor): void {
  switch (action.name) {
    case 'move':
      cursor.moveTo(action.position);
      return;
    case 'close':
      cursor.close();
      return;
    case 'copy':
      if (panel.store.state.selectedRow !== null)
        void panel.copyMessage(panel.store.state.selectedRow, 'text');
      return;
    case 'mark':
      cursor.toggleMark();
      return;
    case 'next-mark':
      void cursor.goToMark(1);
      return;
    case 'previous-mark':
      void cursor.goToMark(-1);
      return;
    case 'next-time-mode':
      setNextTimeMode(panel);
      return;
  }
}

function setNextTimeMode({ store }: Panel): void {
  const place = TIME_MODES.indexOf(store.state.timeMode);
  const timeMode = TIME_MODES[(place + 1) % TIME_MODES.length];
  if (timeMode !== undefined) store.set({ timeMode });
}
