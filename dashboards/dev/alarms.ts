import type { ServerResponse } from 'node:http';
import type { AlarmJournalRow, AlarmPriority, AlarmState, AlarmSummary, AlarmView, InBothLanguages, Letter } from '../src/model/alarms';
import type { Area } from '../src/model/types';

/** Made-up alarms over the demo district; MOCK_ALARMS says how many are there, MOCK_CHANGES how many change a second. */

interface MockRule {
  rule: string;
  kind: string;
  series: string | null;
  unit: string | null;
  alarmClass: string;
  priority: AlarmPriority;
  value: number | null;
  limit: number | null;
  name: InBothLanguages;
  levels?: number;
}

const RULES: readonly MockRule[] = [
  { rule: 'suction-high', kind: 'level-gauge', series: 'level.suction', unit: 'm', alarmClass: 'process', priority: 1, value: 3.31, limit: 3.2, levels: 3, name: { vi: 'Mực nước bể hút cao', en: 'Suction level high' } },
  { rule: 'winding-hot', kind: 'pump-controller', series: 'temperature.winding', unit: 'Cel', alarmClass: 'equipment', priority: 1, value: 131.4, limit: 130, name: { vi: 'Cuộn dây bơm quá nóng', en: 'Pump winding too hot' } },
  { rule: 'vibration', kind: 'pump-controller', series: 'vibration', unit: 'm/s', alarmClass: 'equipment', priority: 2, value: 0.0074, limit: 0.0071, name: { vi: 'Bơm rung mạnh', en: 'Pump vibration high' } },
  { rule: 'flow-low', kind: 'pump-controller', series: 'flow', unit: 'm3/s', alarmClass: 'process', priority: 2, value: 0.31, limit: 0.4, name: { vi: 'Lưu lượng bơm thấp', en: 'Pump flow low' } },
  { rule: 'rack', kind: 'level-gauge', series: 'level.rack', unit: 'm', alarmClass: 'process', priority: 3, value: 0.32, limit: 0.3, name: { vi: 'Lưới chắn rác bị tắc', en: 'Trash rack blocked' } },
  { rule: 'voltage-low', kind: 'power-meter', series: 'voltage', unit: 'V', alarmClass: 'power', priority: 2, value: 341, limit: 350, name: { vi: 'Điện áp lưới thấp', en: 'Mains voltage low' } },
  { rule: 'amplifier-hot', kind: 'loudspeaker', series: 'temperature.amplifier', unit: 'Cel', alarmClass: 'equipment', priority: 3, value: 78.2, limit: 75, name: { vi: 'Tăng âm quá nóng', en: 'Amplifier too hot' } },
  { rule: 'link-lost', kind: 'loudspeaker', series: 'kenh/link', unit: null, alarmClass: 'communication', priority: 3, value: 0, limit: null, name: { vi: 'Mất liên lạc với thiết bị', en: 'Device link lost' } },
  { rule: 'rain-heavy', kind: 'weather-station', series: 'rain.hour', unit: 'mm', alarmClass: 'process', priority: 2, value: 52, limit: 50, name: { vi: 'Mưa lớn trong một giờ', en: 'Heavy rain within an hour' } },
  { rule: 'field-deep', kind: 'field-sensor', series: 'level.field', unit: 'm', alarmClass: 'process', priority: 3, value: 0.16, limit: 0.15, name: { vi: 'Ruộng ngập sâu', en: 'Field flooded' } },
  { rule: 'oxygen-low', kind: 'water-quality-probe', series: 'oxygen', unit: 'mg/l', alarmClass: 'process', priority: 3, value: 1.8, limit: 2, name: { vi: 'Oxy hòa tan thấp', en: 'Dissolved oxygen low' } },
];

export const STATE_OF: Record<Letter, AlarmState> = {
  A: 'normal',
  B: 'unacknowledged',
  C: 'acknowledged',
  D: 'returned',
  E: 'latched-unacknowledged',
  F: 'latched',
  G: 'shelved',
  H: 'suppressed',
  I: 'out-of-service',
};

interface MockDevice {
  id: string;
  site: string;
  kind: string;
}

interface MockSite {
  id: string;
  name: string;
  area: string;
  lat: number;
  lon: number;
}

type Send = (status: number, value?: unknown) => void;

export class MockAlarms {
  private readonly alarms = new Map<number, AlarmView>();
  private readonly journals = new Map<number, AlarmJournalRow[]>();
  private readonly streams = new Set<ServerResponse>();
  private revision = 0;
  private rows = 0;
  private events = 0;

  constructor(
    devices: readonly MockDevice[],
    private readonly sites: readonly MockSite[],
    private readonly areas: readonly Area[],
  ) {
    const wanted = Number(process.env['MOCK_ALARMS'] ?? 40);
    let id = 0;
    for (let round = 0; id < wanted; round++) {
      for (const device of devices) {
        for (const rule of RULES.filter((each) => each.kind === device.kind && (round > 0 || each.priority > 1 || device.id.endsWith('1')))) {
          if (id < wanted && (wanted > 200 || spread(`${device.id}${rule.rule}`) < 0.4)) {
            this.make(++id, rule, device, round);
          }
        }
      }
      if (round > 40) {
        break;
      }
    }
    if (wanted > 0) {
      this.makeGroup(id + 1);
    }
    const changes = Number(process.env['MOCK_CHANGES'] ?? 0.3);
    if (changes > 0 && this.alarms.size > 0) {
      setInterval(() => { this.changeOne(); }, 1000 / changes).unref();
    }
  }

  all(): AlarmView[] {
    return [...this.alarms.values()];
  }

  listen(response: ServerResponse): void {
    this.streams.add(response);
    response.on('close', () => { this.streams.delete(response); });
  }

  answer(method: string, parts: readonly string[], body: Record<string, unknown>, send: Send): void {
    const [, id, what] = parts;
    const alarm = this.alarms.get(Number(id));
    if (method === 'GET' && id === undefined) {
      send(200, [...this.alarms.values()].filter((each) => each.letter !== 'A'));
    } else if (method === 'GET' && id === 'summary') {
      send(200, this.summary());
    } else if (method === 'POST' && id === 'ack') {
      const wanted = body['alarms'] as { id: number; occurrence: string }[];
      send(200, wanted.map((each) => ({ id: each.id, status: this.acknowledge(this.alarms.get(each.id), each.occurrence) ? 200 : 409, detail: 'Một lần báo khác đã bắt đầu sau lần này.' })));
    } else if (alarm === undefined) {
      send(404, { title: 'Không có', status: 404 });
    } else if (method === 'GET') {
      send(200, what === undefined ? alarm : what === 'journal' ? [...(this.journals.get(alarm.id) ?? [])].reverse() : RATIONALISATION);
    } else {
      this.act(alarm, String(what), body, send);
    }
  }

  private make(id: number, rule: MockRule, device: MockDevice, round: number): void {
    const site = this.sites.find((each) => each.id === device.site);
    const share = spread(`${device.id}${rule.rule}${round}`);
    const letters: Letter[] = ['B', 'B', 'C', 'C', 'C', 'D', 'C', 'B', 'F', 'G', 'C', 'I'];
    const letter = letters[Math.floor(share * letters.length)] ?? 'B';
    const activatedAt = new Date(Date.now() - Math.round(share * share * (id % 9 === 0 ? 200_000_000 : 14_000_000)) - id * 400).toISOString();
    const acknowledged = letter === 'C' || letter === 'F' || letter === 'G';
    this.put({
      id,
      rule: rule.rule,
      ruleVersion: 1,
      name: round === 0 ? rule.name : { vi: `${rule.name.vi} ${round + 1}`, en: `${rule.name.en} ${round + 1}` },
      tag: `${rule.rule.toUpperCase()}-${id}`,
      alarmClass: rule.alarmClass,
      subject: `device:${device.id}`,
      device: device.id,
      site: device.site,
      siteName: site?.name ?? device.site,
      area: site?.area ?? '',
      areaName: this.areas.find((area) => area.id === site?.area)?.name ?? '',
      series: rule.series,
      unit: rule.unit,
      measure: 'value',
      letter,
      state: STATE_OF[letter],
      active: letter !== 'D' && letter !== 'F',
      acknowledged,
      priority: rule.priority,
      level: rule.levels ? 2 : 1,
      levels: rule.levels ?? 1,
      occurrence: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
      activatedAt,
      value: rule.value,
      limit: rule.limit,
      acknowledgedBy: acknowledged ? (id % 2 ? 'truc.ca1' : 'truc.ca2') : null,
      acknowledgedAt: acknowledged ? new Date(Date.parse(activatedAt) + 140_000).toISOString() : null,
      shelvedUntil: letter === 'G' ? new Date(Date.now() + 3_400_000).toISOString() : null,
      shelvedBy: letter === 'G' ? 'truongca' : null,
      shelveReason: letter === 'G' ? 'Cảm biến hỏng, chờ thay' : null,
      oneShot: false,
      suppressedByRule: false,
      suppressedBy: null,
      outOfService: letter === 'I',
      outOfServiceReason: letter === 'I' ? 'Thiết bị đã tháo' : null,
      chattering: id % 31 === 0,
      unknown: id % 37 === 0,
      group: false,
      members: 0,
      assignee: id % 7 === 0 ? 'kythuat.nam' : null,
      comments: id % 5 === 0 ? 2 : 0,
      doubts: id === 3 ? [{ code: 'several-devices', arguments: ['level.river', 'vien-an-do-1'] }] : [],
      lat: site?.lat ?? null,
      lon: site?.lon ?? null,
      updatedAt: activatedAt,
      revision: ++this.revision,
    });
    this.note(id, 'activate', { from: 'A', to: 'B', at: activatedAt, who: 'system' });
    if (acknowledged) {
      this.note(id, 'acknowledge', { from: 'B', to: 'C', at: new Date(Date.parse(activatedAt) + 140_000).toISOString(), who: 'truc.ca1', reason: id % 3 === 0 ? 'Đã gọi trạm' : null });
    }
  }

  private makeGroup(id: number): void {
    const [first] = [...this.alarms.values()].filter((alarm) => alarm.alarmClass === 'communication');
    if (first === undefined) {
      return;
    }
    const members = [...this.alarms.values()].filter((alarm) => alarm.area === first.area && alarm.priority > 1 && alarm.id % 2 === 0).slice(0, 6);
    for (const member of members) {
      this.put({ ...member, letter: 'H', state: 'suppressed', suppressedBy: id });
    }
    this.put({ ...first, id, rule: 'commune-link-lost', name: { vi: `Mất mạng diện rộng: ${first.areaName}`, en: `Commune link lost: ${first.areaName}` }, tag: `NET-${first.area}`, subject: `area:${first.area}`, device: null, site: null, siteName: null, series: 'kenh/link.lost.share', unit: '/', value: 0.46, limit: 0.3, priority: 2, letter: 'B', state: 'unacknowledged', active: true, acknowledged: false, acknowledgedBy: null, acknowledgedAt: null, shelvedUntil: null, outOfService: false, group: true, members: members.length, activatedAt: new Date(Date.now() - 95_000).toISOString(), occurrence: '00000000-0000-4000-8000-999999999999', lat: null, lon: null });
    this.note(id, 'activate', { from: 'A', to: 'B', at: new Date(Date.now() - 95_000).toISOString(), who: 'system' });
  }

  /** One alarm goes on its way: raised, over, acknowledged by somebody else, normal for a while. */
  private changeOne(): void {
    const ids = [...this.alarms.keys()];
    const alarm = this.alarms.get(ids[Math.floor(Math.random() * ids.length)] ?? 0);
    if (alarm === undefined || alarm.letter > 'F') {
      return;
    }
    const jitter = alarm.limit === null || alarm.value === null ? alarm.value : Number((alarm.limit * (1 + Math.random() * 0.08)).toPrecision(4));
    const now = new Date().toISOString();
    switch (alarm.letter) {
      case 'A':
        this.move(alarm, 'B', { active: true, acknowledged: false, acknowledgedBy: null, acknowledgedAt: null, activatedAt: now, value: jitter, occurrence: crypto.randomUUID() }, 'activate', 'system');
        break;
      case 'B':
        this.move(alarm, 'C', { acknowledged: true, acknowledgedBy: 'truc.ca2', acknowledgedAt: now }, 'acknowledge', 'truc.ca2');
        break;
      case 'C':
        this.move(alarm, 'A', { active: false, occurrence: null, activatedAt: null }, 'return', 'system');
        break;
      case 'D':
      case 'E':
      case 'F':
        this.move(alarm, 'B', { active: true, acknowledged: false, activatedAt: now, value: jitter, occurrence: crypto.randomUUID() }, 'activate', 'system');
        break;
    }
  }

  private acknowledge(alarm: AlarmView | undefined, occurrence: unknown): boolean {
    if (alarm === undefined || (alarm.occurrence !== null && occurrence !== alarm.occurrence)) {
      return false;
    }
    const now = new Date().toISOString();
    const known = { acknowledged: true, acknowledgedBy: 'admin', acknowledgedAt: now };
    if (alarm.letter === 'B') {
      this.move(alarm, 'C', known, 'acknowledge', 'admin');
    } else if (alarm.letter === 'D') {
      this.move(alarm, 'A', { ...known, occurrence: null, activatedAt: null }, 'acknowledge', 'admin');
    } else if (alarm.letter === 'E') {
      this.move(alarm, 'F', known, 'acknowledge', 'admin');
    }
    return true;
  }

  private act(alarm: AlarmView, what: string, body: Record<string, unknown>, send: Send): void {
    const reason = String(body['reason'] ?? body['text'] ?? body['to'] ?? '');
    const conflict = (detail: string) => { send(409, { title: 'Không thực hiện được', status: 409, detail }); };
    switch (what) {
      case 'ack':
        if (!this.acknowledge(alarm, body['occurrence'])) {
          conflict('Một lần báo khác đã bắt đầu sau lần này.');
          return;
        }
        break;
      case 'shelve': {
        const [, hours, minutes] = /PT(?:(\d+)H)?(?:(\d+)M)?/.exec(String(body['for'])) ?? [];
        const until = new Date(Date.now() + (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000).toISOString();
        if (alarm.letter === 'G') {
          conflict('Cảnh báo đang gác rồi: hãy thôi gác trước.');
          return;
        }
        this.move(alarm, 'G', { shelvedUntil: until, shelvedBy: 'admin', shelveReason: reason, oneShot: body['oneShot'] === true }, 'shelve', 'admin', reason);
        break;
      }
      case 'unshelve':
        this.move(alarm, 'B', { shelvedUntil: null, shelvedBy: null, shelveReason: null, acknowledged: false }, 'unshelve', 'admin', reason);
        break;
      case 'reset':
        if (alarm.letter !== 'F') {
          conflict('Chưa đặt lại được: cảnh báo còn đang xảy ra hoặc chưa được xác nhận.');
          return;
        }
        this.move(alarm, 'A', { active: false, occurrence: null, activatedAt: null }, 'reset', 'admin', reason);
        break;
      case 'out-of-service':
        this.move(alarm, 'I', { outOfService: true, outOfServiceReason: reason }, 'out-of-service', 'admin', reason);
        break;
      case 'in-service':
        this.move(alarm, 'B', { outOfService: false, outOfServiceReason: null, acknowledged: false }, 'in-service', 'admin', reason);
        break;
      case 'comment':
        this.move(alarm, alarm.letter, { comments: alarm.comments + 1 }, 'comment', 'admin', reason);
        break;
      case 'assign':
        this.move(alarm, alarm.letter, { assignee: (body['to'] as string | null) ?? null }, 'assign', 'admin', reason);
        break;
      default:
        send(404, { title: 'Không có', status: 404 });
        return;
    }
    send(200, this.alarms.get(alarm.id));
  }

  private move(alarm: AlarmView, letter: Letter, change: Partial<AlarmView>, event: string, who: string, reason: string | null = null): void {
    this.note(alarm.id, event, { from: alarm.letter, to: letter, at: new Date().toISOString(), who, reason }, change.occurrence ?? alarm.occurrence);
    this.put({ ...alarm, ...change, letter, state: STATE_OF[letter] });
    const now = this.alarms.get(alarm.id);
    this.streams.forEach((stream) => stream.write(`id: a-${++this.events}\nevent: alarm\ndata: ${JSON.stringify(now)}\n\n`));
  }

  private put(alarm: AlarmView): void {
    this.alarms.set(alarm.id, { ...alarm, updatedAt: new Date().toISOString(), revision: ++this.revision });
  }

  private note(id: number, event: string, row: { from: Letter; to: Letter; at: string; who: string; reason?: string | null }, occurrence?: string | null): void {
    const alarm = this.alarms.get(id);
    const rows = this.journals.get(id) ?? [];
    this.journals.set(id, rows);
    rows.push({ id: ++this.rows, recordedAt: row.at, event, occurrence: occurrence ?? alarm?.occurrence ?? null, ruleVersion: 1, level: alarm?.level ?? 1, priority: alarm?.priority ?? 3, value: event === 'activate' ? (alarm?.value ?? null) : null, limit: event === 'activate' ? (alarm?.limit ?? null) : null, historical: false, annunciated: event === 'activate', reason: null, ...row });
    if (rows.length > 20) {
      rows.shift();
    }
  }

  private summary(): AlarmSummary {
    const all = [...this.alarms.values()];
    const live = all.filter(({ letter }) => letter >= 'B' && letter <= 'F');
    const place = (alarms: AlarmView[]) => ({
      priority: Math.min(...alarms.map((alarm) => alarm.priority)) as AlarmPriority,
      unacknowledged: alarms.filter((alarm) => alarm.letter === 'B').length,
      acknowledged: alarms.filter((alarm) => alarm.letter === 'C').length,
      returned: alarms.filter((alarm) => 'DEF'.includes(alarm.letter)).length,
      suppressed: 0,
      count: alarms.length,
    });
    const groups = (key: (alarm: AlarmView) => string | null) => {
      const found = new Map<string, AlarmView[]>();
      live.forEach((alarm) => {
        const name = key(alarm);
        if (name !== null) {
          found.set(name, [...(found.get(name) ?? []), alarm]);
        }
      });
      return [...found];
    };
    const counts = (priority: AlarmPriority) => {
      const own = live.filter((alarm) => alarm.priority === priority);
      const of = (letters: string) => own.filter((alarm) => letters.includes(alarm.letter)).length;
      return { unacknowledged: of('B'), acknowledged: of('C'), returned: of('DEF') };
    };
    return {
      byPriority: { 1: counts(1), 2: counts(2), 3: counts(3) },
      shelved: all.filter(({ letter }) => letter === 'G').length,
      suppressed: all.filter(({ letter }) => letter === 'H').length,
      outOfService: all.filter(({ letter }) => letter === 'I').length,
      standing: live.filter((alarm) => alarm.active && Date.now() - Date.parse(alarm.activatedAt ?? '') > 86_400_000).length,
      chattering: live.filter((alarm) => alarm.chattering).length,
      byArea: groups((alarm) => alarm.area).map(([area, alarms]) => ({ area, ...place(alarms) })),
      bySite: groups((alarm) => alarm.site).map(([site, alarms]) => ({ site, ...place(alarms) })),
    };
  }
}

/** The same share from 0 to 1 for the same text. */
function spread(text: string): number {
  let hash = 7;
  for (const letter of text) {
    hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003;
  }
  return (hash % 1_000) / 1_000;
}

const RATIONALISATION = {
  causes: { vi: 'Mưa lớn trên lưu vực; bơm dừng hoặc yếu; lưới chắn rác bị tắc.', en: 'Heavy rain in the catchment; a pump stopped or weak; the trash rack blocked.' },
  consequence: { vi: 'Ngập đồng và khu dân cư phía thượng lưu trong khoảng một giờ.', en: 'Fields and houses upstream are flooded within about an hour.' },
  action: { vi: 'Gọi trạm kiểm tra lưới chắn rác; chạy thêm bơm nếu cho phép; báo trưởng ca khi mực nước vẫn lên sau 15 phút.', en: 'Call the station to check the trash rack; start another pump if allowed; tell the supervisor if the level still rises after 15 minutes.' },
  toRespond: 'PT15M',
  owner: 'thuy.loi',
  approvedBy: 'truongphong',
  approvedAt: '2026-09-01T02:00:00Z',
};
