import { lookOf, type Look, type TimelineRow } from './loudspeaker-verdicts';

/** The day as a strip of time: where things lie on it. */

const HOUR = 3_600_000;
/** Việt Nam keeps no summer time. */
const ZONE = 7 * HOUR;

export interface DaySpan {
  /** Unix milliseconds. */
  from: number;
  to: number;
}

/** Midnight to midnight in Việt Nam of a day like 2026-11-21. */
export function dayBounds(day: string): DaySpan {
  const from = Date.parse(`${day}T00:00:00Z`) - ZONE;
  return { from, to: from + 24 * HOUR };
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * HOUR).toISOString().slice(0, 10);
}

/** When nothing is planned, from early morning to late evening. */
const USUAL = { from: 5, to: 21 };

/** The hours in which something is planned or was heard, whole hours with a little room. */
export function spanOf(day: string, moments: readonly DaySpan[]): DaySpan {
  const { from, to } = dayBounds(day);
  let first = from + USUAL.from * HOUR;
  let last = from + USUAL.to * HOUR;
  for (const moment of moments) {
    first = Math.min(first, Math.floor((moment.from - from) / HOUR) * HOUR + from);
    last = Math.max(last, Math.ceil((moment.to - from) / HOUR) * HOUR + from);
  }
  return { from: Math.max(from, first), to: Math.min(to, last) };
}

export const shareOf = (millis: number, { from, to }: DaySpan): number => Math.min(1, Math.max(0, (millis - from) / (to - from)));

/** Whole hours within, at most `most` of them. */
export function hoursOf({ from, to }: DaySpan, most: number): number[] {
  const hours = Math.round((to - from) / HOUR);
  const step = [1, 2, 3, 4, 6].find((each) => hours / each <= most) ?? 6;
  return Array.from({ length: Math.floor(hours / step) + 1 }, (_unused, index) => from + index * step * HOUR);
}

/** Neighbours that would overlap on screen share a mark of the worse one. */
export interface Mark {
  key: string;
  from: number;
  to: number;
  look: Look | 'unplanned';
  slot: string | null;
  /** How many are in it. */
  count: number;
}

const WORST_FIRST: readonly Mark['look'][] = ['unplanned', 'missed', 'provisional', 'partial', 'awaiting', 'playing', 'heard', 'due', 'excused', 'verified'];

/** The marks of a row; `least` is the shortest stretch of time that can be seen. */
export function marksOf({ slots, unplanned }: Pick<TimelineRow, 'slots' | 'unplanned'>, least: number, now: number): Mark[] {
  const single: Mark[] = [
    ...slots.map((slot) => markOf(Date.parse(slot.starts), slot.seconds * 1000, { look: lookOf(slot), slot: slot.slot })),
    ...unplanned.map((sound) => markOf(Date.parse(sound.start), (sound.end === null ? now : Date.parse(sound.end)) - Date.parse(sound.start), { look: 'unplanned', slot: null })),
  ].sort((a, b) => a.from - b.from);
  const marks: Mark[] = [];
  for (const mark of single) {
    const last = marks[marks.length - 1];
    // A mark takes in what begins within its own least width, or while it still sounds: a chain of near ones stays many marks.
    if (last && mark.from < Math.max(last.from + least, last.to)) {
      marks[marks.length - 1] = together(last, mark);
    } else {
      marks.push(mark);
    }
  }
  return marks.map((mark, index) => ({ ...mark, to: Math.max(mark.to, Math.min(mark.from + least, marks[index + 1]?.from ?? Infinity)) }));
}

function markOf(from: number, millis: number, { look, slot }: Pick<Mark, 'look' | 'slot'>): Mark {
  return { key: `${slot ?? 'sound'} ${from}`, from, to: from + Math.max(0, millis), look, slot, count: 1 };
}

function together(one: Mark, other: Mark): Mark {
  const worse = WORST_FIRST.indexOf(other.look) < WORST_FIRST.indexOf(one.look) ? other : one;
  return { ...one, look: worse.look, slot: worse.slot, to: Math.max(one.to, other.to), count: one.count + other.count };
}
