import type { BulletinClass } from './loudspeakers';
import type { Instant } from './types';

/** What became of a planned sounding at a cluster, and the evidence for it. */

export const VERDICTS = ['due', 'playing', 'heard', 'awaiting', 'verified', 'partial', 'missed', 'excused'] as const;
export type VerdictWord = (typeof VERDICTS)[number];

export interface SlotVerdict {
  slot: string;
  bulletin: string;
  title: string;
  class: BulletinClass;
  device: string;
  name: string;
  area: string;
  areaName: string;
  starts: Instant;
  seconds: number;
  verdict: VerdictWord;
  cause: string | null;
  start: Instant | null;
  /** Of its last piece; null while it goes on, and where nobody told. */
  end: Instant | null;
  /** Seconds that sounded. */
  played: number | null;
  /** By how much it was louder than before, dB. */
  rise: number | null;
  /** How alike it was to what should sound, 0–1. */
  match: number | null;
  /** By how much the current of the amplifier rose, A. */
  current: number | null;
  /** That it was played at, 0–100. */
  volume: number | null;
  /** Of the audio that was played; other audio than planned before the right one. */
  sha256: string | null;
  hashOk: boolean | null;
  final: boolean;
  was: string | null;
  correctedAt: Instant | null;
  why: string | null;
}

export interface Unplanned {
  device: string;
  name?: string;
  areaName?: string;
  start: Instant;
  end: Instant | null;
  level: number | null;
  rise: number | null;
  current: number | null;
  /** That it was played at, 0–100; of a play only. */
  volume: number | null;
  /** Of the audio that was played; of a play only. */
  sha256: string | null;
  cause: string | null;
}

export type Counts = Partial<Record<VerdictWord, number>>;

export interface Slot {
  id: string;
  bulletin: string;
  title: string;
  class: BulletinClass;
  /** When its schedule asks for it; where bulletins collide it may begin later. */
  planned?: Instant;
  starts: Instant;
  seconds: number;
  /** Clusters that are to sound. */
  targets: number;
  population: number;
  counts: Counts;
  populationVerified?: number;
  cancelled?: boolean;
  /** Soundings that want a cluster at the same time, where nobody has decided which comes first. */
  conflicts?: string[];
  /** The same, and in which communes. */
  collisions?: Collision[];
  /** The only commune in which it sounds. */
  commune?: CommuneName | null;
}

export interface CommuneName {
  area: string;
  name: string;
}

export interface Collision {
  slot: string;
  bulletin: string;
  title: string;
  starts: Instant;
  areas: CommuneName[];
}

export interface CommuneCoverage {
  area: string;
  name: string;
  clusters: number;
  population: number;
  counts: Counts;
  populationVerified: number;
}

export interface SlotCoverage extends Slot {
  communes: CommuneCoverage[];
  clusters: SlotVerdict[];
}

export interface TimelineRow {
  device: string;
  name: string;
  area: string;
  areaName: string;
  slots: SlotVerdict[];
  unplanned: Unplanned[];
}

/** How a verdict is drawn: one that news may still change is provisional. */
export type Look = VerdictWord | 'provisional';

export const lookOf = ({ verdict, cause, final }: Pick<SlotVerdict, 'verdict' | 'cause' | 'final'>): Look =>
  verdict === 'missed' && (cause === 'no-link' || !final) ? 'provisional' : verdict;

const URGENCY: readonly Look[] = ['missed', 'provisional', 'partial', 'awaiting', 'playing', 'due', 'heard', 'excused', 'verified'];

/** What a person has to follow up first; what has been heard stands last. */
export const byUrgency = (a: SlotVerdict, b: SlotVerdict): number => URGENCY.indexOf(lookOf(a)) - URGENCY.indexOf(lookOf(b));

export interface Coverage {
  total: number;
  verified: number;
  partial: number;
  missed: number;
  /** Called off, or given up for something more important. */
  excused: number;
  /** Neither heard nor given up. */
  open: number;
  population: number;
  populationVerified: number;
}

/** Counts of clusters as shares of all that were to sound. */
export function coverageOf({ counts, targets, population, populationVerified = 0 }: Pick<Slot, 'counts' | 'targets' | 'population' | 'populationVerified'>): Coverage {
  const verified = counts.verified ?? 0;
  const partial = counts.partial ?? 0;
  const missed = counts.missed ?? 0;
  const excused = counts.excused ?? 0;
  return { total: targets, verified, partial, missed, excused, open: Math.max(0, targets - verified - partial - missed - excused), population, populationVerified };
}

/** 0–1; nothing to sound is no share. */
export const share = (part: number, whole: number): number | null => (whole <= 0 ? null : part / whole);

/** Whole per cent; 699 of 700 is not everybody, and 1 of 700 is not nobody. */
export function percent(part: number, whole: number): number | null {
  const known = share(part, whole);
  if (known === null) {
    return null;
  }
  const rounded = Math.round(known * 100);
  return rounded === 100 && part < whole ? 99 : rounded === 0 && part > 0 ? 1 : rounded;
}

/** Seconds by which it began late (negative: early); null before it began. */
export function lateness({ start, starts }: Pick<SlotVerdict, 'start' | 'starts'>): number | null {
  return start === null ? null : Math.round((Date.parse(start) - Date.parse(starts)) / 1000);
}

/** One thing that is known of a sounding: a text with its holes, and whether it speaks for or against it. */
export interface Evidence {
  key: 'start' | 'early' | 'late' | 'noStart' | 'played' | 'rise' | 'noRise' | 'current' | 'noCurrent' | 'match' | 'hashOk' | 'hashBad';
  figures: Readonly<Record<string, number>>;
  good: boolean;
}

/** The limits by which a sounding is proven. */
export const PROOF = { lateSeconds: 30, share: 0.95, riseDecibels: 6, currentAmperes: 0.5 } as const;

/** What is known, in the order in which a person would ask. What was not measured is not said. */
export function evidenceOf(verdict: SlotVerdict): Evidence[] {
  const late = lateness(verdict);
  if (late === null) {
    // A cause says better why it did not begin.
    return verdict.verdict === 'missed' && verdict.cause === null ? [{ key: 'noStart', figures: {}, good: false }] : [];
  }
  return [startEvidence(late), ...playedEvidence(verdict), ...soundEvidence(verdict)];
}

function startEvidence(late: number): Evidence {
  const key = Math.abs(late) <= 2 ? 'start' : late < 0 ? 'early' : 'late';
  return { key, figures: { n: Math.abs(late) }, good: Math.abs(late) <= PROOF.lateSeconds };
}

/** Before a sounding is judged what is missing may still come. */
const OPEN: readonly VerdictWord[] = ['due', 'playing', 'heard', 'awaiting'];

function playedEvidence({ played, seconds, verdict }: SlotVerdict): Evidence[] {
  if (played === null || seconds <= 0) {
    return [];
  }
  const part = Math.min(1, played / seconds);
  return [{ key: 'played', figures: { n: Math.round(played), of: seconds, percent: Math.floor(part * 100) }, good: part >= PROOF.share || OPEN.includes(verdict) }];
}

function soundEvidence({ rise, current, match, hashOk, cause }: SlotVerdict): Evidence[] {
  const found: Evidence[] = [];
  if (rise !== null) {
    found.push({ key: rise >= PROOF.riseDecibels ? 'rise' : 'noRise', figures: { n: rise }, good: rise >= PROOF.riseDecibels });
  }
  if (current !== null) {
    found.push({ key: current >= PROOF.currentAmperes ? 'current' : 'noCurrent', figures: { n: current }, good: current >= PROOF.currentAmperes });
  }
  if (match !== null) {
    found.push({ key: 'match', figures: { percent: Math.round(match * 100) }, good: cause !== 'wrong-audio' });
  }
  if (hashOk !== null) {
    found.push({ key: hashOk ? 'hashOk' : 'hashBad', figures: {}, good: hashOk });
  }
  return found;
}
