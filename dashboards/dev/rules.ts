import type { Replay, Rule, RulePack } from '../src/model/rules';

/** Made-up rules and replays. */

type Answer = [status: number, value?: unknown];

const DAY = 86_400_000;

function rule(id: string, version: number, more: Record<string, unknown>): Rule {
  const at = new Date(Date.now() - version * 3 * DAY).toISOString();
  return { id, version, reason: version === 1 ? 'pumping-stations' : 'Hạ ngưỡng sau trận mưa 12/9', live: true, deleted: false, pack: 'pumping-stations', edited: version > 1, changedAt: at, changedBy: 'truongca', approvedAt: at, approvedBy: 'truongca', priorities: [1], gaps: [], owner: 'Tổ vận hành trạm bơm', enabled: true, ...more };
}

const SUCTION = {
  name: { vi: 'Mực nước bể hút cao', en: 'Suction level high' }, tag: 'MN-HÚT-CAO', alarmClass: 'process', series: 'level.suction', scope: { kind: 'pumping-station' },
  grading: { toRespond: 'PT15M', consequence: 'severe' },
  causes: { vi: 'Mưa lớn trên lưu vực; bơm dừng hoặc yếu; lưới chắn rác bị tắc.', en: 'Heavy rain; a pump stopped or weak; the trash rack blocked.' },
  consequence: { vi: 'Ngập đồng và khu dân cư phía thượng lưu trong khoảng một giờ.', en: 'Fields and houses upstream are flooded within about an hour.' },
  action: { vi: 'Gọi trạm kiểm tra lưới chắn rác; chạy thêm bơm nếu cho phép; báo trưởng ca khi mực nước vẫn lên.', en: 'Call the station; start another pump; tell the supervisor if the level still rises.' },
};

const RULES: Rule[][] = [
  [
    rule('suction-high', 3, { ...SUCTION, condition: { type: 'high', setpoint: 3.2, deadband: 0.05, onDelay: 'PT10S', offDelay: 'PT60S' } }),
    rule('suction-high', 2, { ...SUCTION, condition: { type: 'high', setpoint: 3.4, deadband: 0.05, onDelay: 'PT10S', offDelay: 'PT60S' } }),
    rule('suction-high', 1, { ...SUCTION, condition: { type: 'high', setpoint: 3.4, deadband: 0.02, onDelay: 'PT5S', offDelay: 'PT30S' } }),
  ],
  [rule('river-flood', 1, { name: { vi: 'Báo động lũ', en: 'Flood level' }, tag: 'LŨ', alarmClass: 'flood', series: 'level.river', scope: { kind: 'river-gauge' }, condition: { type: 'levels', setpoints: [5.5, 6.2, 7], deadband: 0.05, onDelay: 'PT5M', offDelay: 'PT30M' }, levels: [{ priority: 3 }, { priority: 2 }, { priority: 1 }], priorities: [3, 2, 1], pack: 'canals-and-rivers' })],
  [rule('flow-low', 2, { name: { vi: 'Bơm chạy nhưng không có lưu lượng', en: 'Pump runs but moves no water' }, tag: 'P-LƯU', alarmClass: 'equipment', series: 'flow', scope: { deviceKind: 'pump-controller' }, condition: { type: 'low', setpoint: 0.4, deadband: 0.02, onDelay: 'PT15S', offDelay: 'PT15S' }, suppression: { when: '{running} = 0', hold: 'PT30S' }, priority: 2, priorities: [2] })],
  [rule('loudspeaker-silent', 1, { name: { vi: 'Cụm loa im lặng', en: '' }, tag: '', alarmClass: '', series: 'volume', condition: { type: 'missing', after: 'PT10M' }, priority: 3, priorities: [3], pack: null, edited: true, gaps: ['tag', 'class', 'name.en', 'causes.vi', 'causes.en', 'consequence.vi', 'consequence.en', 'action.vi', 'action.en'] })],
  [rule('door-open', 1, { name: { vi: 'Cửa trạm mở ngoài giờ', en: 'Station door open' }, tag: 'CỬA', alarmClass: 'security', series: 'door', scope: { kind: 'pumping-station' }, condition: { type: 'equal', value: true, onDelay: 'PT60S' }, priority: 3, priorities: [3], live: false, enabled: false, gaps: ['action.en'] })],
];

const PACKS: RulePack[] = [
  { id: 'pumping-stations', title: { vi: 'Trạm bơm', en: 'Pumping stations' }, description: { vi: 'Mực nước bể, lưới chắn rác, bơm, điện nguồn và cửa trạm.', en: 'Basin levels, trash rack, pumps, supply and door.' }, present: 2, rules: [{ id: 'suction-high', name: SUCTION.name, priorities: [1], present: true }, { id: 'flow-low', name: { vi: 'Bơm chạy nhưng không có lưu lượng', en: 'Pump runs but moves no water' }, priorities: [2], present: true }] },
  { id: 'rain', title: { vi: 'Mưa', en: 'Rain' }, description: { vi: 'Mưa lớn trong một giờ và trong ngày.', en: 'Heavy rain within an hour and a day.' }, present: 0, rules: [{ id: 'rain-hour', name: { vi: 'Mưa lớn trong một giờ', en: 'Heavy rain within an hour' }, priorities: [2], present: false }] },
];

export class MockRules {
  answer(method: string, parts: readonly string[], body: Record<string, unknown>): Answer {
    const [head, id, what] = parts;
    if (head === 'rule-library') {
      return method === 'GET' ? [200, PACKS] : [200, { created: ['rain-hour'], updated: [], kept: [] }];
    }
    if (id === 'replay') {
      const draft = body['rule'] as Record<string, unknown>;
      const mistakes = wrong(draft);
      return mistakes.length > 0 ? refusal(mistakes) : [200, replay(draft, String(body['from']), String(body['to']))];
    }
    const versions = RULES.find(([newest]) => newest?.id === id);
    if (method === 'GET') {
      return id === undefined ? [200, RULES.map(([newest]) => newest)] : versions === undefined ? [404, { title: 'Không có', status: 404 }] : [200, what === 'versions' ? versions : versions[0]];
    }
    const mistakes = method === 'DELETE' ? [] : wrong(body);
    if (mistakes.length > 0) {
      return refusal(mistakes);
    }
    const next = rule(id ?? 'luat-moi', (versions?.[0]?.version ?? 0) + 1, { ...body, priorities: [Number(body['priority'] ?? 1)], changedAt: new Date().toISOString(), changedBy: 'admin', live: body['enabled'] !== false, version: (versions?.[0]?.version ?? 0) + 1 });
    if (versions === undefined) {
      RULES.push([next]);
    } else {
      versions.unshift(next);
    }
    return method === 'DELETE' ? [204] : [versions === undefined ? 201 : 200, next];
  }
}

function wrong(draft: Record<string, unknown>): { field: string; message: string }[] {
  const condition = (draft['condition'] ?? {}) as Record<string, unknown>;
  const name = draft['name'] as { vi?: string } | undefined;
  return [
    ...(name?.vi ? [] : [{ field: 'name', message: 'không được để trống' }]),
    ...(draft['series'] === undefined && condition['type'] !== 'formula' ? [{ field: 'series', message: 'không được để trống' }] : []),
    ...((condition['type'] === 'high' || condition['type'] === 'low') && condition['setpoint'] === undefined ? [{ field: 'condition.setpoint', message: 'không được để trống' }] : []),
  ];
}

const refusal = (errors: { field: string; message: string }[]): Answer => [422, { title: 'Không hợp lệ', status: 422, detail: 'Luật chưa hợp lệ.', errors }];

function replay(draft: Record<string, unknown>, from: string, to: string): Replay {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const priority = (typeof draft['priority'] === 'number' ? draft['priority'] : 1) as 1 | 2 | 3;
  const devices = ['tb-ba-tha-muc-nuoc', 'tb-cao-thanh-muc-nuoc', 'tb-van-dinh-muc-nuoc', 'tb-phuong-tu-muc-nuoc', 'tb-hoa-nam-muc-nuoc'];
  const bySubject = devices.map((device, index) => {
    const occurrences = Array.from({ length: 9 - index * 2 + 1 }, (_unused, at) => {
      const began = start + ((at + 0.4 + index * 0.13) / 10) * (end - start);
      const open = index === 0 && at === 9;
      return { began: new Date(began).toISOString(), ended: open ? null : new Date(Math.min(end, began + (1 + index) * 2_400_000)).toISOString(), level: 1, priority, worst: 3.4, limit: 3.2, annunciated: at % 5 !== 4, chattered: index === 2 && at === 1 };
    }).filter((each) => Date.parse(each.began) < end);
    return { subject: `device:${device}`, count: occurrences.length, activeSeconds: 9_000, occurrences };
  });
  const told = bySubject.flatMap(({ occurrences }) => occurrences).filter((each) => each.annunciated);
  const days = new Map<string, number>();
  told.forEach((each) => {
    const day = new Date(Date.parse(each.began) + 7 * 3_600_000).toISOString().slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + 1);
  });
  return { from, to, subjects: 28, subjectsDone: 28, readings: 241_920, occurrences: told.length + 4, annunciated: told.length, mostInTenMinutes: 3, flood: false, chattering: ['device:tb-van-dinh-muc-nuoc'], perDay: [...days].map(([day, count]) => ({ day, count })), bySubject, warnings: [] };
}
