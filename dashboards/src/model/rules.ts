import type { AlarmPriority, InBothLanguages } from './alarms';
import type { Instant } from './types';

/** Alarm rules as the API writes them, and how a form changes one member without touching the others. */

/** A rule as people write it. A form knows the usual members; whatever else stands there is kept. */
export type RuleDraft = Readonly<Record<string, unknown>>;

/** What the server says of a rule, next to what people wrote. */
export interface RuleFacts {
  id: string;
  version: number;
  reason: string;
  live: boolean;
  deleted: boolean;
  pack: string | null;
  edited: boolean;
  changedAt: Instant;
  changedBy: string;
  approvedAt?: Instant;
  approvedBy?: string;
  priorities: AlarmPriority[];
  gaps: string[];
}

export type Rule = RuleDraft & RuleFacts;

export interface RulePack {
  id: string;
  title: InBothLanguages;
  description: InBothLanguages;
  /** How many of its rules there are now. */
  present: number;
  rules: { id: string; name: InBothLanguages; priorities: AlarmPriority[]; present: boolean }[];
}

export interface LoadedPack {
  created: string[];
  updated: string[];
  kept: string[];
}

export interface ReplayOccurrence {
  began: Instant;
  ended: Instant | null;
  level: number;
  priority: AlarmPriority;
  worst: number | null;
  limit: number | null;
  annunciated: boolean;
  chattered: boolean;
}

export interface Replay {
  from: Instant;
  to: Instant;
  cut?: 'readings' | 'time' | 'occurrences' | null;
  subjects: number;
  subjectsDone: number;
  readings: number;
  occurrences: number;
  annunciated: number;
  mostInTenMinutes: number;
  flood: boolean;
  chattering: string[];
  perDay: { day: string; count: number }[];
  bySubject: { subject: string; count: number; activeSeconds: number; occurrences: ReplayOccurrence[] }[];
  warnings: string[];
}

const FACTS: readonly string[] = [
  'version', 'reason', 'live', 'deleted', 'pack', 'edited', 'changedAt', 'changedBy', 'approvedAt', 'approvedBy', 'priorities', 'gaps',
];

/** What can be changed and sent back. */
export function draftOf(rule: RuleDraft): RuleDraft {
  return Object.fromEntries(Object.entries(rule).filter(([name]) => !FACTS.includes(name)));
}

/** What stands at a place such as `condition.setpoint`; undefined if nothing does. */
export function valueAt(draft: RuleDraft, path: string): unknown {
  let value: unknown = draft;
  for (const name of path.split('.')) {
    value = isRecord(value) ? value[name] : undefined;
  }
  return value;
}

/** The draft with another value there; undefined takes the member away, and what is then empty with it. */
export function withValue(draft: RuleDraft, path: string, value: unknown): RuleDraft {
  const [name = '', ...rest] = path.split('.');
  const inner = draft[name];
  const next = rest.length === 0 ? value : withValue(isRecord(inner) ? inner : {}, rest.join('.'), value);
  const gone = next === undefined || (rest.length > 0 && isRecord(next) && Object.keys(next).length === 0);
  const others = Object.fromEntries(Object.entries(draft).filter(([each]) => each !== name));
  return gone ? others : { ...draft, [name]: next };
}

export const CONDITION_TYPES = ['high', 'low', 'levels', 'rate-of-change', 'deviation', 'equal', 'missing', 'count', 'formula'] as const;
export type ConditionType = (typeof CONDITION_TYPES)[number];

const MEMBERS: Readonly<Record<ConditionType, readonly string[]>> = {
  high: ['setpoint', 'deadband'],
  low: ['setpoint', 'deadband'],
  levels: ['direction', 'setpoints', 'deadband'],
  'rate-of-change': ['direction', 'change', 'within', 'deadband'],
  deviation: ['limit', 'deadband'],
  equal: ['value'],
  missing: ['after'],
  count: ['setpoint', 'counting', 'times', 'within'],
  formula: ['expression'],
};

export const conditionType = (draft: RuleDraft): ConditionType | null =>
  CONDITION_TYPES.find((type) => type === valueAt(draft, 'condition.type')) ?? null;

/** Another kind of condition: what both kinds have stays, what the new one does not know goes. */
export function withConditionType(draft: RuleDraft, type: ConditionType): RuleDraft {
  const condition = isRecord(draft['condition']) ? draft['condition'] : {};
  const kept = Object.entries(condition).filter(([name]) => name === 'onDelay' || name === 'offDelay' || MEMBERS[type].includes(name));
  return { ...draft, condition: { type, ...Object.fromEntries(kept) } };
}

export const NEW_RULE: RuleDraft = {
  name: { vi: '', en: '' },
  scope: {},
  condition: { type: 'high', onDelay: 'PT10S', offDelay: 'PT60S' },
  priority: 3,
};

export function bilingual(value: unknown): InBothLanguages {
  if (typeof value === 'string') {
    return { vi: value, en: '' };
  }
  const text = (name: string) => (isRecord(value) && typeof value[name] === 'string' ? value[name] : '');
  return { vi: text('vi'), en: text('en') };
}

/** One word or a list of them. */
export const wordsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String);

export const TIME_UNITS = ['S', 'M', 'H', 'D'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

export interface Span {
  amount: number;
  unit: TimeUnit;
}

/** An ISO 8601 duration in one unit, the largest that is whole: PT90S is 90 s, PT60S one minute. Null if it is none. */
export function spanOf(text: unknown): Span | null {
  const [, days, hours, minutes, seconds] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(String(text)) ?? [];
  if (days === undefined && hours === undefined && minutes === undefined && seconds === undefined) {
    return null;
  }
  const all = Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  const units: [TimeUnit, number][] = [['D', 86_400], ['H', 3_600], ['M', 60]];
  const [unit, length] = units.find(([, each]) => all > 0 && all % each === 0) ?? (['S', 1] as const);
  return { amount: all / length, unit };
}

export const durationOf = ({ amount, unit }: Span): string => (unit === 'D' ? `P${amount}D` : `PT${amount}${unit}`);

export const CONSEQUENCES = ['minor', 'major', 'severe'] as const;
export type Consequence = (typeof CONSEQUENCES)[number];

const GRID: Readonly<Record<Consequence, readonly [slow: AlarmPriority | null, medium: AlarmPriority, fast: AlarmPriority]>> = {
  minor: [null, 3, 2],
  major: [3, 2, 1],
  severe: [2, 1, 1],
};

const UNIT_MINUTES: Readonly<Record<TimeUnit, number>> = { S: 1 / 60, M: 1, H: 60, D: 1_440 };

/** The priority by the grid of docs/alarms.md: minutes to respond and consequence. Null: an event, not an alarm. */
export function gridPriority(toRespond: Span, consequence: Consequence): AlarmPriority | null {
  const minutes = toRespond.amount * UNIT_MINUTES[toRespond.unit];
  return GRID[consequence][minutes > 30 ? 0 : minutes >= 10 ? 1 : 2];
}

/** The days of a stretch of time in Việt Nam, each with how many; the API leaves out days without any. */
export function daysOf({ from, to, perDay }: Pick<Replay, 'from' | 'to' | 'perDay'>): { day: string; count: number }[] {
  const counts = new Map(perDay.map(({ day, count }) => [day, count]));
  const local = (at: string) => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10);
  const days: { day: string; count: number }[] = [];
  const last = local(to);
  for (let day = local(from); day <= last && days.length < 400; day = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)) {
    days.push({ day, count: counts.get(day) ?? 0 });
  }
  return days;
}

/** What a comparison of versions compares. */
export const ruleText = (rule: RuleDraft): string => JSON.stringify(draftOf(rule), null, 2);

export type Parsed = { draft: RuleDraft } | { problem: string };

/** Reads a rule that was written as JSON. */
export function parseRule(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? { draft: draftOf(value) } : { problem: '{ … }' };
  } catch (failure) {
    return { problem: failure instanceof Error ? failure.message : String(failure) };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
