import type { Coded } from '../i18n';
import type { InBothLanguages } from './alarms';
import type { BulletinClass } from './loudspeakers';
import type { Slot, SlotVerdict, CommuneCoverage } from './loudspeaker-verdicts';
import type { CommandState, Instant } from './types';
import type { Weekday } from './weekdays';

/** Bulletins, when they sound and for whom; emergencies; the report and the provincial system. */

export interface Schedule {
  validFrom: string;
  /** The last day; null: until it is taken back. */
  validTo: string | null;
  /** Empty: every day. */
  weekdays: Weekday[];
  /** Times of day in Việt Nam, "05:30". */
  times: string[];
  areas: string[];
  clusters: string[];
  /** On a collision the smaller number sounds first. */
  order: number;
}

export interface Bulletin {
  id: string;
  externalId: string | null;
  source: string | null;
  title: string;
  class: BulletinClass;
  seconds: number;
  sha256: string | null;
  text: string | null;
  area: string | null;
  createdAt: Instant;
  createdBy: string;
  state: 'active' | 'cancelled';
  revision: number;
  schedules: Schedule[];
  /** Which soundings keep what it was before its last change, in words; null: none. */
  notice?: string | null;
}

export interface NewBulletin {
  title: string;
  class: BulletinClass;
  seconds: number;
  sha256: string | null;
  text: string | null;
  area: string | null;
  schedules: Schedule[];
  revision?: number;
}

/** What was wrong with what was typed; the words are keys of texts. */
export type BulletinProblem = 'title' | 'seconds' | 'sha256' | 'times' | 'validity' | 'targets' | 'schedule';

const TIME = /^([01]?\d|2[0-3])[:hg.]([0-5]\d)$/;

/** "5:30; 17h00, 18:15" as 05:30, 17:00, 18:15, without repeats; null when one is no time. */
export function parseTimes(text: string): string[] | null {
  const times = text.split(/[\s,;]+/).filter((each) => each !== '').map((each) => {
    const [, hour, minute] = TIME.exec(each.toLowerCase()) ?? [];
    return hour === undefined || minute === undefined ? null : `${hour.padStart(2, '0')}:${minute}`;
  });
  return times.includes(null) ? null : [...new Set(times as string[])].sort();
}

/** The minutes between times of day that follow each other evenly; null when they do not. */
export function evenStep(times: readonly string[]): number | null {
  const minutes = times.map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)));
  const step = (minutes[1] ?? 0) - (minutes[0] ?? 0);
  return step > 0 && minutes.every((minute, index) => index === 0 || minute - (minutes[index - 1] ?? 0) === step) ? step : null;
}

const DURATION = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$/;

/** Seconds of "5:00", "1:02:30" or "300"; null when it is neither. */
export function parseDuration(text: string): number | null {
  const bare = text.trim();
  if (/^\d{1,5}$/.test(bare)) {
    return Number(bare);
  }
  const [, hours = '0', minutes, seconds] = DURATION.exec(bare) ?? [];
  return minutes === undefined || seconds === undefined || Number(seconds) > 59 ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** "5:00", "1:02:30". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${two(whole % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** Hours, minutes and seconds, those that are nothing left out: a length that nobody takes for a time of day. */
export function lengthParts(seconds: number): { unit: 'hours' | 'minutes' | 'seconds'; n: number }[] {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [
    { unit: 'hours' as const, n: Math.floor(whole / 3600) },
    { unit: 'minutes' as const, n: Math.floor(whole / 60) % 60 },
    { unit: 'seconds' as const, n: whole % 60 },
  ].filter(({ n }) => n > 0);
  return parts.length === 0 ? [{ unit: 'seconds', n: 0 }] : parts;
}

/** In use, over since its last day, or taken back. */
export type BulletinStanding = Bulletin['state'] | 'over';

export function bulletinStanding({ state, schedules }: Pick<Bulletin, 'state' | 'schedules'>, day: string): BulletinStanding {
  return state === 'active' && schedules.every(({ validTo }) => validTo !== null && validTo < day) ? 'over' : state;
}

/** So many of those that are over or cancelled the server tells at most: the newest. */
export const MOST_FORMER = 2_000;

const LONGEST_SECONDS = 4 * 3600;

export function problemsOf(bulletin: NewBulletin): BulletinProblem[] {
  const { title, seconds, sha256, schedules } = bulletin;
  const found: [BulletinProblem, boolean][] = [
    ['title', title.trim() === ''],
    ['seconds', !(seconds > 0 && seconds <= LONGEST_SECONDS)],
    ['sha256', sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256)],
    ['schedule', schedules.length === 0],
    ['times', schedules.some(({ times }) => times.length === 0)],
    ['validity', schedules.some(({ validFrom, validTo }) => validFrom === '' || (validTo !== null && validTo < validFrom))],
    ['targets', schedules.some(({ areas, clusters }) => areas.length === 0 && clusters.length === 0)],
  ];
  return found.flatMap(([problem, holds]) => (holds ? [problem] : []));
}

export type BulletinFormat = 'json' | 'csv';

/** CSV unless the file's name says JSON. */
export const importFormat = (name: string): BulletinFormat => (/\.json$/i.test(name) ? 'json' : 'csv');

export const EXCEPTION_KINDS = ['unplanned', 'fault', 'offline', 'missed', 'partial', 'drift'] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

export interface LoudspeakerException {
  kind: ExceptionKind;
  device: string;
  name: string;
  area: string;
  areaName: string;
  at: Instant;
  until: Instant | null;
  slot: string | null;
  title: string | null;
  cause: string | null;
  severity: number;
  detail: string | null;
  /** A command that waits for a second person, such as muting what nobody planned. */
  command?: string | null;
  /** How many slots of the cluster went wrong beside those that are listed. */
  more?: number;
}

export type EmergencyState = 'draft' | 'approved' | 'sent' | 'closed' | 'cancelled';

export interface TemplateParameter {
  name: string;
  label: InBothLanguages;
  example?: string | null;
  /** As the alarm has it from which the bulletin comes. */
  value?: string | null;
}

export interface EmergencyTemplate {
  id: string;
  name: InBothLanguages;
  text: InBothLanguages;
  parameters: TemplateParameter[];
  seconds: number;
  /** May sound without a second person. */
  preauthorised: boolean;
  /** The one for the alarm that was named. */
  proposed?: boolean;
  /** What the alarm that was named affects. */
  areas?: string[];
}

/** One sending: the first to all clusters, later ones to those that had not been heard. */
export interface EmergencyRound {
  slot: string;
  at: Instant;
  targets: number;
}

export interface Emergency {
  id: number;
  alarm: number | null;
  template: string;
  title: InBothLanguages;
  text: InBothLanguages;
  areas: string[];
  clusters: string[];
  repeats: number;
  state: EmergencyState;
  createdAt: Instant;
  createdBy: string;
  approvedAt: Instant | null;
  approvedBy: string | null;
  closedAt: Instant | null;
  closedBy: string | null;
  reason: string | null;
  slot: string | null;
  rounds: EmergencyRound[];
  /** When those on duty were told which clusters had not been heard. */
  toldAt: Instant | null;
  /** Clusters that were not proven when it ended. */
  unheard: string[];
  targets: number;
  /** Of these: clusters that obey an order to play, and those that say that they can read a text out. */
  playing: number;
  reading: number;
  population: number;
  revision: number;
  /** What keeps it from being sent. */
  problems?: Coded[];
}

export interface EmergencyPage extends Emergency {
  coverage: (Slot & { communes: CommuneCoverage[] }) | null;
  /** Those that have not been heard yet. */
  open: OpenCluster[];
}

/** A cluster that has not been heard, and what became of the order to it. */
export interface OpenCluster extends SlotVerdict {
  command: CommandState | null;
  /** Why the order failed. */
  commandDetail: string | null;
}

export interface NewEmergency {
  /** The same draft, sent again because the answer was lost, is known by it. */
  key: string;
  alarm?: number;
  areas: string[];
  clusters?: string[];
  template: string;
  parameters?: Record<string, string>;
  text?: InBothLanguages;
  repeats: number;
}

/** Whose turn it is with an emergency bulletin: somebody else than who drafted it lets it sound. */
export function emergencyTurn({ state, createdBy }: Pick<Emergency, 'state' | 'createdBy'>, username: string, may: boolean): 'approve' | 'second' | 'nobody' | 'done' {
  if (state !== 'draft') {
    return 'done';
  }
  return !may ? 'nobody' : createdBy === username ? 'second' : 'approve';
}

/** A template's text with what was typed in its holes; a hole without a word stays to be seen, by the name people have for it. */
export const fillTemplate = (text: string, parameters: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>> = {}): string =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => (parameters[name]?.trim() ?? '') || (labels[name] === undefined ? hole : `{${labels[name]}}`));

/** What stands in the holes: what was typed, else what is known. */
export function filledIn({ parameters }: Pick<EmergencyTemplate, 'parameters'>, typed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(parameters.map(({ name, value }) => [name, typed[name] ?? value ?? '']));
}

export const holesOf = (text: string): string[] => [...new Set([...text.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ''))];
