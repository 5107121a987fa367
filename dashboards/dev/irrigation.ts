import { readFileSync } from 'node:fs';
import type { Book, BookLine, Grouping } from '../src/model/books';
import type { Canal, Crop, Field, Pump, Season, Tariff } from '../src/model/irrigation';
import type { Bounds, DayAhead, FieldDay, FieldState } from '../src/model/water-state';
import type { WaterRequest, WaterTurn } from '../src/model/water-turns';

/** The irrigation desk of the mock: the works of the demo district, with water that is made up. */

type Answer = [status: number, value?: unknown];
interface DemoSeason { field: string; crop: string; variety: string; daysAgo: number; method: Season['method']; awdThreshold?: number; fertiliserAfter?: number[] }
interface Works { canals: Canal[]; pumps: Pump[]; fields: Field[]; seasons: DemoSeason[] }

const FILE = new URL('../../operations/src/main/resources/demo/district.yaml', import.meta.url);
const DAY = 86_400_000;
const ZONE = 7 * 3_600_000;
const MISSING: Answer = [404, { title: 'Không có', status: 404, detail: 'Không tìm thấy.' }];

const dayOf = (millis: number): string => new Date(millis + ZONE).toISOString().slice(0, 10);
const iso = (millis: number): string => `${new Date(millis).toISOString().slice(0, 19)}Z`;

/** The `irrigation:` part of the demo district: flow maps, one a line, under their headings. */
function readWorks(): Works {
  const works: Record<string, unknown[]> = {};
  const text = readFileSync(FILE, 'utf8').split(/^irrigation:$/m)[1] ?? '';
  let rows: unknown[] = [];
  for (const line of text.split('\n')) {
    const heading = /^ {2}(\w+):\s*$/.exec(line)?.[1];
    if (heading !== undefined) {
      rows = works[heading] = [];
    } else if (line.startsWith('    - {')) {
      rows.push(flow(line.slice(6)));
    }
  }
  return works as unknown as Works;
}

function flow(text: string): unknown {
  const json = text.replace(/"[^"]*"|[\p{L}\d_.\-:]+(?=\s*[:,}\]])|[\p{L}\d_.-]+/gu, (word) => (word.startsWith('"') || /^-?(0|[1-9]\d*)(\.\d+)?$/.test(word) || word === 'null' ? word : JSON.stringify(word)));
  return JSON.parse(json);
}

const crop = (id: string, vi: string, en: string, kind: Crop['kind'], more: Partial<Crop>): Crop => ({
  id, name: { vi, en }, kind, kc: [0.7, 1.05, 0.95], stages: [40, 60, 50, 15], roots: [0.15, 0.5], depletion: 0.45, height: 0.4, source: 'FAO-56', version: 0, reason: null, changedAt: null, changedBy: null, ...more,
});

const CROPS: Crop[] = [
  crop('rice-local', 'Lúa (giống 110–125 ngày)', 'Rice (110–125 days)', 'paddy', { kc: [1.05, 1.2, 0.75], stages: [20, 30, 40, 30], depletion: 0.2, height: 1 }),
  crop('cabbage', 'Bắp cải', 'Cabbage', 'dry', { version: 2, reason: 'Vụ đông ở Viên Nội ngắn hơn 10 ngày', changedAt: '2026-10-02T03:00:00Z', changedBy: 'phong.nn', stages: [35, 55, 50, 15] }),
  crop('tomato', 'Cà chua', 'Tomato', 'dry', { kc: [0.6, 1.15, 0.8], stages: [30, 40, 45, 30], depletion: 0.4 }),
  crop('sweet-maize', 'Ngô ngọt', 'Sweet maize', 'dry', { kc: [0.3, 1.15, 1.05], stages: [20, 20, 30, 10], depletion: 0.5, height: 1.5 }),
];

const TARIFFS: Tariff[] = [
  {
    id: 1, name: 'Giá bơm tưới tiêu 2026', validFrom: '2026-04-01', holidays: ['2026-09-02'], holidayAs: 'SUNDAY', createdAt: '2026-11-01T02:00:00Z', createdBy: 'admin',
    bands: [
      { code: 'peak', price: 3314, windows: [{ days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'], from: '17:30', to: '22:30' }] },
      { code: 'off-peak', price: 1184, windows: [{ days: null, from: '00:00', to: '06:00' }] },
      { code: 'normal', price: 1811, windows: null },
    ],
  },
];

export class MockIrrigation {
  private readonly works = readWorks();
  private readonly requests: WaterRequest[] = [];
  private readonly forecasts: { area: string | null; day: string; millimetres: number; source: string; by: string; at: string }[] = [];

  static answers([head]: readonly string[]): boolean {
    return head === 'irrigation';
  }

  answer(method: string, parts: readonly string[], parameters: URLSearchParams, body: Record<string, unknown>): Answer {
    const [, what, id, more] = parts;
    switch (what) {
      case 'fields':
        return id === 'import' ? this.import(body) : more === undefined ? this.of(this.works.fields, method, id, body) : this.ofField(method, id ?? '', more, parameters, body);
      case 'canals':
        return this.of(this.works.canals, method, id, body);
      case 'pumps':
        return this.of(this.works.pumps, method, id, body);
      case 'crops':
        return more === 'versions' ? [200, CROPS.filter((each) => each.id === id)] : method === 'PUT' ? [200, body] : [200, CROPS];
      case 'tariffs':
        return method === 'POST' ? [201, body] : [200, TARIFFS];
      case 'states':
        return [200, this.works.fields.flatMap((field) => this.state(field) ?? [])];
      case 'turns':
        return [200, this.turns(parameters.get('field'))];
      case 'requests':
        return method === 'POST' ? this.request(id, more, body) : [200, this.requests];
      case 'books':
        return [200, this.book((parameters.get('by') ?? 'field') as Grouping)];
      case 'report':
        return [200, { month: parameters.get('month'), area: null, title: 'Báo cáo tưới tháng 11/2026 – toàn huyện', madeAt: iso(Date.now()), summary: ['Đã đưa 214.300 m³ nước vào ruộng, tưới cho 348 ha, trung bình 61,6 mm.', 'Điện bơm: 9.420 kWh, 14.870.000 đồng.'], communes: this.book('commune'), canals: this.book('canal'), pumps: this.book('pump'), fields: this.book('field') }];
      case 'bulletins':
        return [200, this.bulletins(parameters.get('day') ?? dayOf(Date.now()))];
      case 'rain-forecast':
        return method === 'PUT' ? this.forecast(body) : [200, this.forecasts];
      default:
        return MISSING;
    }
  }

  private of<T extends { id: string; revision?: number }>(list: T[], method: string, id: string | undefined, body: Record<string, unknown>): Answer {
    if (id === undefined) {
      return method === 'POST' ? [201, body] : [200, list.map((each) => ({ revision: 1, ...each }))];
    }
    const one = list.find((each) => each.id === id);
    return one === undefined ? MISSING : method === 'DELETE' ? [204] : [200, method === 'PUT' ? body : { revision: 1, ...one }];
  }

  private ofField(method: string, id: string, more: string, parameters: URLSearchParams, body: Record<string, unknown>): Answer {
    const field = this.works.fields.find((each) => each.id === id);
    if (field === undefined) {
      return MISSING;
    }
    if (more === 'seasons') {
      return method === 'POST' ? [201, body] : [200, this.seasons(id)];
    }
    const state = this.state(field);
    if (more === 'state') {
      return state === null ? MISSING : [200, state];
    }
    return [200, state === null ? { days: [], forecast: [] } : days(state, parameters.get('from') ?? '', parameters.get('to') ?? '')];
  }

  private seasons(field: string): Season[] {
    return this.works.seasons
      .filter((season) => season.field === field)
      .map(({ crop: id, variety, method, daysAgo, awdThreshold, fertiliserAfter }, index) => {
        const start = Date.now() - daysAgo * DAY;
        return { id: index + 1, field, crop: id, variety, method, startsOn: dayOf(start), stageDays: null, seedlingDays: null, awdThreshold: awdThreshold ?? null, fertiliser: (fertiliserAfter ?? []).map((after) => dayOf(start + after * DAY)), endedOn: null, revision: 1 };
      });
  }

  /** Made up, but always the same for a field: some are dry today, some have water for a while. */
  private state(field: Field): FieldState | null {
    const [season] = this.seasons(field.id);
    const kept = CROPS.find(({ id }) => id === season?.crop);
    if (!season || !kept || field.id === 'dong-hong-quang') {
      return null;
    }
    const index = this.works.fields.indexOf(field);
    const wait = [0, 2, 5, 1, 9, 12, 4, 3, 0, 6, -1, 7][index] ?? 3;
    const dry = kept.kind === 'dry';
    const bounds: Bounds | null = wait < 0 ? null : dry ? { target: 0, trigger: 29, stress: 29 } : { target: 50, trigger: -50, stress: -150 };
    const now = dry ? 29 - wait * 4.9 : -50 + wait * 8.7;
    const needBy = Date.now() + wait * DAY;
    const day = Math.round((Date.now() - Date.parse(season.startsOn)) / DAY);
    const net = dry ? 29 : 53;
    const gross = net / (field.efficiency ?? 0.6);
    const soon = wait === 0 ? 'hôm nay' : `${wait} ngày nữa`;
    return {
      field: field.id, name: field.name, area: field.area, asOf: iso(Date.now()),
      growth: { season: season.id ?? 1, crop: kept.id, cropName: kept.name, kind: kept.kind, startedOn: season.startsOn, day, stage: 'mid', phase: dry ? null : wait < 0 ? 'ripening' : index === 1 ? 'flowering' : 'wetting-and-drying', coefficient: kept.kc[1] ?? 1 },
      water: { storage: now, now, soil: dry ? { available: 64, readily: 29 } : null, bounds, confidence: index % 3 === 2 ? 'computed' : 'measured', lastMeasured: iso(Date.now() - (index % 3 === 2 ? 3 * DAY : 1_200_000)) },
      weather: { rainThreeDays: 2.4, dryDays: 3, rainAhead: index % 2 ? 6 : 0, evapotranspiration: 4.7, crop: 5.7 },
      urgency: wait < 0 || wait > 3 ? 'no' : wait === 0 ? 'now' : 'soon',
      needed: wait < 0 ? null : { earliest: iso(needBy - DAY), needBy: iso(needBy), dueBy: iso(needBy + DAY), stressFrom: iso(needBy + 2 * DAY), net, gross, cubicMetres: gross * 10 * field.hectares, days: wait },
      sentence: wait < 0
        ? { vi: `${field.name}: lúa đang chín, không tưới nữa.`, en: `${field.name}: the rice is ripening, no more water.` }
        : {
            vi: `${field.name} cần ${Math.round(gross * 10 * field.hectares)} m³ nước (${net} mm) ${soon}, vì ${dry ? 'đất đã khô gần đến ngưỡng' : 'nước đang rút gần đến ngưỡng −5 cm'} và 3 ngày qua gần như không mưa.`,
            en: `${field.name} needs ${Math.round(gross * 10 * field.hectares)} m³ of water (${net} mm) ${wait === 0 ? 'today' : `in ${wait} days`}, because ${dry ? 'the soil has dried close to the threshold' : 'the water is down close to the −5 cm threshold'} and there has been next to no rain for 3 days.`,
          },
      warnings: index === 2 ? ['sensor-silent'] : [],
    };
  }

  private turns(field: string | null): WaterTurn[] {
    return this.works.fields
      .filter((each, index) => (field === null || each.id === field) && index % 4 !== 3)
      .flatMap((each) => {
        const wait = this.state(each)?.needed?.days ?? 9;
        const start = Math.floor((Date.now() + ZONE) / DAY) * DAY - ZONE + (wait + 1) * DAY + 5 * 3_600_000;
        const turn = (id: string, at: number): WaterTurn => ({ id, kind: 'field', subject: each.id, start: iso(at), end: iso(at + 3 * 3_600_000), volume: each.flow * 3 * 3600, withdrawn: null });
        // Every other field is opened by hand: one turn is told of, one is to be, one runs.
        const hand = (one: WaterTurn, account: WaterTurn['account'] = null): WaterTurn => ({ ...one, device: null, account });
        const byHand = this.works.fields.indexOf(each) % 2 === 0
          ? [hand(turn('p7-8', Date.now() - 3_600_000)), hand(turn('p6-8', Date.now() - 2 * DAY)), hand(turn('p6-7', Date.now() - 3 * DAY), { state: 'done', volume: 1240, reason: 'told' })]
          : [];
        return [turn('p7-1', start), ...byHand, turn('p5-3', start - 9 * DAY)];
      });
  }

  private request(id: string | undefined, deed: string | undefined, body: Record<string, unknown>): Answer {
    const known = this.requests.find((each) => String(each.id) === id);
    if (known && deed === 'withdraw') {
      return [200, Object.assign(known, { state: 'withdrawn' })];
    }
    const field = this.works.fields.find((each) => each.id === body['field']);
    const made: WaterRequest = {
      id: this.requests.length + 1, field: String(body['field']), fieldName: field?.name ?? '', askedBy: 'admin', askedAt: iso(Date.now()), from: String(body['from']), until: String(body['until']),
      millimetres: null, note: String(body['note'] ?? ''), state: 'asked', decidedBy: null, decidedAt: null, reason: '',
    };
    this.requests.unshift(made);
    return [201, made];
  }

  private import(body: Record<string, unknown>): Answer {
    const rows = String(body['content']).trim().split('\n').slice(1).map((line, index) => ({
      row: index + 2, id: line.split(/[,;\t]/)[0] ?? '', outcome: index === 1 ? 'error' : index === 0 ? 'changed' : 'created',
      errors: index === 1 ? [{ field: 'hectares', message: 'phải là số lớn hơn 0, là "abc"' }] : [],
    }));
    const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
    const errors = count('error');
    return [200, { dryRun: body['dryRun'], applied: body['dryRun'] !== true && errors === 0, created: count('created'), changed: count('changed'), unchanged: 0, errors, rows }];
  }

  private bulletins(day: string): unknown[] {
    return [...new Set(this.works.fields.map(({ area }) => area))].map((area) => ({
      area, areaName: `Xã ${area}`, day, madeAt: `${day}T22:30:00Z`,
      vi: 'Bản tin nước sáng nay: 3 ngày qua mưa 2 mm, mỗi ngày lúa dùng gần 6 mm nước. Cánh đồng của xã cần nước trong 2 ngày tới, lượt nước từ 5 giờ sáng thứ Hai. Bà con đắp bờ, khơi mương nội đồng. Không tưới ruộng lúa đang chín.',
      en: 'Water bulletin of this morning: 2 mm of rain in 3 days, rice uses about 6 mm a day. The commune\'s field needs water within 2 days, its turn begins on Monday at 05:00.',
      sms: 'Ban tin nuoc: 3 ngay qua mua 2 mm. Canh dong can nuoc trong 2 ngay toi, luot nuoc tu 5h sang thu Hai. Ba con dap bo, khoi muong.',
    }));
  }

  private book(by: Grouping): Book {
    const line = (key: string, name: string, hectares: number): BookLine => ({
      key, name, area: null, hectares, pumped: hectares * 800, delivered: hectares * 616, guessed: hectares > 30 ? 1200 : 0, millimetres: 61.6, turns: 6, missed: hectares > 35 ? 1 : 0, hours: hectares * 0.9,
      energy: [{ band: 'off-peak', kilowattHours: hectares * 21, cost: hectares * 27_300 }, { band: 'normal', kilowattHours: hectares * 6, cost: hectares * 11_900 }],
      kilowattHours: hectares * 27, cost: hectares * 39_200, perThousand: 43.8, efficiency: 0.57, expectedEfficiency: 0.62, saved: hectares * 42,
    });
    const source = by === 'canal' ? this.works.canals.map(({ id, name }) => line(id, name, 24)) : by === 'pump' ? this.works.pumps.map(({ id, name }) => line(id, name, 18)) : this.works.fields.map(({ id, name, hectares, area }) => (by === 'commune' ? line(area, `Xã ${area}`, hectares) : line(id, name, hectares)));
    return { by, from: '2026-11-01', to: '2026-11-22', lines: source, total: line('', '', 348), losses: 0 };
  }

  private forecast(body: Record<string, unknown>): Answer {
    const made = { area: (body['area'] as string | null | undefined) ?? null, day: String(body['day']), millimetres: Number(body['millimetres']), source: String(body['source']), by: 'admin', at: iso(Date.now()) };
    this.forecasts.unshift(made);
    return [200, made];
  }
}

/** Goes back from how the field stands by what it used, with rain and a turn in between, and on without water. */
function days(state: FieldState, from: string, to: string): { days: FieldDay[]; forecast: DayAhead[] } {
  const dry = state.growth.kind === 'dry';
  const past: FieldDay[] = [];
  const today = dayOf(Date.now());
  let after = state.water.now;
  for (let ago = 1; dayOf(Date.now() - ago * DAY) >= from && ago <= state.growth.day; ago++) {
    const rain = ago % 6 === 2 ? 9 : ago % 6 === 3 ? 2.4 : 0;
    const irrigation = ago % 9 === 8 ? 60 : 0;
    const evapotranspiration = 5.7;
    const percolation = dry ? 0 : 3;
    const correction = ago % 4 === 1 ? (ago % 8 === 1 ? -2.6 : 1.8) : 0;
    const change = rain + irrigation + correction - evapotranspiration - percolation;
    const before = after - (dry ? -change : change);
    past.unshift({
      day: dayOf(Date.now() - ago * DAY), before: dry ? -before : before, rain, ignoredRain: 0, irrigation, capillaryRise: 0, evapotranspiration, potential: 5.7, percolation, runoff: 0, correction, after: dry ? -after : after, water: after,
      bounds: state.water.bounds, sensor: correction !== 0 ? { effect: 'applied', computed: after - correction, measured: after } : ago % 5 === 0 ? { effect: 'ignored', cause: 'stale', value: 0.04 } : { effect: 'none' },
      reference: 4.75, referenceSource: ago % 7 === 0 ? 'district' : 'station', coefficient: 1.13, adjustment: { table: 1.2, wind: 1.5, minHumidity: 65, days: 12 }, rainOrigin: 'gauge',
    });
    after = before;
  }
  const forecast: DayAhead[] = [];
  let water = state.water.now;
  for (let ahead = 0; dayOf(Date.now() + ahead * DAY) <= to && ahead < 30; ahead++) {
    const rain = ahead === 2 ? state.weather.rainAhead : ahead < 3 ? 0 : null;
    water += (dry ? 1 : -1) * (5.7 + (dry ? 0 : 3) - (rain ?? 0));
    forecast.push({ day: dayOf(Date.now() + ahead * DAY), evapotranspiration: 4.7, rain, crop: 5.7, water, bounds: state.water.bounds });
  }
  return { days: past.filter(({ day }) => day < today), forecast };
}
