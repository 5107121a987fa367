import type { Instant, Outline } from './types';
import type { Weekday } from './weekdays';

/** The shapes of the irrigation desk, as the API's document states them. Water is mm over the field: 1 mm = 10 m³/ha. */

/** A civil day of Việt Nam, as 2026-12-31. */
export type Day = string;

export interface Control {
  device: string;
  target: string;
}

export interface SeriesPlace {
  device: string;
  series: string;
}

/** Hours of every day, or of the days that are named; `to` not after `from` is on the next day. */
export interface WeeklyWindow {
  days: Weekday[] | null;
  from: string;
  to: string;
}

export interface Pump {
  id: string;
  name: string;
  control: Control;
  canal: string;
  /** m³/s. */
  flow: number;
  /** kW of input. */
  power: number;
  /** m. */
  head: number;
  startsPerHour: number | null;
  minRun: string | null;
  minOff: string | null;
  quiet: WeeklyWindow[] | null;
  suction: (SeriesPlace & { minimum: number }) | null;
  quality: string[] | null;
  curve: { flow: number; head: number; efficiency: number }[] | null;
  revision?: number;
}

export interface Canal {
  id: string;
  name: string;
  area: string;
  parent: string | null;
  /** m³/s. */
  capacity: number;
  openAtOnce: number | null;
  efficiency: number | null;
  level: (SeriesPlace & { high: number }) | null;
  flood: (SeriesPlace & { level1: number }) | null;
  revision?: number;
}

export interface Soil {
  fieldCapacity: number;
  wiltingPoint: number;
  saturation: number;
  drainable: number;
  /** mm a day. */
  percolation: number;
}

export interface Field {
  id: string;
  name: string;
  area: string;
  canal: string;
  hectares: number;
  outline: Outline | null;
  valve: Control | null;
  /** m³/s. */
  flow: number;
  efficiency: number | null;
  soil: Soil | null;
  /** mm. */
  bund: number | null;
  depth: SeriesPlace | null;
  moisture: SeriesPlace | null;
  weather: string | null;
  rain: string | null;
  cooperative: string | null;
  users: string[] | null;
  quiet: WeeklyWindow[] | null;
  revision?: number;
}

/** Usual age of rice seedlings when they leave the nursery. */
export const SEEDLING_DAYS = 20;

export type SeasonMethod = 'sowing' | 'transplanting';

export interface Season {
  id?: number;
  field?: string;
  crop: string;
  variety: string | null;
  method: SeasonMethod;
  startsOn: Day;
  stageDays: number[] | null;
  /** Age of transplanted rice seedlings, in days; null: {@link SEEDLING_DAYS}. */
  seedlingDays: number | null;
  awdThreshold: number | null;
  fertiliser: Day[] | null;
  endedOn: Day | null;
  revision?: number;
}

export type CropKind = 'paddy' | 'dry';

export interface Crop {
  id: string;
  name: { vi: string; en: string };
  kind: CropKind;
  /** Initial, mid and end. */
  kc: number[];
  stages: number[];
  /** m, planted and grown. */
  roots: number[];
  /** p of FAO-56. */
  depletion: number;
  /** m. */
  height: number;
  source: string;
  /** 0: the library's own. */
  version: number;
  reason: string | null;
  changedAt: Instant | null;
  changedBy: string | null;
}

export interface TariffBand {
  code: string;
  /** VND for a kWh. */
  price: number;
  windows: WeeklyWindow[] | null;
}

export interface Tariff {
  id?: number;
  name: string;
  validFrom: Day;
  bands: TariffBand[];
  holidays: Day[] | null;
  holidayAs: Weekday | null;
  createdAt?: Instant;
  createdBy?: string;
  /** Nobody has entered it: plans are reckoned with it until somebody enters one. */
  example?: boolean;
}

export type FileFormat = 'csv' | 'geojson';
export type Grid = 'wgs84' | 'vn2000';
