import type { District } from './district';

/** Made-up canals, turns, plans and requests for water; times are around now, so that the screens live. */

type Answer = [status: number, value?: unknown];
type Json = Record<string, unknown>;

const HOUR = 3_600_000;
const SLOT = HOUR / 2;
const DAY = 24 * HOUR;
const WORKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const FIELDS = Number(process.env['MOCK_FIELDS'] ?? 12);
const CANALS = Math.max(3, Math.round(FIELDS / 5));
const SOLVING_MILLIS = 3_000;
/** With `MOCK_FIELDS=200` also the works, turns and requests are made up here, so that they fit the plans. */
const WITH_WORKS = process.env['MOCK_FIELDS'] !== undefined;
const OWN: readonly string[] = ['plans', 'publications', 'lockouts', 'stops', 'accounts'];
const WORKS: readonly string[] = ['canals', 'pumps', 'fields', 'tariffs', 'turns', 'requests'];

const iso = (at: number): string => new Date(at).toISOString();

interface MockTurn extends Json {
  id: string;
  kind: string;
  subject: string;
  canal: string;
  start: string;
  end: string;
}

interface MockPlan {
  head: Json & { id: number; state: string; madeAt: string };
  turns: MockTurn[];
  constraints: Json[];
  difference: Json | null;
  sinceParent: Json | null;
}

export class MockIrrigationPlan {
  private readonly canals: Json[];
  private readonly pumps: (Json & { id: string; canal: string })[];
  private readonly fields: (Json & { id: string; canal: string })[];
  private readonly plans: MockPlan[] = [];
  private readonly requests: Json[];
  private readonly lockouts: Json[];
  private readonly stops: Json[] = [];
  private readonly day = Math.floor((Date.now() + 7 * HOUR) / DAY) * DAY - 7 * HOUR;

  constructor(district: District) {
    const areas = district.areas.slice(1).map(({ id }) => id);
    const area = (index: number): string => areas[index % areas.length] ?? 'ung-hoa';
    this.canals = Array.from({ length: CANALS }, (_, index) => ({ id: `kenh-${index}`, name: index % 3 === 0 ? `Kênh tưới trạm ${index / 3 + 1}` : `Kênh nhánh N${index}`, area: area(index), parent: index % 3 === 0 ? null : `kenh-${index - (index % 3)}`, capacity: 1.2, openAtOnce: 1, efficiency: 0.9, level: null, flood: null, revision: 1 }));
    this.pumps = Array.from({ length: Math.ceil(CANALS / 3) * 2 }, (_, index) => ({ id: `bom-${index}`, name: `Bơm ${(index % 2) + 1} trạm ${Math.floor(index / 2) + 1}`, canal: `kenh-${Math.floor(index / 2) * 3}`, control: { device: `tram-${Math.floor(index / 2)}`, target: 'pump' }, flow: 0.6, power: 33, head: 4, startsPerHour: 4, minRun: 'PT15M', minOff: 'PT10M', quiet: index % 4 === 0 ? [{ days: [], from: '22:30', to: '04:30' }] : [], suction: null, quality: [], curve: [], revision: 1 }));
    this.fields = Array.from({ length: FIELDS }, (_, index) => ({ id: `ruong-${index}`, name: `Cánh đồng ${['Đồng Mẫu', 'Bãi Giữa', 'Cửa Đình', 'Đồng Trũng', 'Gò Xoan'][index % 5] ?? ''} ${index + 1}`, area: area(index), canal: `kenh-${index % CANALS}`, hectares: 4 + (index % 7), outline: null, valve: { device: `van-${index}`, target: 'valve' }, flow: 0.12, efficiency: 0.7, soil: null, bund: 150, depth: null, moisture: null, weather: null, rain: null, cooperative: '', users: [], quiet: index % 6 === 5 ? [{ days: [], from: '11:30', to: '13:30' }] : [], revision: 1 }));
    const current = this.turns(12, this.day - 2 * DAY);
    this.plans.push({ head: this.head(12, 'published', { base: 11, accepted: 'nn.hang', published: 'truong.ca' }), turns: current, constraints: [{ number: 1, type: 'forbid', kind: 'canal', subject: 'kenh-1', from: iso(this.day + 2 * DAY + 7 * HOUR), to: iso(this.day + 2 * DAY + 11 * HOUR), reason: 'sửa cống lấy nước', setBy: 'nn.hang', setAt: iso(Date.now() - DAY) }], difference: null, sinceParent: null });
    this.plans.push({ head: this.head(11, 'superseded', { accepted: 'nn.hang', published: 'truong.ca', ended: 'truong.ca' }), turns: [], constraints: [], difference: null, sinceParent: null });
    this.requests = [
      this.request(3, 'ruong-2', 'asked', 'Lúa đang trổ, ruộng nứt chân chim, xin nước trước thứ năm.', 60),
      this.request(2, 'ruong-5', 'asked', '', null),
      { ...this.request(1, 'ruong-1', 'planned', 'đổ ải', 80), decidedBy: 'nn.hang', decidedAt: iso(Date.now() - 5 * HOUR), plan: 12 },
    ];
    this.lockouts = [{ id: 1, kind: 'water-quality', subjectKind: 'pump', subject: 'bom-1', openedAt: iso(Date.now() - 3 * HOUR), evidence: [5.1, 5.2, 5.0].map((value, index) => ({ device: 'nuoc-01', series: 'ph', at: iso(Date.now() - 3 * HOUR - (2 - index) * 600_000), value, limit: 5.5 })), goodSince: iso(Date.now() - 2.2 * HOUR), releasableFrom: iso(Date.now() - 0.2 * HOUR), needsPerson: true, state: 'releasable', releasedBy: null, releasedAt: null, reason: '' }];
  }

  static answers([head, kind]: readonly string[]): boolean {
    return head === 'irrigation' && (OWN.includes(kind ?? '') || (WITH_WORKS && WORKS.includes(kind ?? '')));
  }

  answer(method: string, [, kind, id, what]: readonly string[], parameters: URLSearchParams, body: Json): Answer {
    switch (kind) {
      case 'pumps':
        return [200, this.pumps];
      case 'canals':
        return what === 'stop' ? this.stop(id ?? '', body) : [200, this.canals];
      case 'fields':
        return what === 'state' ? [200, { sentence: { vi: 'Mực nước −12 cm, xuống ngưỡng sau 1 ngày; cần 57 mm (2 280 m³) trước 05:00 thứ năm.', en: 'Level −12 cm, at the threshold in 1 day; 57 mm (2 280 m³) needed by Thursday 05:00.' } }] : [200, this.fields];
      case 'tariffs':
        return [200, [{ id: 1, name: '2026', validFrom: '2026-04-01', holidayAs: 'SUNDAY', holidays: [], bands: [{ code: 'peak', price: 3116, windows: [{ days: WORKDAYS, from: '17:30', to: '22:30' }] }, { code: 'off-peak', price: 1133, windows: [{ days: [], from: '00:00', to: '06:00' }] }, { code: 'normal', price: 1749, windows: [] }] }]];
      case 'plans':
        return this.plan(method, id, what, body);
      case 'publications':
        return [200, this.publications(Number(parameters.get('plan') ?? 12))];
      case 'turns':
        return [200, this.told(Date.parse(parameters.get('from') ?? ''), Date.parse(parameters.get('to') ?? ''))];
      case 'accounts':
        return [200, this.accounts()];
      case 'requests':
        return method === 'POST' ? this.decide(Number(id), what ?? '', body) : [200, this.requests];
      case 'lockouts':
        return method === 'POST' ? this.release(this.lockouts, Number(id), body) : [200, this.lockouts];
      default:
        return method === 'POST' ? this.releaseStop(Number(id), body) : [200, this.stops];
    }
  }

  private head(id: number, state: string, more: Json = {}): MockPlan['head'] {
    const by = (who: unknown, hours: number) => (who ? iso(Date.now() - hours * HOUR) : null);
    return {
      id,
      state,
      from: iso(this.day + (state === 'published' ? 0 : DAY)),
      to: iso(this.day + 5 * DAY),
      base: more['base'] ?? null,
      parent: more['parent'] ?? null,
      madeBy: 'admin',
      madeAt: iso(Date.now()),
      acceptedBy: more['accepted'] ?? null,
      acceptedAt: by(more['accepted'], 4),
      publishedBy: more['published'] ?? null,
      publishedAt: by(more['published'], 3),
      endedBy: more['ended'] ?? null,
      endedAt: by(more['ended'], 2),
      figures: { cost: 3_412_800, kilowattHours: 2_104, volume: 41_260, missing: id % 2 === 1 ? 820 : 0, greedyCost: 4_018_300, greedyMissing: 1_400, withSolver: true },
      note: '',
    };
  }

  private turns(plan: number, from: number): MockTurn[] {
    const turns: MockTurn[] = [];
    const add = (kind: string, subject: string, canal: string, device: string, start: number, hours: number, more: Json = {}) => {
      const flow = kind === 'pump' ? 0.6 : 0.12;
      turns.push({ plan, id: `p${plan}-${turns.length + 1}`, kind, subject, canal, device, target: kind === 'pump' ? 'pump' : 'valve', start: iso(start), end: iso(start + hours * HOUR), flow, volume: flow * hours * 3600, kilowattHours: kind === 'pump' ? 33 * hours : 0, cost: kind === 'pump' ? 33 * hours * 1400 : 0, energy: kind === 'pump' ? [{ band: 'off-peak', price: 1133, kilowattHours: 20 * hours, cost: 22_660 * hours }, { band: 'normal', price: 1749, kilowattHours: 13 * hours, cost: 22_737 * hours }] : [], pinned: false, withdrawn: null, ...more });
    };
    this.fields.forEach((field, index) => {
      for (let turn = 0; turn < 4; turn++) {
        const start = from + turn * 1.7 * DAY + ((index * 5) % 22) * SLOT + (index % 3) * 4 * HOUR;
        add('field', field.id, field.canal, `van-${index}`, Math.round(start / SLOT) * SLOT, 1.5 + (index % 5) * 0.5);
      }
    });
    this.pumps.forEach((pump, index) => {
      for (let day = 0; day < 7; day++) {
        add('pump', pump.id, pump.canal, `tram-${Math.floor(index / 2)}`, from + day * DAY + (index % 2) * 6 * HOUR + HOUR, 4 + (index % 3));
      }
    });
    return turns;
  }

  private account(turn: MockTurn, index: number): Json | null {
    const now = Date.now();
    const start = Date.parse(turn.start);
    const end = Date.parse(turn.end);
    const volume = turn['volume'] as number;
    const account = (state: string, more: Json) => ({ state, started: null, confirmed: null, ended: null, volume: null, volumeHow: null, deviation: null, reason: null, atRest: null, ...more });
    if (start > now) {
      return account('planned', {});
    }
    if (end > now) {
      return account('running', { started: iso(start + 8_000), confirmed: iso(start + 90_000), volume: (volume * (now - start)) / (end - start), volumeHow: 'flow-series' });
    }
    if (index % 17 === 3) {
      return account('missed', { reason: 'not-started' });
    }
    if (index % 13 === 5) {
      return account('cut-short', { started: iso(start), confirmed: iso(start + 90_000), ended: iso(start + (end - start) / 2), volume: volume / 2, volumeHow: 'turn-event', deviation: -0.5, reason: 'not-confirmed', atRest: true });
    }
    if (index % 23 === 7) {
      return account('unknown', { reason: 'no-link' });
    }
    return account('done', { started: iso(start + 5_000), confirmed: iso(start + 80_000), ended: iso(end), volume: volume * 1.02, volumeHow: 'turn-event', deviation: 0.02, reason: 'time', atRest: true });
  }

  private told(from: number, to: number): Json[] {
    const current = this.plans.find(({ head }) => head.state === 'published');
    const turns = (current?.turns ?? []).map((turn, index): Json => ({ ...turn, account: this.account(turn, index) })).filter((turn) => Date.parse(String(turn['start'])) < to && Date.parse(String(turn['end'])) > from);
    return turns;
  }

  private accounts(): Json[] {
    const started = Date.now() - 40 * 60_000;
    return [{ id: 'm-bom-2-1', type: 'manual', kind: 'pump', subject: 'bom-2', canal: 'kenh-3', device: 'tram-1', target: 'pump', plan: null, plannedStart: null, plannedEnd: null, plannedVolume: null, account: { state: 'running', started: iso(started), confirmed: iso(started + 30_000), ended: null, volume: 1_440, volumeHow: 'nameplate', deviation: null, reason: null, atRest: null, energy: [], cost: null } }];
  }

  private plan(method: string, id: string | undefined, what: string | undefined, body: Json): Answer {
    this.plans.filter(({ head }) => head.state === 'solving' && Date.now() - Date.parse(head.madeAt) > SOLVING_MILLIS).forEach(({ head }) => { head.state = 'draft'; });
    if (id === undefined) {
      return method === 'POST' ? this.begin(null, body) : [200, this.plans.map(({ head }) => head)];
    }
    const plan = this.plans.find(({ head }) => (id === 'current' ? head.state === 'published' : String(head.id) === id));
    if (plan === undefined) {
      return [404, { title: 'Không có', status: 404, detail: 'Không có kế hoạch này.' }];
    }
    if (method === 'GET') {
      const unmet = plan.head.id % 2 === 1 && plan.head.state === 'draft' ? [{ field: 'ruong-3', missing: 820, by: iso(this.day + 2 * DAY + 5 * HOUR), text: 'Cánh đồng Đồng Trũng 4 thiếu 820 m³: kênh đang lần lượt cấp cho ruộng khác 6 giờ; bơm khóa vì nước bẩn 3 giờ.', reasons: [] }] : [];
      return [200, { ...plan.head, turns: plan.turns, constraints: plan.constraints, unmet, refused: [], difference: plan.difference, sinceParent: plan.sinceParent }];
    }
    if (what === 'replan') {
      return this.begin(plan, body);
    }
    const now = iso(Date.now());
    if (what === 'accept') {
      Object.assign(plan.head, { state: 'accepted', acceptedBy: 'admin', acceptedAt: now });
    } else if (what === 'publish') {
      this.plans.filter(({ head }) => head.state === 'published').forEach(({ head }) => { head.state = 'superseded'; });
      Object.assign(plan.head, { state: 'published', publishedBy: 'admin', publishedAt: now });
    } else {
      Object.assign(plan.head, { state: 'discarded', endedBy: 'admin', endedAt: now });
    }
    return [200, plan.head];
  }

  private begin(parent: MockPlan | null, body: Json): Answer {
    const id = Math.max(...this.plans.map(({ head }) => head.id)) + 1;
    const moves = new Map(((body['moves'] ?? []) as { turn: string; start: string; end: string }[]).map((move) => [move.turn, move]));
    const source = parent?.turns ?? this.plans.find(({ head }) => head.state === 'published')?.turns ?? [];
    const turns = source.map((turn) => ({ ...turn, ...(moves.has(turn.id) ? { start: moves.get(turn.id)?.start ?? turn.start, end: moves.get(turn.id)?.end ?? turn.end, pinned: true } : {}) }));
    const span = (turn: MockTurn) => ({ start: turn.start, end: turn.end, volume: turn['volume'] });
    const changed = source.filter((turn) => moves.has(turn.id));
    const difference = { cost: 86_400, kilowattHours: 52, missing: 0, moved: changed.map((turn) => ({ field: turn.subject, before: span(turn), after: { ...span(turn), start: moves.get(turn.id)?.start, end: moves.get(turn.id)?.end } })), added: source.slice(8, 10).map((turn) => ({ field: turn.subject, ...span(turn) })), removed: source.slice(12, 13).map((turn) => ({ field: turn.subject, ...span(turn) })) };
    const pins = changed.map((turn, index) => ({ number: index + 1, type: 'pin', kind: 'field', subject: turn.subject, from: moves.get(turn.id)?.start, to: moves.get(turn.id)?.end, reason: '', setBy: 'admin', setAt: iso(Date.now()) }));
    const forbids = ((body['forbids'] ?? []) as Json[]).map((forbid, index) => ({ number: pins.length + index + 1, type: 'forbid', ...forbid, setBy: 'admin', setAt: iso(Date.now()) }));
    const plan: MockPlan = { head: this.head(id, 'solving', { base: 12, parent: parent?.head.id }), turns, constraints: [...pins, ...forbids], difference, sinceParent: parent === null ? null : difference };
    this.plans.unshift(plan);
    return [202, plan.head];
  }

  private publications(plan: number): Json[] {
    const states = ['confirmed', 'confirmed', 'sent', 'failed', 'confirmed', 'expired', 'queued', 'accepted', 'refused'];
    return this.fields.map((_, index) => ({ plan, device: index % 3 === 0 ? `tram-${index}` : `van-${index}`, version: plan + 4, newest: true, turns: 4, command: `c${index}`, state: states[index % states.length], sentAt: iso(Date.now() - 3 * HOUR), at: iso(Date.now() - 3 * HOUR + 4_000), expiresAt: iso(Date.now()), detail: states[index % states.length] === 'refused' ? 'bad-signature: key 3f9a is not trusted here' : null }));
  }

  private request(id: number, field: string, state: string, note: string, millimetres: number | null): Json {
    const of = this.fields.find((each) => each.id === field);
    return { id, field, fieldName: of?.['name'], area: of?.['area'], askedBy: 'htx.doi-binh', askedAt: iso(Date.now() - id * 47 * 60_000), from: iso(this.day + DAY + 5 * HOUR), until: iso(this.day + 3 * DAY), millimetres, note, state, decidedBy: null, decidedAt: null, reason: '', plan: null };
  }

  private decide(id: number, what: string, body: Json): Answer {
    const request = this.requests.find((each) => each['id'] === id);
    Object.assign(request ?? {}, { state: what === 'approve' ? 'approved' : 'refused', decidedBy: 'admin', decidedAt: iso(Date.now()), reason: body['reason'] ?? '' });
    return [200, request];
  }

  private release(all: Json[], id: number, body: Json): Answer {
    const one = all.find((each) => each['id'] === id);
    Object.assign(one ?? {}, { state: 'released', releasedBy: 'admin', releasedAt: iso(Date.now()), reason: body['reason'] });
    return [200, one];
  }

  private stop(canal: string, body: Json): Answer {
    const answers = ['confirmed', 'sent', 'confirmed', 'failed'];
    const devices = [...this.pumps.map((pump) => ({ kind: 'pump', subject: pump.id, canal: pump.canal })), ...this.fields.map((field) => ({ kind: 'field', subject: field.id, canal: field.canal }))].filter((each) => each.canal === canal);
    const stop = { id: this.stops.length + 1, canal, stoppedBy: 'admin', stoppedAt: iso(Date.now()), reason: body['reason'], state: 'active', proposedBy: null, proposedAt: null, proposal: '', releasedBy: null, releasedAt: null, devices: devices.map((each, index) => ({ kind: each.kind, subject: each.subject, device: `tb-${index}`, state: answers[index % answers.length], detail: null })) };
    this.stops.unshift(stop);
    return [201, stop];
  }

  private releaseStop(id: number, body: Json): Answer {
    const stop = this.stops.find((each) => each['id'] === id);
    Object.assign(stop ?? {}, { state: 'proposed', proposedBy: 'admin', proposedAt: iso(Date.now()), proposal: body['reason'] });
    return [200, stop];
  }
}
