import type { MessageKey } from '../i18n';
import { has, mayPlanWater } from './roles';
import type { Session } from './types';

/** Plans, turns and what is done with them, as the screens of the irrigation desk show them. Times are Unix milliseconds. */

export interface Span {
  from: number;
  to: number;
}

export type SubjectKind = 'pump' | 'canal' | 'field';
export type PlanState = 'solving' | 'draft' | 'accepted' | 'published' | 'superseded' | 'discarded' | 'failed';
export type TurnState = 'planned' | 'running' | 'done' | 'missed' | 'cut-short' | 'withdrawn' | 'unknown' | 'manual';
export type RequestState = 'asked' | 'approved' | 'refused' | 'withdrawn' | 'lapsed' | 'planned' | 'served';

/** Who did something, and when. */
export interface Step {
  by: string;
  at: number;
}

export interface Figures {
  /** VND. */
  cost: number;
  /** kWh. */
  energy: number;
  /** m³ that fields get. */
  volume: number;
  /** m³ that fields do not get in time. */
  missing: number;
  /** VND of the simple plan. */
  greedyCost: number;
  /** m³ that fields would not get in time by the simple plan. */
  greedyMissing: number;
  withSolver: boolean;
}

export interface PlanHead {
  id: number;
  state: PlanState;
  horizon: Span;
  base: number | null;
  parent: number | null;
  made: Step;
  accepted: Step | null;
  published: Step | null;
  ended: Step | null;
  figures: Figures | null;
  note: string;
}

export interface BandEnergy {
  band: string;
  price: number;
  kilowattHours: number;
  cost: number;
}

/** What became of a turn. */
export interface TurnAccount {
  state: TurnState;
  started: number | null;
  confirmed: number | null;
  ended: number | null;
  /** m³ so far. */
  volume: number | null;
  how: VolumeHow | null;
  /** The share of the planned volume that is too much, or too little if negative. */
  deviation: number | null;
  reason: string;
  /** Whether the device has made sure that all stands or is shut. */
  atRest: boolean | null;
}

export type VolumeHow = 'turn-event' | 'flow-series' | 'by-hand' | 'nameplate';

export interface Turn extends Span {
  id: string;
  plan: number | null;
  kind: 'pump' | 'field';
  subject: string;
  canal: string;
  device: string | null;
  /** m³/s. */
  flow: number;
  /** m³. */
  volume: number;
  energy: readonly BandEnergy[];
  cost: number;
  pinned: boolean;
  withdrawn: string | null;
  account: TurnAccount | null;
}

export interface Constraint extends Span {
  number: number;
  forbidden: boolean;
  kind: SubjectKind;
  subject: string;
  reason: string;
  set: Step;
}

/** Water that a field does not get in time, and why, in the words of the server. */
export interface Shortfall {
  field: string;
  /** m³. */
  missing: number;
  by: number;
  text: string;
}

/** A pin that could not be kept. */
export interface PinRefusal extends Span {
  field: string;
  reasons: readonly string[];
}

/** A turn of a field in a comparison of two plans. */
export interface TurnTime extends Span {
  field: string;
  volume: number;
}

export interface PlanDifference {
  moved: readonly { before: TurnTime; after: TurnTime }[];
  added: readonly TurnTime[];
  removed: readonly TurnTime[];
  /** VND more, or less if negative. */
  cost: number;
  /** kWh. */
  energy: number;
  /** m³. */
  missing: number;
}

export interface PlanContent {
  head: PlanHead;
  turns: readonly Turn[];
  constraints: readonly Constraint[];
  unmet: readonly Shortfall[];
  refused: readonly PinRefusal[];
  /** Against the plan that stood when it was made. */
  sinceBase: PlanDifference | null;
  /** Against the plan that it was re-planned from. */
  sinceParent: PlanDifference | null;
}

export type AnswerState = 'queued' | 'sent' | 'accepted' | 'confirmed' | 'failed' | 'refused' | 'expired';

export interface Publication {
  plan: number;
  device: string;
  version: number;
  newest: boolean;
  turns: number;
  state: AnswerState;
  sentAt: number;
  at: number;
  detail: string;
}

export interface WaterRequest {
  id: number;
  field: string;
  fieldName: string;
  area: string;
  asked: Step;
  wanted: Span;
  millimetres: number | null;
  note: string;
  state: RequestState;
  decided: Step | null;
  reason: string;
  plan: number | null;
}

export type LockoutKind = 'water-quality' | 'drainage' | 'suction';

export interface Finding {
  device: string;
  series: string;
  at: number;
  value: number;
  limit: number;
}

export interface Lockout {
  id: number;
  kind: LockoutKind;
  subjectKind: SubjectKind;
  subject: string;
  since: number;
  evidence: readonly Finding[];
  /** Since when all that is measured is good again. */
  goodSince: number | null;
  /** When a person may release it, as things are. */
  releasableFrom: number | null;
  /** Else it ends by itself. */
  needsPerson: boolean;
  state: 'locked' | 'releasable' | 'released';
  released: Step | null;
  reason: string;
}

export interface StopDevice {
  kind: SubjectKind;
  subject: string;
  device: string;
  /** Null: it could not be told yet. */
  state: AnswerState | null;
  detail: string;
}

export interface CanalStop {
  id: number;
  canal: string;
  reason: string;
  stopped: Step;
  state: 'active' | 'proposed' | 'released';
  proposed: Step | null;
  proposal: string;
  released: Step | null;
  devices: readonly StopDevice[];
}

/** A plan moves the pumps of the whole district: nobody of a part of it makes one. The server says the same. */
export const mayPlan = (session: Session): boolean => mayPlanWater(session) && session.area === null;
/** Stopping leads to rest: whoever is on duty may do it. */
export const mayStop = (session: Session): boolean => mayPlanWater(session) || has(session, 'operator');

export const isChangeable = (state: PlanState): boolean => state === 'draft' || state === 'accepted' || state === 'published';
export const isOpen = (state: PlanState): boolean => state === 'solving' || state === 'draft' || state === 'accepted';

/** Why a person may not publish an accepted plan; null: they may. */
export function publishObstacle(plan: PlanHead, session: Session): MessageKey | null {
  if (!mayPlan(session)) {
    return 'plan.publish.role';
  }
  return plan.accepted?.by === session.username ? 'plan.publish.second' : null;
}

/** The state by which a turn is drawn: what is known of it, else what the clock says. */
export function stateOf(turn: Turn): TurnState {
  if (turn.account !== null) {
    return turn.account.state;
  }
  return turn.withdrawn === null ? 'planned' : 'withdrawn';
}

/** What needs a person comes first. */
const URGENCY: Readonly<Record<TurnState, number>> = { missed: 0, 'cut-short': 1, unknown: 2, manual: 3, running: 4, planned: 5, withdrawn: 6, done: 7 };

export function byUrgency(one: Turn, other: Turn): number {
  return URGENCY[stateOf(one)] - URGENCY[stateOf(other)] || one.from - other.from || one.id.localeCompare(other.id);
}

/** Turns by what a person in the control room asks: what went wrong, what runs, what comes next. */
export interface TodayTurns {
  wrong: Turn[];
  running: Turn[];
  next: Turn[];
  over: Turn[];
}

export function todayOf(turns: readonly Turn[], now: number, ahead: number): TodayTurns {
  const found: TodayTurns = { wrong: [], running: [], next: [], over: [] };
  for (const turn of [...turns].sort(byUrgency)) {
    const state = stateOf(turn);
    if (state === 'missed' || state === 'cut-short' || state === 'unknown') {
      found.wrong.push(turn);
    } else if (state === 'running' || (state === 'manual' && turn.account?.ended === null)) {
      found.running.push(turn);
    } else if (state === 'planned') {
      if (turn.from <= now + ahead) {
        found.next.push(turn);
      }
    } else {
      found.over.push(turn);
    }
  }
  found.over.sort((one, other) => other.from - one.from);
  return found;
}

/** The share of what was planned that has come, 0 to 1; null where nothing is measured. */
export function progressOf(turn: Turn, now: number): { volume: number | null; time: number } {
  const length = Math.max(1, turn.to - turn.from);
  const volume = turn.account?.volume ?? null;
  return {
    volume: volume === null || turn.volume <= 0 ? null : Math.min(1, volume / turn.volume),
    time: Math.max(0, Math.min(1, (now - turn.from) / length)),
  };
}

/** The newest findings by what was measured, each with its values in the order of time. */
export function findingsOf(evidence: readonly Finding[]): { series: string; limit: number; values: number[]; times: number[] }[] {
  const newest = [...evidence].sort((a, b) => a.at - b.at).slice(-3);
  const kinds = [...new Set(newest.map(({ series, limit }) => JSON.stringify([series, limit])))];
  return kinds.map((kind) => {
    const [series, limit] = JSON.parse(kind) as [string, number];
    const own = newest.filter((each) => each.series === series && each.limit === limit);
    return { series, limit, values: own.map(({ value }) => value), times: own.map(({ at }) => at) };
  });
}

/** Whether a device has said that it is at rest. */
export const isStopped = ({ state }: StopDevice): boolean => state === 'confirmed';

/** A plan beside the simple one: VND saved, of 100 what that is, and m³ that are missing less; below 0 it is dearer, or misses more. */
export function againstGreedy({ cost, missing, greedyCost, greedyMissing }: Figures): { saved: number; percent: number | null; water: number } {
  const saved = greedyCost - cost;
  return { saved, percent: greedyCost > 0 ? (saved / greedyCost) * 100 : null, water: greedyMissing - missing };
}
