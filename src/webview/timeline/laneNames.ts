import { METHOD_LABELS } from '../../protocol/method.ts';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { captureLabel, feedLabel } from '../captureText.ts';

/** How a lane is called beside it, in one line or two, and in full where the pointer rests on it. */
export interface LaneName {
  readonly text: string;
  /** For a lane that has room for a second line. */
  readonly detail: string;
  readonly full: string;
}

/** The method tells one lane from another; where several share one, the address does, without the host that all have. */
export function laneNames(captures: readonly CaptureSummary[], isTall: boolean): readonly LaneName[] {
  const methods = new Set(captures.map((capture) => capture.feed.method));
  const isToldByMethod = isTall || methods.size === captures.length;
  const hosts = new Set(captures.map((capture) => URL.parse(capture.feed.url)?.host));
  return captures.map((capture) => {
    const label = feedLabel(capture);
    const host = URL.parse(capture.feed.url)?.host ?? '';
    const isHostCommon = hosts.size === 1 && host !== '' && label.startsWith(`${host}/`);
    return {
      text: isToldByMethod
        ? METHOD_LABELS[capture.feed.method]
        : isHostCommon
          ? label.slice(host.length)
          : label,
      detail: label,
      full: captureLabel(capture),
    };
  });
}
