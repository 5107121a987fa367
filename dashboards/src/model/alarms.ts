import type { Coded } from '../i18n';
import type { Area, Instant } from './types';

/** The shapes of the alarm desk's API and what follows from one alarm alone; letters as docs/alarms.md explains them. */

export type Letter = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I';

export type AlarmState =
  | 'normal'
  | 'unacknowledged'
  | 'acknowledged'
  | 'returned'
  | 'latched-unacknowledged'
  | 'latched'
  | 'shelved'
  | 'suppressed'
  | 'out-of-service';

export const ALARM_STATES: readonly AlarmState[] = [
  'unacknowledged',
  'acknowledged',
  'returned',
  'latched-unacknowledged',
  'latched',
  'shelved',
  'suppressed',
  'out-of-service',
];

export type AlarmPriority = 1 | 2 | 3;
export const PRIORITIES: readonly AlarmPriority[] = [1, 2, 3];

export interface InBothLanguages {
  vi: string;
  en: string;
}

export type AlarmMeasure = 'value' | 'change' | 'difference' | 'count' | 'silence' | 'formula';

export interface AlarmView {
  id: number;
  rule: string;
  ruleVersion: number;
  name: InBothLanguages;
  tag: string;
  alarmClass: string;
  subject: string;
  device: string | null;
  site: string | null;
  siteName: string | null;
  area: string;
  areaName: string;
  series: string | null;
  unit: string | null;
  /** What `value` and `limit` are about. */
  measure: AlarmMeasure;
  letter: Letter;
  state: AlarmState;
  active: boolean;
  acknowledged: boolean;
  priority: AlarmPriority;
  level: number;
  levels: number;
  occurrence: string | null;
  activatedAt: Instant | null;
  value: number | null;
  limit: number | null;
  acknowledgedBy: string | null;
  acknowledgedAt: Instant | null;
  shelvedUntil: Instant | null;
  shelvedBy: string | null;
  shelveReason: string | null;
  oneShot: boolean;
  suppressedByRule: boolean;
  suppressedBy: number | null;
  outOfService: boolean;
  outOfServiceReason: string | null;
  chattering: boolean;
  unknown: boolean;
  group: boolean;
  members: number;
  assignee: string | null;
  comments: number;
  /** What is doubtful about the rule here. */
  doubts: Coded[];
  lat: number | null;
  lon: number | null;
  updatedAt: Instant;
  /** Rises with every change of any alarm. */
  revision: number;
}

/** B; C; and D, E and F. */
export interface PriorityCounts {
  unacknowledged: number;
  acknowledged: number;
  returned: number;
}

/** What is live at a place; the priority is the worst one, 0 where nothing is. */
export interface PlaceAlarms {
  priority: AlarmPriority | 0;
  unacknowledged: number;
  total: number;
}

export interface AlarmSummary {
  byPriority: Partial<Record<'1' | '2' | '3', PriorityCounts>>;
  shelved: number;
  suppressed: number;
  outOfService: number;
  standing: number;
  chattering: number;
  /** Areas with what lies directly in them. */
  byArea: (PriorityCounts & { area: string; priority: AlarmPriority | 0; suppressed: number })[];
  bySite: { site: string; priority: AlarmPriority | 0; unacknowledged: number; count: number }[];
}

export interface AlarmJournalRow {
  id: number;
  at: Instant;
  recordedAt: Instant;
  event: string;
  from: Letter | null;
  to: Letter | null;
  occurrence: string | null;
  ruleVersion: number;
  level: number;
  priority: AlarmPriority | null;
  value: number | null;
  limit: number | null;
  who: string;
  reason: string | null;
  historical: boolean;
  annunciated: boolean;
}

export interface AlarmRationalisation {
  causes: InBothLanguages;
  consequence: InBothLanguages;
  action: InBothLanguages;
  toRespond: string | null;
  owner: string | null;
  approvedBy: string | null;
  approvedAt: Instant | null;
}

/** What became of one alarm of several that were acknowledged together. */
export interface AlarmOutcome {
  id: number;
  status: number;
  detail?: string | null;
}

export const isLive = ({ letter }: Pick<AlarmView, 'letter'>): boolean => letter >= 'B' && letter <= 'F';

/** Waits for a person to say that they have seen it. */
export const isUnacknowledged = ({ letter }: Pick<AlarmView, 'letter'>): boolean =>
  letter === 'B' || letter === 'D' || letter === 'E';

/** Changes by alarm; the newest revision of each counts. */
export type AlarmChanges = ReadonlyMap<number, AlarmView>;

/**
 * Brings the list of all alarms that are not normal up to date. What nothing happened to stays the same object, and the
 * list too, so that only what changed is drawn again.
 */
export function applyAlarms(alarms: AlarmView[], changes: AlarmChanges): AlarmView[] {
  const left = new Map(changes);
  let changed = false;
  const next: AlarmView[] = [];
  for (const alarm of alarms) {
    const change = left.get(alarm.id);
    left.delete(alarm.id);
    const newer = change !== undefined && change.revision > alarm.revision;
    changed ||= newer;
    const now = newer ? change : alarm;
    if (now.letter !== 'A') {
      next.push(now);
    }
  }
  for (const alarm of left.values()) {
    if (alarm.letter !== 'A') {
      next.push(alarm);
      changed = true;
    }
  }
  return changed ? next : alarms;
}

/** An alarm that has gone from the list of what is not normal, as it was last seen but for its state. */
export function asNormal(alarm: AlarmView): AlarmView {
  return { ...alarm, letter: 'A', state: 'normal', active: false, acknowledged: true, suppressedBy: null, suppressedByRule: false };
}

/** The one to look at first: what is active before what is over, then of the highest priority, of those the newest. */
export function mostUrgent(alarms: readonly AlarmView[]): AlarmView | null {
  let found: AlarmView | null = null;
  for (const alarm of alarms) {
    if (isUnacknowledged(alarm) && (found === null || isMoreUrgent(alarm, found))) {
      found = alarm;
    }
  }
  return found;
}

function isMoreUrgent(one: AlarmView, other: AlarmView): boolean {
  if ((one.letter === 'B') !== (other.letter === 'B')) {
    return one.letter === 'B';
  }
  return one.priority !== other.priority ? one.priority < other.priority : began(one) > began(other);
}

const beginnings = new WeakMap<AlarmView, number>();

/** When the occurrence began, in Unix milliseconds; 0 when there is none. */
export function began(alarm: AlarmView): number {
  let millis = beginnings.get(alarm);
  if (millis === undefined) {
    millis = alarm.activatedAt === null ? 0 : Date.parse(alarm.activatedAt);
    beginnings.set(alarm, millis);
  }
  return millis;
}

/** What has to be heard since: what became unacknowledged anew, or rose; the worst priority of it, else null. */
export function newlyAnnounced(before: readonly AlarmView[], after: readonly AlarmView[]): AlarmPriority | null {
  if (before === after) {
    return null;
  }
  const known = new Map(before.map((alarm) => [alarm.id, alarm]));
  let worst: AlarmPriority | null = null;
  for (const alarm of after) {
    const was = known.get(alarm.id);
    if (alarm.letter === 'B' && was !== alarm && isAnnounced(was, alarm) && (worst === null || alarm.priority < worst)) {
      worst = alarm.priority;
    }
  }
  return worst;
}

function isAnnounced(was: AlarmView | undefined, now: AlarmView): boolean {
  return was === undefined || was.letter !== 'B' || was.occurrence !== now.occurrence || now.level > was.level;
}

export interface Counts {
  unacknowledged: number;
  total: number;
}

export function countsOf(summary: AlarmSummary, priority: AlarmPriority): Counts {
  const counts = summary.byPriority[priority];
  if (counts === undefined) {
    return { unacknowledged: 0, total: 0 };
  }
  const { unacknowledged, acknowledged, returned } = counts;
  return { unacknowledged, total: unacknowledged + acknowledged + returned };
}

export function countsOfAll(summary: AlarmSummary): Counts {
  const counts = PRIORITIES.map((priority) => countsOf(summary, priority));
  return {
    unacknowledged: counts.reduce((sum, each) => sum + each.unacknowledged, 0),
    total: counts.reduce((sum, each) => sum + each.total, 0),
  };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Ranges of a chart that ends now. */
const CHART_RANGES: readonly number[] = [HOUR, 6 * HOUR, 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR];

/** How far back a chart that ends now must begin to show what came before the alarm. */
export function chartRange(alarm: AlarmView, now: number): number {
  const age = alarm.activatedAt === null ? 0 : now - began(alarm);
  const wanted = age + Math.max(20 * MINUTE, age * 0.25);
  return CHART_RANGES.find((range) => range >= wanted) ?? 30 * 24 * HOUR;
}

/** Series that the centre makes itself are kept nowhere: there is no curve of them. */
export const hasHistory = (alarm: AlarmView): boolean => alarm.series !== null && !alarm.series.startsWith('kenh/');

/** Live alarms by site. */
export function bySite(summary: AlarmSummary | undefined): ReadonlyMap<string, PlaceAlarms> {
  const live = summary?.bySite.filter(({ count }) => count > 0) ?? [];
  return new Map(live.map(({ site, priority, unacknowledged, count }) => [site, { priority, unacknowledged, total: count }]));
}

/** Live alarms by area, those of the areas within counted in. */
export function byArea(summary: AlarmSummary | undefined, areas: readonly Pick<Area, 'id' | 'parent'>[]): ReadonlyMap<string, PlaceAlarms> {
  const parents = new Map(areas.map(({ id, parent }) => [id, parent]));
  const found = new Map<string, PlaceAlarms>();
  for (const { area, priority, unacknowledged, acknowledged, returned } of summary?.byArea ?? []) {
    const own: PlaceAlarms = { priority, unacknowledged, total: unacknowledged + acknowledged + returned };
    for (let id: string | null | undefined = area, steps = 0; id && steps < DEEPEST; id = parents.get(id), steps++) {
      found.set(id, together(found.get(id), own));
    }
  }
  return found;
}

const DEEPEST = 16;

/** Priorities as numbers to sort by: none comes last. */
export const worst = (priority: AlarmPriority | 0 | undefined): number => (priority ? priority : 4);

/** Two places as one. */
export function together(one: PlaceAlarms | undefined, other: PlaceAlarms): PlaceAlarms {
  if (one === undefined) {
    return other;
  }
  const priority = worst(other.priority) < worst(one.priority) ? other.priority : one.priority;
  return { priority, unacknowledged: one.unacknowledged + other.unacknowledged, total: one.total + other.total };
}
