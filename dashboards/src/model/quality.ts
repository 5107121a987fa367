import type { AlarmPriority } from './alarms';
import type { Instant } from './types';

/** How good the alarms of a stretch of time were, as the API says it. Shares are 0 to 1. */

export const VERDICTS = ['good', 'tolerable', 'bad', 'too-few'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const FIGURES = ['perDay', 'perHour', 'perTenMinutes', 'peakTenMinutes', 'timeInFlood', 'topTenShare', 'stale', 'chattering'] as const;
export type FigureKey = (typeof FIGURES)[number];

export interface QualityFigure {
  key: FigureKey;
  value: number;
  target: number;
  most: number;
  verdict: Verdict;
}

interface OfAlarm {
  alarm: number;
  name: string;
  rule: string;
  area: string;
  site?: string | null;
}

export interface QualityReport {
  from: Instant;
  to: Instant;
  area?: string | null;
  annunciated: number;
  figures: QualityFigure[];
  peak?: { at?: Instant | null; count: number } | null;
  floods: { from: Instant; to: Instant; over: boolean; annunciated: number; peak: number }[];
  topTen: (OfAlarm & { count: number; share: number })[];
  standing: (OfAlarm & { since: Instant; until?: Instant | null })[];
  chattering: (OfAlarm & { times: number })[];
  priorities: { priority: AlarmPriority; count: number; share: number; target: number; verdict: Verdict }[];
  byDay: { day: string; count: number; verdict: Verdict }[];
  byHour: { hour: Instant; count: number }[];
  byArea: { area: string; areaName: string; annunciated: number; share: number; perDay: number; peakTenMinutes: number; timeInFlood: number; verdict: Verdict }[];
}

/** These are shares of time or of the load; the others are counts. */
export const isShare = (key: FigureKey): boolean => key === 'timeInFlood' || key === 'topTenShare';

export const DAYS = [1, 7, 30, 90] as const;
export type Days = (typeof DAYS)[number];

export interface QualityQuery {
  days: Days;
  /** The last day, as 2026-12-31; null: until now. */
  last: string | null;
  area: string | null;
}

/** Reads what an address asks for; what is none of ours is as usual. */
export function qualityQuery(parameters: URLSearchParams): QualityQuery {
  const last = parameters.get('last');
  return {
    days: DAYS.find((each) => String(each) === parameters.get('days')) ?? 7,
    last: last !== null && /^\d{4}-\d{2}-\d{2}$/.test(last) && !Number.isNaN(Date.parse(last)) ? last : null,
    area: parameters.get('area'),
  };
}

export function writeQualityQuery({ days, last, area }: QualityQuery): URLSearchParams {
  const parameters = new URLSearchParams();
  if (days !== 7) {
    parameters.set('days', String(days));
  }
  if (last !== null) {
    parameters.set('last', last);
  }
  if (area !== null) {
    parameters.set('area', area);
  }
  return parameters;
}

const DAY = 86_400_000;
const ZONE_MILLIS = 7 * 3_600_000;

/** From when until when; a last day ends at midnight in Việt Nam, and days until now begin at one. */
export function rangeOf({ days, last }: QualityQuery, now: number): { from: string; to: string } {
  const midnight = last === null ? Math.floor((now + ZONE_MILLIS) / DAY) * DAY + DAY - ZONE_MILLIS : Date.parse(last) + DAY - ZONE_MILLIS;
  const to = Math.min(now, midnight);
  // The last 24 hours rather than today, which at one in the morning says nothing.
  const from = days === 1 && last === null ? now - DAY : midnight - days * DAY;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** The period before or after; null at the end means until now. */
export function shifted(query: QualityQuery, by: -1 | 1, today: string): QualityQuery {
  const last = new Date(Date.parse(query.last ?? today) + by * query.days * DAY).toISOString().slice(0, 10);
  return { ...query, last: last >= today ? null : last };
}

/** Every hour from the first to the last, quiet ones too, for at most a week. */
export function hoursOf({ from, to, byHour }: Pick<QualityReport, 'from' | 'to' | 'byHour'>): { at: number; count: number }[] {
  const HOUR = 3_600_000;
  const counts = new Map(byHour.map(({ hour, count }) => [Date.parse(hour), count]));
  const hours: { at: number; count: number }[] = [];
  for (let at = Math.floor(Date.parse(from) / HOUR) * HOUR; at < Date.parse(to) && hours.length < 8 * 24; at += HOUR) {
    hours.push({ at, count: counts.get(at) ?? 0 });
  }
  return hours;
}
