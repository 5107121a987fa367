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
  /** What switches it; null: a person does. */
  device?: string | null;
  /** What became of it, as far as it is known. */
  account?: { state: string; volume: number | null; reason?: string | null } | null;
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

/** So long people may tell of a turn after its time. */
const TOLD_WITHIN = 10 * 86_400_000;
const DAY = 86_400_000;
const MOST_TOLD = 3;

/** Whether a person may tell that this turn was taken: it is opened by hand and has begun. */
export function mayBeTold(turn: WaterTurn, now: number): boolean {
  return turn.kind === 'field' && turn.device === null && Date.parse(turn.start) <= now && now < Date.parse(turn.end) + TOLD_WITHIN;
}

/** The newest turns of a field of which people may tell. */
export function byHandTurns(turns: readonly WaterTurn[], field: string, now: number): WaterTurn[] {
  return turns
    .filter((turn) => turn.subject === field && turn.withdrawn === null && mayBeTold(turn, now))
    .sort((a, b) => b.start.localeCompare(a.start))
    .slice(0, MOST_TOLD);
}

/** From when to when, of two times of the clock of Việt Nam, each taken as near to the planned one as can be. Null if that is no time. */
export function toldTime(turn: Pick<WaterTurn, 'start' | 'end'>, from: string, to: string): { from: Instant; to: Instant } | null {
  const begin = nearest(from, Date.parse(turn.start));
  const end = nearest(to, Date.parse(turn.end));
  if (begin === null || end === null) {
    return null;
  }
  const after = end > begin ? end : end + DAY;
  return { from: isoOf(begin), to: isoOf(after) };
}

function nearest(clock: string, moment: number): number | null {
  const parts = /^(\d{2}):(\d{2})/.exec(clock);
  if (parts === null) {
    return null;
  }
  const minutes = Number(parts[1]) * 60 + Number(parts[2]);
  const midnight = Math.floor((moment + ZONE_HOURS * 3_600_000) / DAY) * DAY - ZONE_HOURS * 3_600_000;
  const days = [-1, 0, 1].map((day) => midnight + day * DAY + minutes * 60_000);
  return days.reduce((best, each) => (Math.abs(each - moment) < Math.abs(best - moment) ? each : best));
}
