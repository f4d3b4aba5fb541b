import { html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../../../model/format.ts';
import type { CaptureSummary, Repeating } from '../../../protocol/capture.ts';
import { captureLabel } from '../../captureText.ts';
import { parseCount, parseInterval } from '../../compose/repetition.ts';
import { valueOf } from '../../dom/controls.ts';
import { iconButton } from '../../dom/iconButton.ts';
import { icon } from '../../dom/icons.ts';
import { durationText } from '../../../model/durationText.ts';
import type { Panel } from '../../panel.ts';

/** What is sent again and again, by any view of this session, with a button to stop each. */
export function repetitionLines(
  panel: Panel,
  captures: readonly CaptureSummary[],
): readonly TemplateResult[] {
  return captures.flatMap((capture) =>
    capture.repeating === null ? [] : [repetitionLine(panel, capture, capture.repeating)],
  );
}

export interface RepeatControls {
  readonly interval: string;
  readonly count: string;
  readonly isDisabled: boolean;
  readonly onWrite: (part: { readonly interval?: string; readonly count?: string }) => void;
  readonly onStart: () => void;
}

export function repeatControls(controls: RepeatControls): TemplateResult {
  const { interval, count, isDisabled, onWrite, onStart } = controls;
  const [isIntervalWrong, isCountWrong] = [parseInterval(interval) === null, parseCount(count) === undefined];
  const isWrong = isIntervalWrong || isCountWrong;
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !isDisabled && !isWrong) onStart();
  };
  return html`<span class="repeat" role="group" aria-label="Send again and again">
    <span class="dim">Every</span>
    <input
      aria-label="Interval of the repetition"
      title="How often: 50ms, 1s, 2m"
      aria-invalid=${isIntervalWrong}
      .value=${interval}
      @input=${(event: Event) => {
        onWrite({ interval: valueOf(event) });
      }}
      @keydown=${onKeydown}
    />
    <input
      aria-label="Number of repetitions"
      title="How many times; empty: until it is stopped"
      placeholder="× times"
      aria-invalid=${isCountWrong}
      .value=${count}
      @input=${(event: Event) => {
        onWrite({ count: valueOf(event) });
      }}
      @keydown=${onKeydown}
    />
    ${iconButton({
      icon: 'sync',
      label: 'Start sending again and again',
      isDisabled: isDisabled || isWrong,
      onClick: onStart,
    })}
  </span>`;
}

function repetitionLine(panel: Panel, capture: CaptureSummary, repeating: Repeating): TemplateResult {
  const { captureId, state } = capture;
  const { intervalMs, sent, left, skipped } = repeating;
  const verb = state === 'open' ? 'Sending' : 'Waiting to send';
  // The button comes first: behind numbers that grow it would move away from the pointer.
  return html`<div class="repetition" data-repeating=${captureId} data-sent=${sent} data-skipped=${skipped}>
    ${iconButton({
      icon: 'debug-stop',
      label: `Stop sending to ${captureLabel(capture)}`,
      onClick: () => void panel.attempt('capture/stopRepeat', { captureId }),
    })}
    ${icon('sync', state === 'open' ? 'spin' : '')}
    <span class="ellipsis">${verb} every ${durationText(intervalMs)} to ${captureLabel(capture)}</span>
    <span class="dim number"
      >${formatCount(sent)}
      sent${left === null ? nothing : html`, ${formatCount(left)} left`}${
        skipped === 0 ? nothing : html`, ${formatCount(skipped)} skipped`
      }</span
    >
  </div>`;
}
