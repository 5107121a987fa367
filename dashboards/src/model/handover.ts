import type { AlarmPriority, AlarmState, InBothLanguages, Letter } from './alarms';
import type { Instant } from './types';

/** A shift as it is handed over. What has not happened is absent. */

export interface Happened {
  alarm: number;
  occurrence: string;
  name: string;
  area: string;
  site?: string | null;
  priority: AlarmPriority;
  beganAt: Instant;
  returnedAt?: Instant | null;
  acknowledgedAt?: Instant | null;
  acknowledgedBy?: string | null;
  /** Found in readings that came late; nobody was told. */
  historical?: boolean;
}

export interface StandingAlarm {
  alarm: number;
  name: InBothLanguages;
  area: string;
  areaName: string;
  site?: string | null;
  siteName?: string | null;
  priority: AlarmPriority;
  letter: Letter;
  state: AlarmState;
  active: boolean;
  activatedAt?: Instant | null;
  value?: number | null;
  limit?: number | null;
  unit?: string | null;
  acknowledgedBy?: string | null;
  assignee?: string | null;
  until?: Instant | null;
  reason?: string | null;
  by?: string | null;
}

export interface HandoverContent {
  from: Instant;
  to: Instant;
  area?: string | null;
  at: Instant;
  annunciated: Partial<Record<'1' | '2' | '3', number>>;
  events: Record<string, number>;
  occurrences: Happened[];
  /** More happened than is listed. */
  cut: boolean;
  standing: StandingAlarm[];
  shelved: StandingAlarm[];
  outOfService: StandingAlarm[];
  comments: { at: Instant; who: string; alarm: number; name: string; text: string }[];
}

export interface Handover {
  id: number;
  area?: string | null;
  from: Instant;
  to: Instant;
  notes: string;
  by: string;
  toUser: string;
  createdAt: Instant;
  acceptedAt?: Instant | null;
  /** Left out of lists. */
  content?: HandoverContent | null;
}

export interface NewHandover {
  from: Instant;
  to: Instant;
  area?: string;
  notes: string;
  toUser: string;
}

export const SHIFT_HOURS = [8, 12, 24] as const;
export type ShiftHours = (typeof SHIFT_HOURS)[number];
