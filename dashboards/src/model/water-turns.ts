import type { Instant } from './types';

/** What a field page needs to know of a turn; pumps have turns too. */
export interface WaterTurn {
  id: string;
  kind: 'field' | 'pump';
  subject: string;
  start: Instant;
  end: Instant;
  /** m³. */
  volume: number;
  withdrawn: string | null;
  /** What became of it, as far as it is known. */
  account?: { state: string; volume: number | null } | null;
}

export type RequestState = 'asked' | 'approved' | 'refused' | 'withdrawn' | 'lapsed' | 'planned' | 'served';

export interface WaterRequest {
  id: number;
  field: string;
  fieldName: string;
  askedBy: string;
  askedAt: Instant;
  from: Instant;
  until: Instant;
  millimetres: number | null;
  note: string;
  state: RequestState;
  decidedBy: string | null;
  decidedAt: Instant | null;
  reason: string;
}

/** What is still open: nobody need ask again. */
export const isOpen = ({ state }: WaterRequest): boolean => state === 'asked' || state === 'approved' || state === 'planned';

/** The turn that runs, or the next one. */
export function nextTurn(turns: readonly WaterTurn[], field: string, now: number): WaterTurn | null {
  const ahead = turns.filter((turn) => turn.kind === 'field' && turn.subject === field && turn.withdrawn === null && Date.parse(turn.end) > now);
  return ahead.sort((a, b) => Date.parse(a.start) - Date.parse(b.start))[0] ?? null;
}

export function hoursOf({ start, end }: Pick<WaterTurn, 'start' | 'end'>): number {
  return (Date.parse(end) - Date.parse(start)) / 3_600_000;
}

/** A time of the day at which somebody wants water, on a civil day of Việt Nam. */
export type Daypart = 'any' | 'morning' | 'afternoon' | 'night';

const HOURS: Record<Daypart, [from: number, to: number]> = { any: [0, 24], morning: [5, 12], afternoon: [12, 18], night: [18, 29] };
const ZONE_HOURS = 7;

/** From when until when that is; what has passed of it is left out. Null when all has passed. */
export function wantedTime(day: string, part: Daypart, now: number): { from: Instant; until: Instant } | null {
  const midnight = Date.parse(`${day}T00:00:00Z`) - ZONE_HOURS * 3_600_000;
  const [first, last] = HOURS[part];
  const from = Math.max(now, midnight + first * 3_600_000);
  const until = midnight + last * 3_600_000;
  return until <= from ? null : { from: isoOf(from), until: isoOf(until) };
}

const isoOf = (millis: number): Instant => `${new Date(millis).toISOString().slice(0, 19)}Z`;
