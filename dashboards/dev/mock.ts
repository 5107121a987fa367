import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import type { Account, Command, Completeness, Device, PresenceState, Reading, Series, Site, Value } from '../src/model/types';
import { MockAlarms } from './alarms';
import { readDistrict } from './district';
import { MockDesk } from './desk';
import { MockIrrigation } from './irrigation';
import { MockIrrigationPlan } from './irrigation-plan';
import { MockLoudspeakers } from './loudspeakers';
import { MockRules } from './rules';
import { MockSiteFiles } from './site-files';

/** A small stand-in for the server while a screen is being drawn: the demo district with made-up values. Not shipped. */
export function mockServer(): Plugin {
  return {
    name: 'kenh-mock',
    configureServer({ middlewares }) { answer(middlewares); },
    configurePreviewServer({ middlewares }) { answer(middlewares); },
  };
}

function answer(middlewares: Connect.Server): void {
  const mock = new Mock();
  middlewares.use('/api/v1', (request, response) => { void mock.answer(request, response); });
}

const SIGNALS: Record<string, [name: string, unit: string, middle: number, swing: number][]> = {
  'pump-controller': [
    ['current', 'A', 48, 3],
    ['flow', 'm3/s', 0.62, 0.05],
    ['power', 'kW', 26, 2],
    ['vibration', 'm/s', 0.0021, 0.0004],
    ['temperature.bearing', 'Cel', 52, 4],
    ['temperature.winding', 'Cel', 88, 6],
    ['unbalance.current', '/', 0.021, 0.01],
  ],
  'level-gauge': [
    ['level.suction', 'm', 1.62, 0.35],
    ['level.discharge', 'm', 3.41, 0.2],
    ['level.rack', 'm', 0.07, 0.03],
  ],
  'power-meter': [['voltage', 'V', 391, 4], ['power-factor', '/', 0.87, 0.03], ['energy', 'kWh', 18234, 20]],
  loudspeaker: [['volume', '%', 60, 0], ['ambient', 'dB', 47, 6], ['ambient.max', 'dB', 58, 8], ['rsrp', 'dBm', -93, 4], ['temperature.amplifier', 'Cel', 41, 5], ['line.impedance', 'Ohm', 16.4, 0.5], ['amplifier.current', 'A', 0.6, 0.5], ['mains.voltage', 'V', 226, 4], ['underruns', 'count', 0, 0]],
  'weather-station': [['rain.hour', 'mm', 2.4, 2.4], ['temperature.air', 'Cel', 27, 4], ['humidity', '%RH', 82, 8], ['wind.speed', 'm/s', 2.6, 1.5]],
  'field-sensor': [['level.field', 'm', 0.06, 0.03], ['soil.moisture', '%', 71, 6]],
  'gate-controller': [['opening', '%', 40, 0], ['level.upstream', 'm', 2.31, 0.2], ['level.downstream', 'm', 2.02, 0.2]],
  'water-quality-probe': [['ph', 'pH', 7.1, 0.2], ['oxygen', 'mg/l', 3.2, 0.6], ['conductivity', 'S/m', 0.061, 0.004], ['ammonium', 'mg/l', 2.8, 0.4]],
  server: [['cpu/used', '/', 0.23, 0.1], ['memory/used', 'B', 2.6e9, 1e8], ['uptime', 's', 86400, 0]],
};

const STATES: Record<string, [name: string, value: boolean | string][]> = {
  'pump-controller': [['running', true], ['door', false]],
  loudspeaker: [['state', 'IDLE'], ['mains', true]],
};

const STARTED = Date.now() - 26 * 3_600_000;

class Mock {
  private readonly district = readDistrict();
  private readonly devices = new Map<string, Device>();
  private readonly commands: Command[] = [];
  private readonly siteFiles = new MockSiteFiles();
  private readonly rules = new MockRules();
  private readonly irrigation = new MockIrrigation();
  private readonly water = new MockIrrigationPlan(this.district);
  private readonly loudspeakers = new MockLoudspeakers(this.district);
  private readonly desk: MockDesk;
  private readonly extra: { accounts: Account[] } = {
    accounts: [
      { username: 'admin', name: 'Quản trị hệ thống', roles: ['administrator'], area: null, disabled: false },
      { username: 'truc.ca1', name: 'Nguyễn Thị Hồng Hạnh', roles: ['operator'], area: null, disabled: false },
      { username: 'xa.vienan', name: 'Lê Văn Đức', roles: ['commune-viewer', 'broadcaster'], area: 'vien-an', disabled: true },
    ],
  };
  private signedIn = process.env['MOCK_SIGNED_IN'] === '1';
  private failures = 0;
  private readonly alarms: MockAlarms;

  constructor() {
    this.alarms = new MockAlarms(this.district.devices, this.district.sites, this.district.areas);
    this.desk = new MockDesk(this.alarms);
    this.district.devices.forEach((device, index) => {
      const state: PresenceState = process.env['MOCK_FINE'] ? 'online' : index === 17 || index === 90 ? 'offline' : index === 41 || index === 91 ? 'silent' : index === 120 ? 'never' : 'online';
      const seen = new Date(Date.now() - (state === 'online' ? 4_000 : 2_700_000)).toISOString();
      this.devices.set(device.id, {
        id: device.id,
        site: device.site,
        kind: device.kind,
        name: device.name,
        model: state === 'never' ? null : 'KE-210',
        firmware: state === 'never' ? null : '1.4.2',
        interval: state === 'never' ? null : device.interval,
        commands: device.kind === 'pump-controller' ? ['pump.start', 'pump.stop', 'agent.ping', 'config.put'] : device.kind === 'loudspeaker' ? ['volume.set', 'agent.ping'] : ['agent.ping'],
        createdAt: new Date(STARTED).toISOString(),
        bornAt: state === 'never' ? null : new Date(STARTED + 60_000).toISOString(),
        online: state === 'online',
        presence: state,
        since: state === 'never' ? null : new Date(Date.now() - 1_800_000).toISOString(),
        lastSeen: state === 'never' ? null : seen,
        transport: state === 'never' ? null : index % 5 === 0 ? 'coaps' : 'mqtt',
        reason: state === 'silent' ? 'silent' : state === 'offline' ? 'lost' : null,
      });
    });
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://mock');
    const route = `${request.method ?? 'GET'} ${url.pathname}`;
    const body = await bodyOf(request);
    const send = (status: number, value?: unknown) => {
      response.statusCode = status;
      response.setHeader('Content-Type', status >= 400 ? 'application/problem+json' : 'application/json');
      response.end(value === undefined ? '' : JSON.stringify(value));
    };
    if (route === 'GET /config') {
      send(200, { product: 'Kênh', version: '0.1.0', tileUrl: null, mapAttribution: null, centre: { lat: 20.69, lon: 105.8 } });
    } else if (route === 'POST /session') {
      this.signIn(body, send, response);
    } else if (!this.signedIn) {
      send(401, { type: 'about:blank', title: 'Chưa đăng nhập', status: 401, detail: 'Chưa đăng nhập' });
    } else if (route === 'DELETE /session') {
      this.signedIn = false;
      send(204);
    } else if (route === 'GET /live') {
      this.live(request, response);
    } else {
      this.read(route, url, body, send);
    }
  }

  private signIn(body: Record<string, unknown>, send: (status: number, value?: unknown) => void, response: ServerResponse): void {
    if (body['password'] !== 'kenh') {
      this.failures += 1;
      if (this.failures > 4) {
        response.setHeader('Retry-After', '840');
      }
      send(this.failures > 4 ? 429 : 401, { title: 'Sai', status: 401, detail: 'Tên hoặc mật khẩu sai' });
      return;
    }
    this.failures = 0;
    this.signedIn = true;
    send(200, { token: 'mock', ...this.session() });
  }

  private session() {
    return { username: 'admin', name: 'Quản trị hệ thống', roles: [process.env['MOCK_ROLE'] ?? 'administrator'], area: null, expiresAt: new Date(Date.now() + 900_000).toISOString() };
  }

  private read(route: string, url: URL, body: Record<string, unknown>, send: (status: number, value?: unknown) => void): void {
    const parts = url.pathname.split('/').slice(1).map(decodeURIComponent);
    const id = parts[1] ?? '';
    const parameter = (name: string) => url.searchParams.get(name);
    const method = route.split(' ')[0] ?? 'GET';
    if (MockIrrigationPlan.answers(parts)) {
      send(...this.water.answer(method, parts, url.searchParams, body));
    } else if (MockLoudspeakers.answers(parts)) {
      send(...this.loudspeakers.answer(method, parts, url.searchParams, body));
    } else if (MockIrrigation.answers(parts)) {
      send(...this.irrigation.answer(method, parts, url.searchParams, body));
    } else if (MockDesk.answers(parts)) {
      send(...this.desk.answer(method, parts, url.searchParams, body));
    } else if (parts[0] === 'alarms') {
      this.alarms.answer(method, parts, body, send);
    } else if (parts[0] === 'rules' || parts[0] === 'rule-library') {
      send(...this.rules.answer(method, parts, body));
    } else if (parts[0] === 'devices' && parts[2] === 'config') {
      send(...this.siteFiles.answer(method, id, parts[3], body));
    } else if (method === 'POST' && parts[0] === 'devices' && parts[2] === 'commands') {
      send(201, this.issue(id, body));
    } else if (method === 'POST' && parts[0] === 'commands') {
      send(200, this.decide(id, parts[2] === 'approve'));
    } else if (method === 'POST' && parts[0] === 'devices') {
      send(201, { id: parts[1] ?? body['id'], secret: 'wX4p-9Qm2Lz7Rk0Tb3Vn8Yc5Hd1Gf6JsUe2Ao4Ki' });
    } else if (method !== 'GET') {
      send(body['id'] === 'ung-hoa' ? 409 : 201, body['id'] === 'ung-hoa' ? { title: 'Trùng mã', status: 409, detail: 'Đã có khu vực "ung-hoa".', errors: [{ field: 'id', message: 'đã có' }] } : body);
    } else if (parts[0] === 'session') {
      send(200, this.session());
    } else if (parts[0] === 'areas') {
      send(200, this.district.areas);
    } else if (parts[0] === 'sites') {
      const sites = this.sites();
      const site = sites.find((each) => each.id === id);
      send(id && !site ? 404 : 200, id ? (site ?? { title: 'Không có', status: 404 }) : sites);
    } else if (parts[0] === 'devices' && parts[2] === 'completeness') {
      send(200, Array.from({ length: 30 }, (_unused, index) => this.completeness(id, 29 - index)));
    } else if (parts[0] === 'completeness') {
      const ago = Math.round((Date.parse(dayAgo(0)) - Date.parse(parameter('day') ?? dayAgo(0))) / 86_400_000);
      send(200, [...this.devices.values()].filter((device) => device.site === parameter('site')).map((device) => this.completeness(device.id, ago)));
    } else if (parts[0] === 'devices' && parts[2] === 'messages') {
      send(200, this.messages(id));
    } else if (parts[0] === 'devices' && parts[2] === 'commands') {
      send(200, this.commands.filter((command) => command.device === id));
    } else if (parts[0] === 'devices') {
      const all = [...this.devices.values()].filter((device) => !parameter('site') || device.site === parameter('site'));
      const one = this.deviceOf(id);
      send(id && !one ? 404 : 200, id ? (one ?? { title: 'Không có', status: 404 }) : all);
    } else if (parts[0] === 'series') {
      send(200, this.series(parameter('site'), parameter('device')));
    } else if (parts[0] === 'readings') {
      send(200, this.readings(url.searchParams));
    } else if (parts[0] === 'accounts') {
      send(200, this.extra.accounts);
    } else if (parts[0] === 'system') {
      send(200, {
        version: '0.1.0',
        database: { level: 'plain', postgresql: '18.6', timescaledb: null, embedded: true },
        startedAt: new Date(STARTED).toISOString(),
        listeners: [
          { name: 'mqtt', address: '127.0.0.1', port: 1883 },
          { name: 'mqtts', address: '::', port: 8883 },
          { name: 'coaps', address: '::', port: 5684 },
          { name: 'http', address: '::', port: 8080 },
        ],
      });
    } else {
      send(404, { title: 'Không có', status: 404 });
    }
  }

  private sites(): Site[] {
    return this.district.sites.map((site) => {
      const devices = [...this.devices.values()].filter((device) => device.site === site.id);
      const count = (state: PresenceState) => devices.filter((device) => device.presence === state).length;
      return { ...site, devices: devices.length, online: count('online'), silent: count('silent'), offline: count('offline') };
    });
  }

  /** The loudspeaker desk has more clusters than the demo district has loudspeakers: the further ones behave like the first. */
  private deviceOf(id: string | null): Device | undefined {
    const known = this.devices.get(id ?? '');
    const first = id?.startsWith('loa-') ? [...this.devices.values()].find(({ kind }) => kind === 'loudspeaker') : undefined;
    return known ?? (first && id !== null ? { ...first, id } : undefined);
  }

  private series(site: string | null, device: string | null): Series[] {
    const one = this.deviceOf(device);
    return (site ? [...this.devices.values()].filter((each) => each.site === site) : one ? [one] : [])
      .filter((each) => each.presence !== 'never')
      .flatMap((each) => {
        const at = each.lastSeen ?? new Date().toISOString();
        const row = (name: string, unit: string, value: Value): Series => ({ device: each.id, site: each.site, name, unit, at, receivedAt: at, value, quality: name === 'vibration' && each.id.endsWith('2') ? 'uncertain' : name === 'level.rack' ? 'bad' : 'good' });
        return [
          ...(SIGNALS[each.kind] ?? []).map(([name, unit, middle, swing]) => row(name, unit, wave(each.id, name, middle, swing, Date.parse(at)))),
          ...(STATES[each.kind] ?? []).map(([name, value]) => row(name, '', value)),
        ];
      });
  }

  private readings(parameters: URLSearchParams): Reading[] {
    const device = this.deviceOf(parameters.get('device'));
    const name = parameters.get('series') ?? '';
    const from = Date.parse(parameters.get('from') ?? '');
    const to = Math.min(Date.parse(parameters.get('to') ?? ''), Date.parse(device?.lastSeen ?? '') || 0);
    const signal = SIGNALS[device?.kind ?? '']?.find(([each]) => each === name);
    if (!signal) {
      const state = STATES[device?.kind ?? '']?.find(([each]) => each === name)?.[1];
      return state === undefined ? [] : [0, 0.2, 0.5, 0.55, 0.8].map((share, index) => ({ at: new Date(from + share * (to - from)).toISOString(), value: typeof state === 'boolean' ? index % 2 === 0 : index % 2 === 0 ? 'IDLE' : 'PLAYING', quality: 'good' as const }));
    }
    const step = Math.max((device?.interval ?? 10) * 1000, (Date.parse(parameters.get('to') ?? '') - from) / Number(parameters.get('points') ?? 500));
    const readings: Reading[] = [];
    for (let at = from; at <= to; at += step) {
      const share = (at - from) / (Date.parse(parameters.get('to') ?? '') - from);
      if (share < 0.32 || share > 0.38) {
        readings.push({ at: new Date(at).toISOString(), value: wave(device?.id ?? '', name, signal[2], signal[3], at), quality: 'good' });
      }
    }
    return readings;
  }

  /** Mostly whole days; now and then some packs missing, a day late, a day without anything, and no days before the start. */
  private completeness(id: string, ago: number): Completeness {
    const device = this.devices.get(id);
    const kind = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), ago * 7) % 23;
    const unknown = device?.presence === 'never' || ago > 26;
    const expected = ago === 0 ? 812 : 1440;
    const lost = unknown ? 0 : kind === 3 ? 39 : kind === 11 ? expected : kind === 17 ? 600 : 0;
    const received = unknown ? 0 : expected - lost;
    const late = kind === 3 ? 120 : kind === 5 ? 240 : 0;
    const counts = (each: number) => ({ expected: unknown ? null : expected * each, received: received * each, late: Math.min(late, received) * each, lost: unknown ? null : lost * each });
    return {
      device: id,
      site: device?.site ?? '',
      day: dayAgo(ago),
      counting: unknown ? 'unknown' : kind === 17 ? 'interval' : 'sequence',
      complete: unknown ? null : lost === 0,
      share: unknown ? null : received / expected,
      packs: counts(1),
      readings: counts(5),
      lateSeconds: received === 0 ? 0 : late * 60,
      epochs: unknown ? 0 : kind === 5 ? 2 : 1,
      lastAt: received === 0 ? null : `${dayAgo(ago)}T16:59:00Z`,
    };
  }

  private messages(id: string) {
    const device = this.devices.get(id);
    return [0, 1, 2, 3].map((index) => ({
      receivedAt: new Date(Date.now() - index * 10_000).toISOString(),
      transport: device?.transport ?? 'mqtt',
      address: '127.0.0.1:40112',
      bytes: index === 2 ? 31 : 212,
      payload: index === 2 ? '{"level": NaN}' : `[{"bn":"","bt":${Math.floor(Date.now() / 1000) - index * 10}},{"n":"current","u":"A","v":48.1},{"n":"flow","u":"m3/s","v":0.61}]`,
      outcome: index === 2 ? 'rejected: NaN is not a number of JSON, at line 1 column 11' : 'committed',
    }));
  }

  private issue(device: string, body: Record<string, unknown>): Command {
    const now = Date.now();
    const forTwo = ['pump.start', 'speaker.restart', 'speaker.unmute'].includes(String(body['name']));
    const step = (state: Command['state'], seconds: number, detail: string | null = null) => ({ state, at: new Date(now + seconds * 1000).toISOString(), detail });
    const command: Command = {
      id: `c-${this.commands.length + 1}`,
      device,
      name: String(body['name']),
      args: (body['args'] as Record<string, unknown> | undefined) ?? null,
      state: forTwo ? 'awaiting' : 'done',
      issuedBy: forTwo && this.commands.length % 2 === 1 ? 'truc.ca1' : 'admin',
      issuedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 60_000).toISOString(),
      detail: null,
      steps: forTwo ? [step('awaiting', 0)] : [step('queued', 0), step('sent', 0.2), step('accepted', 0.6), step('done', 3, 'motor running')],
    };
    this.commands.unshift(command);
    return command;
  }

  private decide(id: string, approved: boolean): Command | undefined {
    const command = this.commands.find((each) => each.id === id);
    if (command) {
      command.state = approved ? 'queued' : 'declined';
      command.steps.push({ state: command.state, at: new Date().toISOString(), detail: 'admin' });
    }
    return command;
  }

  private live(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': hello\n\n');
    this.alarms.listen(response);
    this.loudspeakers.listen(response);
    const online = [...this.devices.values()].filter((device) => device.online);
    let count = 0;
    const timer = setInterval(() => {
      const device = online[count++ % online.length];
      if (!device) {
        return;
      }
      const at = new Date().toISOString();
      device.lastSeen = at;
      const readings = (SIGNALS[device.kind] ?? []).map(([series, unit, middle, swing]) => ({ series, unit, at, value: wave(device.id, series, middle, swing, Date.now()), quality: series === 'level.rack' ? 'bad' : 'good' }));
      response.write(`id: 1-${count}\nevent: reading\ndata: ${JSON.stringify({ device: device.id, site: device.site, readings })}\n\n`);
    }, Number(process.env['MOCK_MILLIS'] ?? 40));
    request.on('close', () => { clearInterval(timer); });
  }
}

/** A day of Việt Nam so many days ago, as 2026-12-31. */
function dayAgo(days: number): string {
  return new Date(Date.now() + 7 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
}

/** Slow tides with a little weather: the same for the same time, so that history and live values meet. */
function wave(device: string, series: string, middle: number, swing: number, at: number): number {
  const phase = [...(device + series)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const hours = at / 3_600_000;
  const slow = Math.sin(hours / 3.9 + phase) * 0.7 + Math.sin(hours / 0.7 + phase * 2) * 0.2;
  const fast = Math.sin(hours * 40 + phase * 3) * 0.08 + Math.sin(at / 7_000 + phase) * 0.03;
  return Number((middle + swing * (slow + fast)).toPrecision(6));
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
