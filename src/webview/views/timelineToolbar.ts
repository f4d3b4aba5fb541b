import { html, type TemplateResult } from 'lit';
import { formatDuration } from '../../model/format.ts';
import { iconButton } from '../dom/iconButton.ts';
import { icon } from '../dom/icons.ts';
import type { TimelineView } from '../timeline/timelineView.ts';

export interface TimelineToolbar {
  readonly view: TimelineView;
  /** How much time is shown, in ms; null before anything is. */
  readonly shownMs: number | null;
  readonly isTable: boolean;
  /** The view was moved. */
  readonly onChange: () => void;
  readonly onToggleTable: () => void;
  readonly onSave: () => void;
}

/** What can be done to the timeline, above it. */
export function timelineToolbar(toolbar: TimelineToolbar): TemplateResult {
  const { view, shownMs, isTable, onChange, onToggleTable, onSave } = toolbar;
  const move = (change: () => void) => (): void => {
    change();
    onChange();
  };
  const goLive = move(() => {
    view.goLive();
  });
  const zoom = (factor: number): (() => void) =>
    move(() => {
      view.zoom(factor, null);
    });
  const fit = move(() => {
    view.fit();
  });
  return html`<div class="toolbar" role="toolbar" aria-label="Timeline">
    <span class="title">Timeline</span>
    <span class="dim number">${shownMs === null ? '' : `${formatDuration(shownMs)} shown`}</span>
    <span class="space"></span>
    <button
      type="button"
      class="icon-button live"
      aria-pressed=${view.isLive}
      title="Follow what is new"
      @click=${goLive}
    >
      ${icon('pulse')}Live
    </button>
    ${iconButton({ icon: 'zoom-in', label: 'Zoom in', onClick: zoom(0.5) })}
    ${iconButton({ icon: 'zoom-out', label: 'Zoom out', onClick: zoom(2) })}
    ${iconButton({ icon: 'screen-full', label: 'Show the whole session', onClick: fit })}
    ${iconButton({ icon: 'save', label: 'Save what is shown as a recording', onClick: onSave })}
    ${iconButton({
      icon: 'table',
      label: 'Show the figures as a table',
      isPressed: isTable,
      onClick: onToggleTable,
    })}
  </div>`;
}
