import type { Day } from './irrigation';
import type { Instant } from './types';

/** The farming bulletin of a commune on one morning. */
export interface Bulletin {
  area: string;
  areaName: string;
  day: Day;
  vi: string;
  en: string;
  /** Without accents, for a short message. */
  sms: string;
  madeAt: Instant;
}

/** Rain that somebody has entered for a day; an area of null is everywhere. */
export interface RainForecast {
  area: string | null;
  day: Day;
  millimetres: number;
  source: string;
  by: string;
  at: Instant;
}
