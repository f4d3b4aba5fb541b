import type { CaptureFigures } from '../model/captureFigures.ts';
import { EventTally } from '../model/eventTally.ts';
import { Histogram, type HistogramJson } from '../model/histogram.ts';
import { parseJson } from '../model/parseJson.ts';
import { FRAME_KINDS } from '../protocol/frame.ts';
import type { EventType, Figure } from '../protocol/statistics.ts';
import { fieldsOf } from './fields.ts';

const VERSION = 1;

/** A capture's figures as a recording keeps them. */
export function serializeFigures({ histograms, events }: CaptureFigures): string {
  return JSON.stringify({ version: VERSION, histograms, events: events.types() });
}

/** Null: what another version wrote, or what is damaged. A figure that a version did not know has no values. */
export function parseFigures(json: string): CaptureFigures | null {
  const fields = fieldsOf(parseJson(json));
  const histograms = fieldsOf(fields.get('histograms'));
  const events = fields.get('events');
  if (fields.get('version') !== VERSION || !Array.isArray(events)) return null;
  const histogramOf = (figure: Figure): Histogram => {
    const stored = histograms.get(figure);
    return isHistogram(stored) ? Histogram.fromJSON(stored) : new Histogram();
  };
  return {
    histograms: {
      size: histogramOf('size'),
      sentSize: histogramOf('sentSize'),
      gap: histogramOf('gap'),
      delay: histogramOf('delay'),
      roundTrip: histogramOf('roundTrip'),
      wait: histogramOf('wait'),
    },
    events: EventTally.fromTypes(events.filter(isEventType)),
  };
}

function isHistogram(value: unknown): value is HistogramJson {
  const fields = fieldsOf(value);
  const buckets = fields.get('buckets');
  const isWhole = ['count', 'sum', 'min', 'max'].every((name) => isAmount(fields.get(name)));
  return isWhole && Array.isArray(buckets) && buckets.every(isAmount);
}

function isEventType(value: unknown): value is EventType {
  const fields = fieldsOf(value);
  const event = fields.get('event');
  const direction = fields.get('direction');
  return (
    (event === null || typeof event === 'string') &&
    (direction === 'in' || direction === 'out') &&
    FRAME_KINDS.some((kind) => kind === fields.get('kind')) &&
    typeof fields.get('isBinary') === 'boolean' &&
    ['count', 'bytes', 'firstMs', 'lastMs'].every((name) => isAmount(fields.get(name)))
  );
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
