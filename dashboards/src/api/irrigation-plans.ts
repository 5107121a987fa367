import type { Changes, TariffVersion, WeeklyWindow as BoardWindow, Works } from '../model/board';
import type {
  AnswerState,
  CanalStop,
  Constraint,
  Figures,
  Finding,
  Lockout,
  LockoutKind,
  PlanContent,
  PlanDifference,
  PlanHead,
  PlanState,
  Publication,
  RequestState,
  Step,
  SubjectKind,
  Turn,
  TurnAccount,
  TurnState,
  TurnTime,
  VolumeHow,
  WaterRequest,
} from '../model/irrigation-plans';
import type { Instant } from '../model/types';
import type { WeeklyWindow } from '../model/irrigation';
import { query, request } from './http';
import { canalsApi, fieldsApi, pumpsApi, tariffsApi } from './irrigation';

const BASE = '/irrigation';

const iso = (at: number): string => new Date(at).toISOString();
const time = (at: Instant): number => Date.parse(at);
const timeOrNull = (at: Instant | null | undefined): number | null => (at ? Date.parse(at) : null);
const step = (by: string | null | undefined, at: Instant | null | undefined): Step | null => (by && at ? { by, at: time(at) } : null);

interface WirePlan {
  id: number;
  state: PlanState;
  from: Instant;
  to: Instant;
  base: number | null;
  parent: number | null;
  madeBy: string;
  madeAt: Instant;
  acceptedBy: string | null;
  acceptedAt: Instant | null;
  publishedBy: string | null;
  publishedAt: Instant | null;
  endedBy: string | null;
  endedAt: Instant | null;
  figures: (Omit<Figures, 'energy'> & { kilowattHours: number }) | null;
  note: string;
}

interface WireSpan {
  start: Instant;
  end: Instant;
  volume: number;
}

interface WireDifference {
  cost: number;
  kilowattHours: number;
  missing: number;
  moved: { field: string; before: WireSpan; after: WireSpan }[];
  added: (WireSpan & { field: string })[];
  removed: (WireSpan & { field: string })[];
}

interface WireAccount {
  state: TurnState;
  started?: Instant | null;
  confirmed?: Instant | null;
  ended?: Instant | null;
  volume?: number | null;
  volumeHow?: VolumeHow | null;
  deviation?: number | null;
  reason?: string | null;
  atRest?: boolean | null;
}

interface WireTurn {
  plan: number | null;
  id: string;
  kind: 'pump' | 'field';
  subject: string;
  canal: string;
  device: string | null;
  start: Instant;
  end: Instant;
  flow: number;
  volume: number;
  cost: number;
  energy: Turn['energy'];
  pinned: boolean;
  withdrawn: string | null;
  account?: WireAccount | null;
}

/** An account with what was planned; `manual`: people ran the pump, nothing was planned. */
interface WireFullAccount {
  id: string;
  type: 'turn' | 'manual';
  kind: 'pump' | 'field';
  subject: string;
  canal: string;
  device: string | null;
  account: WireAccount & { energy: Turn['energy']; cost: number | null };
}

interface WirePlanContent extends WirePlan {
  turns: WireTurn[];
  constraints: { number: number; type: 'pin' | 'forbid'; kind: SubjectKind; subject: string; from: Instant; to: Instant; reason: string; setBy: string; setAt: Instant }[];
  unmet: { field: string; missing: number; by: Instant; text: string }[];
  refused: { field: string; from: Instant; to: Instant; reasons: { text: string }[] }[];
  difference: WireDifference | null;
  sinceParent: WireDifference | null;
}

interface WireRequest {
  id: number;
  field: string;
  fieldName: string;
  area: string;
  askedBy: string;
  askedAt: Instant;
  from: Instant;
  until: Instant;
  millimetres: number | null;
  note: string;
  state: RequestState;
  decidedBy: string | null;
  decidedAt: Instant | null;
  reason: string;
  plan: number | null;
}

interface WirePublication {
  plan: number;
  device: string;
  version: number;
  newest: boolean;
  turns: number;
  state: AnswerState;
  sentAt: Instant;
  at: Instant;
  detail: string | null;
}

interface WireLockout {
  id: number;
  kind: LockoutKind;
  subjectKind: SubjectKind;
  subject: string;
  openedAt: Instant;
  evidence: (Omit<Finding, 'at'> & { at: Instant })[];
  goodSince: Instant | null;
  releasableFrom: Instant | null;
  state: Lockout['state'];
  needsPerson: boolean;
  releasedBy: string | null;
  releasedAt: Instant | null;
  reason: string | null;
}

interface WireStop {
  id: number;
  canal: string;
  stoppedBy: string;
  stoppedAt: Instant;
  reason: string;
  state: CanalStop['state'];
  proposedBy: string | null;
  proposedAt: Instant | null;
  proposal: string | null;
  releasedBy: string | null;
  releasedAt: Instant | null;
  devices: { kind: SubjectKind; subject: string; device: string; state: AnswerState | 'done' | null; detail: string | null }[];
}

const windowsOf = (windows: readonly WeeklyWindow[] | null): BoardWindow[] => (windows ?? []).map(({ days, from, to }) => ({ days: days ?? [], from, to }));

function planOf(wire: WirePlan): PlanHead {
  return {
    id: wire.id,
    state: wire.state,
    horizon: { from: time(wire.from), to: time(wire.to) },
    base: wire.base,
    parent: wire.parent,
    made: { by: wire.madeBy, at: time(wire.madeAt) },
    accepted: step(wire.acceptedBy, wire.acceptedAt),
    published: step(wire.publishedBy, wire.publishedAt),
    ended: step(wire.endedBy, wire.endedAt),
    figures: wire.figures === null ? null : { ...wire.figures, energy: wire.figures.kilowattHours },
    note: wire.note,
  };
}

const turnOf = (wire: WireTurn): Turn => ({
  id: wire.id,
  plan: wire.plan,
  kind: wire.kind,
  subject: wire.subject,
  canal: wire.canal,
  device: wire.device,
  from: time(wire.start),
  to: time(wire.end),
  flow: wire.flow,
  volume: wire.volume,
  energy: wire.energy,
  cost: wire.cost,
  pinned: wire.pinned,
  withdrawn: wire.withdrawn,
  account: wire.account ? accountOf(wire.account) : null,
});

/** A pump that people run has no end yet: its bar grows with the account. */
function manualOf({ id, kind, subject, canal, device, account: wire }: WireFullAccount): Turn {
  const account: TurnAccount = { ...accountOf(wire), state: 'manual' };
  const from = account.started ?? account.ended ?? 0;
  return { id, plan: null, kind, subject, canal, device, from, to: account.ended ?? from, flow: 0, volume: 0, energy: wire.energy, cost: wire.cost ?? 0, pinned: false, withdrawn: null, account };
}

function accountOf(wire: WireAccount): TurnAccount {
  return {
    state: wire.state,
    started: timeOrNull(wire.started),
    confirmed: timeOrNull(wire.confirmed),
    ended: timeOrNull(wire.ended),
    volume: wire.volume ?? null,
    how: wire.volumeHow ?? null,
    deviation: wire.deviation ?? null,
    reason: wire.reason ?? '',
    atRest: wire.atRest ?? null,
  };
}

const timeOf = (field: string, span: WireSpan): TurnTime => ({ field, from: time(span.start), to: time(span.end), volume: span.volume });

const differenceOf = (wire: WireDifference): PlanDifference => ({
  cost: wire.cost,
  energy: wire.kilowattHours,
  missing: wire.missing,
  moved: wire.moved.map(({ field, before, after }) => ({ before: timeOf(field, before), after: timeOf(field, after) })),
  added: wire.added.map((each) => timeOf(each.field, each)),
  removed: wire.removed.map((each) => timeOf(each.field, each)),
});

const contentOf = (wire: WirePlanContent): PlanContent => ({
  head: planOf(wire),
  turns: wire.turns.map(turnOf),
  constraints: wire.constraints.map(
    (each): Constraint => ({
      number: each.number,
      forbidden: each.type === 'forbid',
      kind: each.kind,
      subject: each.subject,
      from: time(each.from),
      to: time(each.to),
      reason: each.reason,
      set: { by: each.setBy, at: time(each.setAt) },
    }),
  ),
  unmet: wire.unmet.map((each) => ({ ...each, by: time(each.by) })),
  refused: wire.refused.map((each) => ({ field: each.field, from: time(each.from), to: time(each.to), reasons: each.reasons.map(({ text }) => text) })),
  sinceBase: wire.difference === null ? null : differenceOf(wire.difference),
  sinceParent: wire.sinceParent === null ? null : differenceOf(wire.sinceParent),
});

const requestOf = (wire: WireRequest): WaterRequest => ({
  id: wire.id,
  field: wire.field,
  fieldName: wire.fieldName,
  area: wire.area,
  asked: { by: wire.askedBy, at: time(wire.askedAt) },
  wanted: { from: time(wire.from), to: time(wire.until) },
  millimetres: wire.millimetres,
  note: wire.note,
  state: wire.state,
  decided: step(wire.decidedBy, wire.decidedAt),
  reason: wire.reason,
  plan: wire.plan,
});

const lockoutOf = (wire: WireLockout): Lockout => ({
  id: wire.id,
  kind: wire.kind,
  subjectKind: wire.subjectKind,
  subject: wire.subject,
  since: time(wire.openedAt),
  evidence: wire.evidence.map((each) => ({ ...each, at: time(each.at) })),
  goodSince: timeOrNull(wire.goodSince),
  releasableFrom: timeOrNull(wire.releasableFrom),
  state: wire.state,
  needsPerson: wire.needsPerson,
  released: step(wire.releasedBy, wire.releasedAt),
  reason: wire.reason ?? '',
});

const stopOf = (wire: WireStop): CanalStop => ({
  id: wire.id,
  canal: wire.canal,
  reason: wire.reason,
  stopped: { by: wire.stoppedBy, at: time(wire.stoppedAt) },
  state: wire.state,
  proposed: step(wire.proposedBy, wire.proposedAt),
  proposal: wire.proposal ?? '',
  released: step(wire.releasedBy, wire.releasedAt),
  devices: wire.devices.map((each) => ({ ...each, state: each.state === 'done' ? 'confirmed' : each.state, detail: each.detail ?? '' })),
});

const deed = async (id: number, what: 'accept' | 'publish' | 'discard', body: unknown = {}): Promise<PlanHead> =>
  planOf(await request<WirePlan>('POST', `${BASE}/plans/${id}/${what}`, body));

export const planApi = {
  works: async (signal?: AbortSignal): Promise<Works> => {
    const [pumps, canals, fields] = await Promise.all([pumpsApi.list(signal), canalsApi.list(signal), fieldsApi.list(signal)]);
    return {
      pumps: pumps.map(({ id, name, canal, quiet }) => ({ id, name, canal, quiet: windowsOf(quiet) })),
      canals: canals.map(({ id, name, area, parent }) => ({ id, name, area, parent })),
      fields: fields.map(({ id, name, area, canal, hectares, quiet }) => ({ id, name, area, canal, hectares, quiet: windowsOf(quiet) })),
    };
  },
  tariffs: async (signal?: AbortSignal): Promise<TariffVersion[]> =>
    (await tariffsApi.list(signal)).map(({ name, validFrom, bands, holidays, holidayAs }) => ({
      name,
      validFrom,
      bands: bands.map(({ code, price, windows }) => ({ code, price, windows: windowsOf(windows) })),
      holidays: holidays ?? [],
      holidayAs: holidayAs ?? 'SUNDAY',
    })),
  list: async (signal?: AbortSignal): Promise<PlanHead[]> => (await request<WirePlan[]>('GET', `${BASE}/plans`, undefined, signal)).map(planOf),
  get: async (id: number, signal?: AbortSignal): Promise<PlanContent> => contentOf(await request<WirePlanContent>('GET', `${BASE}/plans/${id}`, undefined, signal)),
  create: async (days: number): Promise<PlanHead> => planOf(await request<WirePlan>('POST', `${BASE}/plans`, { days })),
  replan: async (id: number, { moves, pins, forbids, releases }: Changes): Promise<PlanHead> =>
    planOf(
      await request<WirePlan>('POST', `${BASE}/plans/${id}/replan`, {
        moves: [...moves].map(([turn, { from, to }]) => ({ turn, start: iso(from), end: iso(to) })),
        pins: [...pins],
        forbids: forbids.map(({ kind, subject, from, to, reason }) => ({ kind, subject, from: iso(from), to: iso(to), reason })),
        releases: [...releases],
      }),
    ),
  accept: (id: number) => deed(id, 'accept'),
  publish: (id: number) => deed(id, 'publish'),
  discard: (id: number, reason: string) => deed(id, 'discard', reason === '' ? {} : { reason }),
  publications: async (plan: number, signal?: AbortSignal): Promise<Publication[]> =>
    (await request<WirePublication[]>('GET', `${BASE}/publications${query({ plan })}`, undefined, signal)).map((each) => ({
      ...each,
      sentAt: time(each.sentAt),
      at: time(each.at),
      detail: each.detail ?? '',
    })),
  turns: async (from: number, to: number, signal?: AbortSignal): Promise<Turn[]> =>
    (await request<WireTurn[]>('GET', `${BASE}/turns${query({ from: iso(from), to: iso(to) })}`, undefined, signal)).map(turnOf),
  /** Pumps that people ran, outside any plan. */
  manualRuns: async (from: number, to: number, signal?: AbortSignal): Promise<Turn[]> =>
    (await request<WireFullAccount[]>('GET', `${BASE}/accounts${query({ from: iso(from), to: iso(to) })}`, undefined, signal)).filter(({ type }) => type === 'manual').map(manualOf),
};

export const waterRequestsApi = {
  list: async (signal?: AbortSignal): Promise<WaterRequest[]> => (await request<WireRequest[]>('GET', `${BASE}/requests`, undefined, signal)).map(requestOf),
  decide: async (id: number, what: 'approve' | 'refuse', reason: string): Promise<WaterRequest> =>
    requestOf(await request<WireRequest>('POST', `${BASE}/requests/${id}/${what}`, reason === '' ? {} : { reason })),
};

export const safetyApi = {
  lockouts: async (signal?: AbortSignal): Promise<Lockout[]> => (await request<WireLockout[]>('GET', `${BASE}/lockouts`, undefined, signal)).map(lockoutOf),
  releaseLockout: (id: number, reason: string) => request<unknown>('POST', `${BASE}/lockouts/${id}/release`, { reason }),
  stops: async (signal?: AbortSignal): Promise<CanalStop[]> => (await request<WireStop[]>('GET', `${BASE}/stops`, undefined, signal)).map(stopOf),
  stop: (canal: string, reason: string) => request<unknown>('POST', `${BASE}/canals/${encodeURIComponent(canal)}/stop`, { reason }),
  releaseStop: (id: number, reason: string) => request<unknown>('POST', `${BASE}/stops/${id}/release`, { reason }),
};
