import { CLIENTS } from './compareView.ts';

/** Steps of the slider in each power of ten: 10 to 100 has as many as 100,000 to 1,000,000. */
const STEPS_PER_DECADE = 50;
const DIGITS = 2;

export const SLIDER_MAX = STEPS_PER_DECADE * Math.log10(CLIENTS.most / CLIENTS.least);

/** A place on the slider as a number of clients, rounded to what one would say: 1,500 rather than 1,513. */
export function clientsAt(place: number): number {
  const exact = CLIENTS.least * 10 ** (place / STEPS_PER_DECADE);
  return Math.min(CLIENTS.most, Math.max(CLIENTS.least, Math.round(Number(exact.toPrecision(DIGITS)))));
}

export function placeOf(clients: number): number {
  return Math.round(STEPS_PER_DECADE * Math.log10(clients / CLIENTS.least));
}

/** A whole number on the scale; null: the text is none. */
export function readClients(text: string): number | null {
  const digits = text.replaceAll(/[\s,_.]/g, '');
  const clients = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  return clients >= CLIENTS.least && clients <= CLIENTS.most ? clients : null;
}
