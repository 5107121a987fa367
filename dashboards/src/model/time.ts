import type { Instant } from './types';

const ZONE = 'Asia/Ho_Chi_Minh';

const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

function partsOf(millis: number): Record<Part, string> {
  const parts: Record<string, string> = {};
  for (const part of PARTS.formatToParts(millis)) {
    parts[part.type] = part.value;
  }
  return parts as Record<Part, string>;
}

/** 31/12/2026 23:59, in Vietnamese time, in every language. */
export function formatDateTime(millis: number): string {
  const part = partsOf(millis);
  return `${part.day}/${part.month}/${part.year} ${part.hour}:${part.minute}`;
}

/** 31/12/2026 23:59:58. */
export function formatDateTimeSeconds(millis: number): string {
  return `${formatDateTime(millis)}:${partsOf(millis).second}`;
}

/** 23:59. */
export function formatTime(millis: number): string {
  const part = partsOf(millis);
  return `${part.hour}:${part.minute}`;
}

/** 23:59:58. */
export function formatTimeSeconds(millis: number): string {
  return `${formatTime(millis)}:${partsOf(millis).second}`;
}

/** 31/12. */
export function formatDayMonth(millis: number): string {
  const part = partsOf(millis);
  return `${part.day}/${part.month}`;
}

/** 31/12/2026 from a date without a time (2026-12-31). */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-');
  return year && month && day ? `${day}/${month}/${year}` : date;
}

/** 2026-12-31 from 31/12/2026 as typed; null if there is no such day. */
export function parseDate(text: string): string | null {
  const [, day, month, year] = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\s*$/.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) {
    return null;
  }
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const millis = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(date) ? date : null;
}

/** Today in Việt Nam, as 2026-12-31. */
export function today(now: number): string {
  const part = partsOf(now);
  return `${part.year}-${part.month}-${part.day}`;
}

/** The time alone when it is today in Việt Nam, else with its date. */
export function formatRecent(millis: number, now: number): string {
  return dayOf(millis) === dayOf(now) ? formatTimeSeconds(millis) : formatDateTime(millis);
}

function dayOf(millis: number): string {
  const part = partsOf(millis);
  return `${part.year}${part.month}${part.day}`;
}

/** Unix milliseconds of an API time; null stays null. */
export function millisOf(instant: Instant | null): number | null {
  const millis = instant === null ? Number.NaN : Date.parse(instant);
  return Number.isNaN(millis) ? null : millis;
}
