import type { Instant } from './types';

/** The month's report and the way to the provincial system. */

export interface ReportLine {
  area: string;
  name: string;
  clusters: number;
  population: number;
  planned: number;
  verified: number;
  partial: number;
  missed: number;
  /** Not held against anybody: preempted by an emergency or called off. */
  excused: number;
  /** Begun, but without a verdict yet. */
  undecided: number;
  unplanned: number;
  /** Seconds that were to sound, and that did. */
  plannedSeconds: number;
  heardSeconds: number;
}

export interface MonthReport {
  /** 2026-11. */
  month: string;
  title: string;
  madeAt: Instant;
  summary: string[];
  communes: ReportLine[];
  total: ReportLine;
  /** Why soundings failed, most frequent first. */
  causes: { cause: string; count: number }[];
}

/** Of what was due, not excused and judged, the share that was heard as it should be; null when there was none. */
export function compliance({ planned, excused, undecided, verified }: Pick<ReportLine, 'planned' | 'excused' | 'undecided' | 'verified'>): number | null {
  const due = planned - excused - undecided;
  return due <= 0 ? null : verified / due;
}

export const SOURCE_WAYS = ['off', 'file', 'http'] as const;
export type SourceWay = (typeof SOURCE_WAYS)[number];

export interface SourceSettings {
  way: SourceWay;
  /** Where schedules are dropped and what becomes of read ones is kept beside them. */
  directory: string | null;
  /** Of the provincial system. */
  url: string | null;
  pullMinutes: number;
  pushMinutes: number;
  /** By which fields are named in what is sent. */
  mapping: string;
  mappings?: string[];
  /** Whether a key is set; it is never told. */
  keySet: boolean;
  key?: string | null;
  lastPull?: Instant | null;
  lastPush?: Instant | null;
  waiting?: number;
  problem?: string | null;
  revision: number;
}

export interface SourceLogEntry {
  id: number | string;
  at: Instant;
  direction: 'in' | 'out';
  what: string;
  state: 'done' | 'waiting' | 'failed';
  attempts: number;
  nextAt: Instant | null;
  detail: string | null;
}
