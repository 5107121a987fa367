import type { PushBrowser } from '../src/api/push';
import type { AlarmView } from '../src/model/alarms';
import type { CapMessage } from '../src/model/cap';
import type { Handover, HandoverContent, StandingAlarm } from '../src/model/handover';
import type { Contact } from '../src/model/notifications';
import type { FigureKey, QualityReport, Verdict } from '../src/model/quality';
import type { MockAlarms } from './alarms';

/** Made-up quality figures, handovers and CAP drafts, of the made-up alarms. */

type Answer = [status: number, value?: unknown];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 7 * HOUR;

export class MockDesk {
  private readonly handovers: Handover[] = [];
  private readonly cap: CapMessage[] = [];
  private browsers: PushBrowser[] = [{ id: 4, service: 'updates.push.services.mozilla.com', createdAt: at(Date.now() - 9 * DAY) }];
  private readonly contacts: Contact[] = [{ username: 'admin', email: 'phong.nn@unghoa.example', phone: '+84912345678', webhook: null, language: 'vi', hourly: null }];

  constructor(private readonly alarms: MockAlarms) {
    const to = Date.now() - 5 * HOUR;
    this.handovers.push(
      { id: 2, from: at(to - 8 * HOUR), to: at(to), notes: 'Bơm số 2 Ba Thá đã cắt, chờ đội sửa chữa đến lúc 14:00.\nĐã gọi chị Hạnh (trạm Vân Đình) về lưới chắn rác.', by: 'truc.ca1', toUser: 'admin', createdAt: at(to), content: this.content(at(to - 8 * HOUR), at(to)) },
      { id: 1, from: at(to - 16 * HOUR), to: at(to - 8 * HOUR), notes: '', by: 'truc.ca2', toUser: 'truc.ca1', createdAt: at(to - 8 * HOUR), acceptedAt: at(to - 8 * HOUR + 300_000), content: this.content(at(to - 16 * HOUR), at(to - 8 * HOUR)) },
    );
    this.cap.push(message(4, 'draft', ['system']), message(3, 'draft', ['truc.ca1']), message(2, 'draft', ['truc.ca1']), message(1, 'issued', ['truc.ca1']));
    Object.assign(this.cap[1] ?? {}, { event: { vi: 'Lũ ở ngầm tràn', en: '' }, headline: { vi: 'Nước ngập ngầm tràn, mức II – Xã Viên An', en: '' }, languages: ['vi-VN'], problems: [{ code: 'value', arguments: ['severity', 'Serious'] }, { code: 'lacks', arguments: ['info', 'event'] }] });
  }

  static answers([head, , what]: readonly string[]): boolean {
    return head === 'alarm-quality' || head === 'handovers' || head === 'cap' || head === 'notification-policies' || head === 'notifications' || head === 'notification-contacts' || head === 'notification-push' || (head === 'alarms' && what === 'cap');
  }

  answer(method: string, parts: readonly string[], parameters: URLSearchParams, body: Record<string, unknown>): Answer {
    const [head, id, what] = parts;
    switch (head) {
      case 'alarm-quality':
        return [200, quality(parameters.get('from') ?? '', parameters.get('to') ?? '', this.alarms.all())];
      case 'handovers':
        return this.handover(method, id, what, parameters, body);
      case 'notification-policies':
        return [200, POLICIES];
      case 'notifications':
        return [200, SENT];
      case 'notification-contacts':
        return this.contact(method, id, what, body);
      case 'notification-push':
        return this.push(method, id);
      default:
        return this.message(method, head === 'alarms' ? '2' : id, what, body);
    }
  }

  private push(method: string, id: string | undefined): Answer {
    if (method === 'GET') {
      return [200, { publicKey: process.env['MOCK_PUSH'] === 'off' ? null : PUSH_KEY, subscriptions: this.browsers }];
    }
    if (method === 'DELETE') {
      this.browsers = this.browsers.filter((browser) => String(browser.id) !== id);
      return [204];
    }
    const made = { id: 5, service: 'fcm.googleapis.com', createdAt: at(Date.now()) };
    this.browsers.push(made);
    return [201, made];
  }

  private contact(method: string, id: string | undefined, what: string | undefined, body: Record<string, unknown>): Answer {
    if (id === undefined) {
      return [200, this.contacts];
    }
    const found = this.contacts.find(({ username }) => username === id) ?? { username: id, email: null, phone: null, webhook: null, language: 'vi' as const, hourly: null };
    if (what === 'trial') {
      return [204];
    }
    return [200, method === 'PATCH' ? Object.assign(found, body) : found];
  }

  private handover(method: string, id: string | undefined, what: string | undefined, parameters: URLSearchParams, body: Record<string, unknown>): Answer {
    if (id === 'draft') {
      return [200, this.content(parameters.get('from') ?? '', parameters.get('to') ?? '')];
    }
    if (method === 'POST' && id === undefined) {
      if (body['toUser'] === 'admin') {
        return [422, { title: 'Không hợp lệ', status: 422, detail: 'Không hợp lệ', errors: [{ field: 'toUser', message: 'phải là người khác, đang trực và thấy khu vực này' }] }];
      }
      const made: Handover = { id: this.handovers.length + 1, from: String(body['from']), to: String(body['to']), notes: String(body['notes']), by: 'admin', toUser: String(body['toUser']), createdAt: at(Date.now()), content: this.content(String(body['from']), String(body['to'])) };
      this.handovers.unshift(made);
      return [201, made];
    }
    const found = this.handovers.find((each) => String(each.id) === id);
    if (what === 'accept' && found) {
      found.acceptedAt = at(Date.now());
    }
    return id === undefined ? [200, this.handovers.map((each) => ({ ...each, content: null }))] : found ? [200, found] : [404, { title: 'Không có', status: 404 }];
  }

  private message(method: string, id: string | undefined, what: string | undefined, body: Record<string, unknown>): Answer {
    const found = this.cap.find((each) => String(each.id) === id);
    if (found === undefined) {
      return id === undefined ? [200, this.cap] : [404, { title: 'Không có', status: 404 }];
    }
    if (method === 'PATCH') {
      Object.assign(found, body, { revision: found.revision + 1, authors: [...new Set([...found.authors, 'admin'])] });
    } else if (what === 'confirm') {
      Object.assign(found, { revision: found.revision + 1, authors: [...found.authors, 'admin'] });
    } else if (what === 'issue' && found.authors.includes('admin')) {
      return [403, { title: 'Không được', status: 403, detail: 'Người soạn không được phát bản tin của mình.' }];
    } else if (what === 'issue' || what === 'discard') {
      Object.assign(found, { state: what === 'issue' ? 'issued' : 'discarded', settledAt: at(Date.now()), settledBy: 'admin', status: body['status'] ?? null });
    }
    return [200, found];
  }

  private content(from: string, to: string): HandoverContent {
    const all = this.alarms.all();
    const live = all.filter(({ letter }) => letter >= 'B' && letter <= 'F');
    return {
      from,
      to,
      at: to,
      annunciated: { 1: 6, 2: 21, 3: 9 },
      events: { acknowledge: 30, shelve: 3, comment: 4, activate: 36 },
      occurrences: all.slice(0, 36).map((alarm, index) => ({ alarm: alarm.id, occurrence: `${alarm.id}-${index}`, name: alarm.name.vi, area: alarm.area, site: alarm.site, priority: alarm.priority, beganAt: at(Date.parse(to) - index * 700_000), historical: index === 5, ...(index % 3 === 0 ? {} : { returnedAt: at(Date.parse(to) - index * 500_000) }), ...(index % 4 === 3 ? {} : { acknowledgedAt: at(Date.parse(to) - index * 690_000 + 90_000), acknowledgedBy: 'truc.ca1' }) })),
      cut: false,
      standing: live.slice(0, 18).map(standing),
      shelved: all.filter(({ letter }) => letter === 'G').map(standing),
      outOfService: all.filter(({ letter }) => letter === 'I').map(standing),
      comments: [{ at: to, who: 'truc.ca1', alarm: 1, name: 'Lưới chắn rác bị tắc', text: 'Đã gọi trạm, có người đi kiểm tra.' }],
    };
  }
}

const at = (millis: number): string => new Date(millis).toISOString();

function standing(alarm: AlarmView): StandingAlarm {
  return { alarm: alarm.id, name: alarm.name, area: alarm.area, areaName: alarm.areaName, site: alarm.site, siteName: alarm.siteName, priority: alarm.priority, letter: alarm.letter, state: alarm.state, active: alarm.active, activatedAt: alarm.activatedAt, acknowledgedBy: alarm.acknowledgedBy, assignee: alarm.assignee, until: alarm.shelvedUntil, reason: alarm.outOfServiceReason ?? alarm.shelveReason, by: alarm.shelvedBy };
}

function quality(from: string, to: string, alarms: readonly AlarmView[]): QualityReport {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const byHour: QualityReport['byHour'] = [];
  const perDay = new Map<string, number>();
  for (let hour = Math.ceil(start / HOUR) * HOUR; hour < end; hour += HOUR) {
    const n = hour / HOUR;
    const count = Math.max(0, Math.round(4 + 3 * Math.sin(n / 3.7) + 4 * Math.sin(n / 31) + (n % 67 === 0 ? 40 : 0)));
    if (count > 0) {
      byHour.push({ hour: at(hour), count });
      const day = at(hour + ZONE).slice(0, 10);
      perDay.set(day, (perDay.get(day) ?? 0) + count);
    }
  }
  const total = byHour.reduce((sum, { count }) => sum + count, 0);
  const days = (end - start) / DAY;
  const figure = (key: FigureKey, value: number, target: number, most: number, verdict: Verdict) => ({ key, value, target, most, verdict });
  const ofDay = (count: number): Verdict => (count <= 150 ? 'good' : count <= 300 ? 'tolerable' : 'bad');
  const of = (alarm: AlarmView) => ({ alarm: alarm.id, name: alarm.name.vi, rule: alarm.rule, area: alarm.area, site: alarm.siteName });
  return {
    from,
    to,
    annunciated: total,
    figures: [
      figure('perDay', total / days, 150, 300, ofDay(total / days)),
      figure('perHour', total / days / 24, 6, 12, 'good'),
      figure('perTenMinutes', total / days / 144, 1, 2, 'good'),
      figure('peakTenMinutes', 27, 10, 10, 'bad'),
      figure('timeInFlood', 0.0139, 0.01, 0.01, 'bad'),
      figure('topTenShare', 0.31, 0.05, 0.05, 'bad'),
      figure('stale', 3, 5, 5, 'good'),
      figure('chattering', 2, 0, 0, 'bad'),
    ],
    peak: { at: at(end - 5 * HOUR), count: 27 },
    floods: [{ from: at(end - 5 * HOUR), to: at(end - 5 * HOUR + 1_200_000), over: true, annunciated: 44, peak: 27 }],
    topTen: alarms.slice(0, 10).map((alarm, index) => ({ ...of(alarm), count: 60 - index * 5, share: (60 - index * 5) / total })),
    standing: alarms.slice(12, 15).map((alarm, index) => ({ ...of(alarm), since: at(end - (2 + index) * DAY), ...(index === 0 ? {} : { until: at(end - index * HOUR) }) })),
    chattering: alarms.slice(20, 22).map((alarm) => ({ ...of(alarm), times: 7 })),
    priorities: [
      { priority: 1, count: 60, share: 0.07, target: 0.05, verdict: 'bad' },
      { priority: 2, count: 120, share: 0.14, target: 0.15, verdict: 'good' },
      { priority: 3, count: 640, share: 0.79, target: 0.8, verdict: 'bad' },
    ],
    byDay: [...perDay].map(([day, count]) => ({ day, count, verdict: ofDay(count) })),
    byHour,
    byArea: [...new Set(alarms.map((alarm) => alarm.areaName))].slice(0, 8).map((areaName, index) => ({ area: areaName, areaName, annunciated: 200 - index * 20, share: 0.2, perDay: 28 - index * 2.5, peakTenMinutes: 6, timeInFlood: 0, verdict: 'good' })),
  };
}

function message(id: number, state: CapMessage['state'], authors: string[]): CapMessage {
  return {
    id, alarm: 3, occurrence: '00000000-0000-4000-8000-000000000003', area: 'vien-an', level: id, type: id === 1 ? 'Alert' : 'Update', state, revision: 1,
    identifier: `kenh-00000000-0000-4000-8000-00000000000${id}`, scope: 'Public', category: 'Met', severity: id === 1 ? 'Moderate' : 'Severe', certainty: 'Observed', urgency: 'Expected',
    event: { vi: 'Lũ trên sông', en: 'River flood' },
    headline: { vi: `Báo động lũ cấp ${id} tại sông Đáy, xã Viên An`, en: `Flood alert ${id} on the Đáy river, Viên An` },
    description: { vi: 'Mực nước sông Đáy tại Ba Thá đã vượt báo động và còn lên.', en: 'The Đáy at Ba Thá is above the alert level and rising.' },
    instruction: { vi: 'Người dân vùng bãi chuyển đồ đạc lên cao, không đi qua ngầm tràn, theo dõi loa truyền thanh.', en: 'People on the flats move belongings up, do not cross fords, and follow the loudspeakers.' },
    onset: at(Date.now() - 2 * HOUR), areaName: 'Xã Viên An', areaCode: 'UH-01', polygons: ['20.7,105.7 20.8,105.7 20.8,105.8 20.7,105.7'], createdAt: at(Date.now() - id * HOUR), languages: ['vi-VN', 'en-US'], authors,
    ...(state === 'issued' ? { settledAt: at(Date.now() - 40 * 60_000), settledBy: 'truongca', status: 'Actual' } : {}), problems: [],
  };
}

/** The public key of the example in RFC 8291. */
const PUSH_KEY = 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8';

const POLICIES = [
  { id: 'dem', name: 'Trực đêm, mức 1', enabled: true, area: null, priorities: [1], classes: [], hours: { from: '18:00', to: '06:00', days: [] }, steps: [{ after: 'PT2M', people: ['truc.ca2'], channels: ['push', 'sms'] }, { after: 'PT10M', people: ['truongca'], channels: ['sms'] }] },
  { id: 'vien-an', name: 'Xã Viên An', enabled: false, area: 'vien-an', priorities: [1, 2], classes: [], hours: null, steps: [{ after: 'PT5M', people: ['xa.vienan'], channels: ['email'] }] },
];

const SENT = [
  { id: 2, key: 'b', username: 'truongca', channel: 'sms', subject: 'Mực nước bể hút cao – Trạm bơm Ba Thá', priority: 1, alarms: [1], count: 1, state: 'failed', attempts: 5, createdAt: at(Date.now() - HOUR), error: { code: 'status', arguments: ['503'] } },
  { id: 1, key: 'a', username: 'truc.ca2', channel: 'email', subject: '12 cảnh báo chưa ai xác nhận', priority: 2, alarms: [2], count: 12, state: 'sent', attempts: 1, createdAt: at(Date.now() - 2 * HOUR), error: null },
];
