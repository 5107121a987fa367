import { humanUnit, type HumanUnit } from './units';
import type { Reading, Series } from './types';

export const RANGES = ['1h', '6h', '24h', '7d', '30d', '1y'] as const;
export type RangeName = (typeof RANGES)[number];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const RANGE_MILLIS: Record<RangeName, number> = {
  '1h': HOUR,
  '6h': 6 * HOUR,
  '24h': DAY,
  '7d': 7 * DAY,
  '30d': 30 * DAY,
  '1y': 365 * DAY,
};

/** Series that share an axis: the same unit. */
export interface UnitGroup {
  unit: HumanUnit;
  key: string;
  series: Series[];
}

/** Numbers by unit, the largest group of a unit last, as water comes before electricity in the table of units. */
export function groupByUnit(series: readonly Series[]): UnitGroup[] {
  const groups = new Map<string, UnitGroup>();
  for (const each of series) {
    if (typeof each.value !== 'number') {
      continue;
    }
    const unit = humanUnit(each.unit, each.name);
    const key = `${unit.label}${unit.labelKey ?? ''}` || each.unit || '-';
    const group = groups.get(key) ?? { unit, key, series: [] };
    group.series.push(each);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => rank(a.key) - rank(b.key));
}

const ORDER = ['m', 'mm', 'mm/h', 'm³/s', 'm³/h', '°C', '%', 'pH', 'mg/l', 'A', 'kW', 'W', 'V', 'mm/s', 'kPa'];

function rank(key: string): number {
  const index = ORDER.indexOf(key);
  return index < 0 ? ORDER.length : index;
}

/** Seconds and values as uPlot wants them. */
export interface Line {
  times: number[];
  values: (number | null)[];
}

interface LineOptions {
  factor: number;
  intervalSeconds: number | null;
  rangeMillis: number;
  points: number;
}

/** So many distances before and after one tell what is usual there: old readings may be sparser than new ones. */
const NEIGHBOURS = 3;

/**
 * Readings as a line with holes: where a reading is bad, and where more time passed than the interval, downsampling to
 * `points` and what is usual around it explain.
 */
export function toLine(readings: readonly Reading[], { factor, intervalSeconds, rangeMillis, points }: LineOptions): Line {
  const times: number[] = [];
  const values: (number | null)[] = [];
  const seconds = readings.map((reading) => Date.parse(reading.at) / 1000);
  const distances = seconds.map((at, index) => at - (seconds[index - 1] ?? at));
  const least = leastGapSeconds(readings.length, intervalSeconds, rangeMillis, points);
  readings.forEach(({ value, quality }, index) => {
    const at = seconds[index] ?? 0;
    const distance = distances[index] ?? 0;
    if (index > 0 && distance > least && distance > 2.5 * usualAround(distances, index)) {
      times.push(at - distance / 2);
      values.push(null);
    }
    times.push(at);
    values.push(typeof value === 'number' && quality !== 'bad' ? value * factor : null);
  });
  return { times, values };
}

function leastGapSeconds(count: number, interval: number | null, rangeMillis: number, points: number): number {
  // A pair of extremes per slice: two neighbours may be almost two slices apart.
  const slice = count > points / 2 ? rangeMillis / 1000 / (points / 2) : 0;
  return Math.max(2.5 * (interval ?? 0), 2.2 * slice, 5);
}

/** The median of the distances around one, itself left out. */
function usualAround(distances: readonly number[], index: number): number {
  const around = distances
    .slice(Math.max(1, index - NEIGHBOURS), index + NEIGHBOURS + 1)
    .filter((_, offset) => Math.max(1, index - NEIGHBOURS) + offset !== index)
    .sort((a, b) => a - b);
  return around[Math.floor((around.length - 1) / 2)] ?? 0;
}

/** A state that held from a moment until the next. */
export interface Stretch {
  from: number;
  to: number;
  value: boolean | string;
}

/** States as stretches of time in Unix milliseconds, up to now; equal neighbours are one. */
export function toStretches(readings: readonly Reading[], until: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { at, value } of readings) {
    if (typeof value !== 'boolean' && typeof value !== 'string') {
      continue;
    }
    const from = Date.parse(at);
    const last = stretches[stretches.length - 1];
    if (last) {
      last.to = from;
      if (last.value === value) {
        last.to = until;
        continue;
      }
    }
    stretches.push({ from, to: until, value });
  }
  return stretches;
}

/** Downsampling for a width in pixels, in steps, so that a small change of the window is no new query. */
export function pointsFor(width: number): number {
  const STEP = 200;
  return Math.min(2_000, Math.max(2 * STEP, Math.ceil(width / STEP) * STEP));
}
