import { SEEDLING_DAYS, type Crop, type CropKind, type Day, type Season } from './irrigation';
import type { Instant } from './types';

/** How fields stand, as the daily reckoning of the server tells it. Water is mm over the field. */

export type Stage = 'before' | 'initial' | 'development' | 'mid' | 'late' | 'after';
export type PaddyPhase = 'idle' | 'land-preparation' | 'establishment' | 'wetting-and-drying' | 'fertiliser' | 'flowering' | 'ripening' | 'harvested';
export type Confidence = 'measured' | 'computed' | 'uncertain';

/** Levels in mm over the soil (paddy) or depletions in mm (dry crop) between which the water is kept. */
export interface Bounds {
  target: number;
  trigger: number;
  stress: number;
}

export interface Needed {
  earliest: Instant;
  needBy: Instant;
  dueBy: Instant;
  stressFrom: Instant | null;
  net: number;
  gross: number;
  cubicMetres: number;
  /** By the calendar; 0 is today. */
  days: number;
}

export interface FieldState {
  field: string;
  name: string;
  area: string;
  asOf: Instant;
  growth: {
    season: number;
    crop: string;
    cropName: { vi: string; en: string };
    kind: CropKind;
    startedOn: Day;
    day: number;
    stage: Stage;
    phase: PaddyPhase | null;
    coefficient: number;
  };
  water: {
    storage: number;
    /** Level over the soil (paddy) or depletion of the root zone (dry crop). */
    now: number;
    soil: { available: number; readily: number } | null;
    bounds: Bounds | null;
    confidence: Confidence;
    lastMeasured: Instant | null;
  };
  weather: { rainThreeDays: number; dryDays: number; rainAhead: number; evapotranspiration: number; crop: number };
  urgency: 'now' | 'soon' | 'no';
  needed: Needed | null;
  sentence: { vi: string; en: string };
  warnings: string[];
}

/** What a sensor did to a day: nothing, its reading was not used, or the balance was moved to it. */
export type SensorEffect =
  | { effect: 'none' }
  | { effect: 'ignored'; cause: string; value: number }
  | { effect: 'applied'; computed: number; measured: number };

/** A past day with all terms of its balance. */
export interface FieldDay {
  day: Day;
  before: number;
  rain: number;
  ignoredRain: number;
  irrigation: number;
  capillaryRise: number;
  evapotranspiration: number;
  potential: number;
  percolation: number;
  runoff: number;
  correction: number;
  after: number;
  water: number;
  bounds: Bounds | null;
  sensor: SensorEffect;
  reference: number;
  referenceSource: string;
  coefficient: number;
  adjustment: Adjustment | null;
  rainOrigin: string;
}

/** What Kc was adjusted from, by the means of so many days of the stage: wind in m/s, lowest relative humidity in %. */
export interface Adjustment {
  table: number;
  wind: number;
  minHumidity: number;
  days: number;
}

export interface DayAhead {
  day: Day;
  evapotranspiration: number;
  rain: number | null;
  crop: number;
  water: number;
  bounds: Bounds | null;
}

export interface FieldDays {
  days: FieldDay[];
  forecast: DayAhead[];
}

/** How soon a field needs water, the most urgent first; `rest` needs none, of `unknown` nothing is known. */
export const THIRSTS = ['today', 'soon', 'week', 'later', 'rest', 'unknown'] as const;
export type Thirst = (typeof THIRSTS)[number];

const SOON_DAYS = 3;
const WEEK_DAYS = 7;

export function thirstOf(state: FieldState | undefined): Thirst {
  if (state === undefined) {
    return 'unknown';
  }
  if (state.needed === null) {
    return state.urgency === 'now' ? 'today' : 'rest';
  }
  const { days } = state.needed;
  if (state.urgency === 'now' || days <= 0) {
    return 'today';
  }
  return days <= SOON_DAYS ? 'soon' : days <= WEEK_DAYS ? 'week' : 'later';
}

/** The most urgent first, of the same urgency the one whose crop suffers first, then by name. */
export function byThirst(a: { name: string; state: FieldState | undefined }, b: { name: string; state: FieldState | undefined }): number {
  const rank = THIRSTS.indexOf(thirstOf(a.state)) - THIRSTS.indexOf(thirstOf(b.state));
  return rank || dueOf(a.state) - dueOf(b.state) || a.name.localeCompare(b.name, 'vi');
}

function dueOf(state: FieldState | undefined): number {
  return state?.needed ? Date.parse(state.needed.dueBy) : Number.POSITIVE_INFINITY;
}

/** What the terms of a day leave over; 0 but for rounding. */
export function residualOf(day: FieldDay): number {
  const came = day.rain + day.irrigation + day.capillaryRise + day.correction;
  return came - day.evapotranspiration - day.percolation - day.runoff - (day.after - day.before);
}

/** Whole days from one day to another. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export function dayAfter(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

export interface StagePart {
  stage: Exclude<Stage, 'before' | 'after'>;
  from: Day;
  days: number;
  /** Whether the given day is in it. */
  now: boolean;
}

const STAGES = ['initial', 'development', 'mid', 'late'] as const;

/**
 * Days of the four stages from the season's start on: its own, or the crop's. Those of rice count from sowing; the days in the nursery are
 * not spent on this field, but of every stage one day is left. The server reckons in the same way.
 */
export function stageDaysOf(season: Pick<Season, 'method' | 'stageDays' | 'seedlingDays'>, crop: Pick<Crop, 'kind' | 'stages'>): number[] {
  if (season.stageDays !== null) {
    return season.stageDays;
  }
  let nursery = crop.kind === 'paddy' && season.method === 'transplanting' ? (season.seedlingDays ?? SEEDLING_DAYS) : 0;
  return crop.stages.map((days) => {
    const taken = Math.min(nursery, days - 1);
    nursery -= taken;
    return days - taken;
  });
}

/** The four stages of a season on the calendar. */
export function stageParts(startsOn: Day, stageDays: readonly number[], today: Day): StagePart[] {
  let from = startsOn;
  return STAGES.map((stage, index) => {
    const days = stageDays[index] ?? 0;
    const part = { stage, from, days, now: today >= from && today < dayAfter(from, days) };
    from = dayAfter(from, days);
    return part;
  });
}

/** How far through its stages a season is on a day, 0 to 1. */
export function seasonShare(startsOn: Day, stageDays: readonly number[], today: Day): number {
  const whole = stageDays.reduce((sum, days) => sum + days, 0);
  return whole === 0 ? 0 : Math.min(1, Math.max(0, (daysBetween(startsOn, today) + 0.5) / whole));
}
