import type { ServerResponse } from 'node:http';
import type { ImportResult } from '../src/model/import';
import type { Bulletin, Emergency, EmergencyPage, EmergencyTemplate, LoudspeakerException, NewBulletin, NewEmergency } from '../src/model/loudspeaker-bulletins';
import type { MonthReport, ReportLine, SourceLogEntry, SourceSettings } from '../src/model/loudspeaker-report';
import type { Cluster, SelfTest } from '../src/model/loudspeakers';
import type { CommuneCoverage, Counts, Slot, SlotCoverage, SlotVerdict, TimelineRow, Unplanned, VerdictWord } from '../src/model/loudspeaker-verdicts';
import type { District } from './district';

/** The loudspeaker desk of the mock: 700 clusters in the communes of the demo district, 40 bulletins, and a day's soundings. */

type Answer = [status: number, value?: unknown];

const CLUSTERS = Number(process.env['MOCK_CLUSTERS'] ?? 700);
const ZONE = 7 * 3_600_000;
const DAY = 86_400_000;
const MISSING: Answer = [404, { title: 'Không có', status: 404, detail: 'Không tìm thấy.' }];

const dayOf = (millis: number): string => new Date(millis + ZONE).toISOString().slice(0, 10);
const iso = (millis: number): string => new Date(millis).toISOString();

/** The same number between 0 and 1 for the same words. */
function chance(...words: (string | number)[]): number {
  let hash = 2166136261;
  for (const letter of words.join('|')) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 2246822519);
  hash ^= hash >>> 13;
  return (hash >>> 0) / 4294967296;
}

const VILLAGES = ['Thượng', 'Hạ', 'Trung', 'Đông', 'Đoài', 'Nội', 'Ngoại', 'Đình', 'Chợ', 'Vân Đình', 'Hoàng Xá', 'Thanh Ấm', 'Tảo Khê', 'Phù Lưu', 'Trạch Xá', 'Dư Xá', 'Phú Lương', 'Ngọc Động', 'Cống Khê', 'Xà Cầu', 'Vũ Nội', 'Mạnh Tân', 'Thái Bình', 'Đinh Xuyên', 'Nhân Trai'];
const DISTRICT_TITLES = ['Bản tin thời sự huyện', 'Dự báo thời tiết và mực nước sông Đáy', 'Tiếp âm Đài Tiếng nói Việt Nam', 'Tuyên truyền phòng, chống thiên tai', 'Hướng dẫn phòng trừ sâu bệnh vụ đông', 'Thông báo lịch tiêm phòng', 'Tuyên truyền an toàn giao thông', 'Lịch cấp nước tưới đợt 2'];
const COMMUNE_TITLES = ['Thông báo của Ủy ban nhân dân xã', 'Lịch họp thôn', 'Thông báo thu gom rác', 'Nhắc lịch khám sức khỏe'];

/** How a sounding ends at a cluster. */
function fateOf(cluster: Cluster, slot: Slot): Pick<SlotVerdict, 'verdict' | 'cause' | 'played' | 'rise' | 'match' | 'current' | 'hashOk'> & { late: number } {
  const luck = chance(cluster.device, slot.id);
  const heard = { late: Math.round(2 + luck * 9), played: Math.round(slot.seconds * (0.97 + luck * 0.03)), rise: round(8 + luck * 9, 1), match: round(0.72 + luck * 0.2, 2), current: round(2.1 + luck * 1.4, 1), hashOk: true };
  if (!cluster.online) {
    return { ...heard, verdict: 'missed', cause: 'no-link' };
  }
  if (cluster.state === 'fault') {
    return { ...heard, verdict: 'missed', cause: 'silent', rise: 0.4, current: 0.1, match: null };
  }
  if (cluster.state === 'muted') {
    return { ...heard, verdict: 'missed', cause: 'muted' };
  }
  if (luck > 0.988) {
    return { ...heard, verdict: 'missed', cause: 'no-start' };
  }
  if (luck > 0.972) {
    return { ...heard, verdict: 'partial', cause: luck > 0.98 ? 'late' : 'short', late: luck > 0.98 ? 74 : 3, played: Math.round(slot.seconds * (luck > 0.98 ? 0.97 : 0.6)) };
  }
  return { ...heard, verdict: 'verified', cause: null };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

interface Area {
  id: string;
  name: string;
}

export class MockLoudspeakers {
  private readonly communes: Area[];
  private readonly clusters: Cluster[];
  private readonly bulletins: Bulletin[];
  private readonly emergencies: (Emergency & { sentAt: number })[] = [];
  private readonly listeners = new Set<ServerResponse>();
  private events = 0;
  private readonly targets = new Map<string, readonly string[]>();
  private readonly orders = new Map<string, string[]>();
  private source: SourceSettings = { way: 'http', directory: null, url: 'https://ttnguon.hanoi.gov.vn/api', pullMinutes: 5, pushMinutes: 1, mapping: '2024-1', mappings: ['2024-1', '2023-2'], keySet: true, lastPull: iso(Date.now() - 140_000), lastPush: iso(Date.now() - 20_000), waiting: 3, problem: null, revision: 4 };

  constructor(district: District) {
    this.communes = district.areas.filter(({ kind }) => kind === 'commune' || kind === 'town').map(({ id, name }) => ({ id, name }));
    this.clusters = Array.from({ length: CLUSTERS }, (_unused, index) => this.cluster(index, district));
    this.bulletins = this.makeBulletins();
    this.draftOf({ areas: this.communes.slice(3, 9).map(({ id }) => id), template: 'flood-warning', repeats: 3, key: 'mock', parameters: { level: '5,12' } }, 'truc.ca1');
  }

  static answers(parts: readonly string[]): boolean {
    return parts[0] === 'loudspeakers';
  }

  listen(response: ServerResponse): void {
    this.listeners.add(response);
    response.on('close', () => { this.listeners.delete(response); });
  }

  answer(method: string, parts: readonly string[], parameters: URLSearchParams, body: Record<string, unknown>): Answer {
    const [, kind = '', id, action] = parts;
    const day = parameters.get('day') ?? dayOf(Date.now());
    const area = parameters.get('area');
    switch (kind) {
      case 'clusters':
        return this.clusterAnswer(method, id, action, body);
      case 'bulletins':
        return this.bulletinAnswer(method, id, action, body);
      case 'slots':
        return id === undefined ? [200, this.slotsOf(day, area)] : this.slotAnswer(id);
      case 'timeline':
        return [200, this.timeline(day, area)];
      case 'exceptions':
        return [200, this.exceptions(day, area)];
      case 'areas':
        return this.orderAnswer(method, id ?? '', parts[4], body);
      case 'emergency-templates':
        return [200, TEMPLATES];
      case 'emergencies':
        return this.emergencyAnswer(method, id, action, body);
      case 'report':
        return [200, this.report(parameters.get('month') ?? day.slice(0, 7), area)];
      case 'source':
        return this.sourceAnswer(method, id, body);
      default:
        return MISSING;
    }
  }

  private cluster(index: number, district: District): Cluster {
    const commune = this.communes[index % this.communes.length] ?? { id: 'x', name: 'x' };
    const place = district.sites.find(({ area }) => area === commune.id) ?? { lat: 20.7, lon: 105.8, id: 'x' };
    const number = Math.floor(index / this.communes.length) + 1;
    const device = `loa-${commune.id}-${String(number).padStart(2, '0')}`;
    const luck = chance(device);
    const baseline = round(14 + chance(device, 'z') * 6, 1);
    const offline = luck < 0.014;
    const fault = luck >= 0.014 && luck < 0.02;
    const drifted = luck >= 0.02 && luck < 0.026;
    const hot = luck >= 0.026 && luck < 0.03;
    const latched = index === 206;
    const muted = latched || (luck >= 0.03 && luck < 0.038);
    const village = `Thôn ${VILLAGES[(number - 1) % VILLAGES.length] ?? ''}`;
    return {
      device,
      name: `Cụm loa ${village.replace('Thôn', 'thôn')}`,
      site: place.id,
      area: commune.id,
      areaName: commune.name,
      village,
      population: 240 + Math.round(chance(device, 'p') * 900),
      lat: place.lat + (chance(device, 'lat') - 0.5) * 0.028,
      lon: place.lon + (chance(device, 'lon') - 0.5) * 0.028,
      online: !offline,
      lastSeen: iso(Date.now() - (offline ? 5_400_000 : Math.round(luck * 50_000))),
      state: fault ? 'fault' : muted ? 'muted' : 'idle',
      volume: muted ? 0 : 60 + Math.round(luck * 4) * 5,
      muted,
      latched,
      playing: null,
      lastHeard: null,
      nextDue: null,
      health: [...(latched ? [{ key: 'unplanned', severity: 1 }] : []), ...(fault ? [{ key: 'fault', severity: 2 }] : []), ...(drifted ? [{ key: 'drift', severity: 2 }] : []), ...(hot ? [{ key: 'temperature', severity: 2 }] : [])],
      temperature: hot ? 76 : round(36 + luck * 9, 1),
      impedance: drifted ? round(baseline * 1.41, 1) : round(baseline * (0.96 + luck * 0.08), 1),
      baseline,
      volumeWanted: 60,
      certificate: null,
      certificateTold: null,
      rsrp: -118 + Math.round(chance(device, 'r') * 38),
      vendor: ['TTN', 'Vĩnh Hưng', 'AEC'][index % 3] ?? null,
      model: ['IP-50', 'VH-4G', 'A100'][index % 3] ?? null,
      firmware: '2.3.1',
      amplifierWatts: 50,
      horns: 2 + (index % 3),
      installedOn: '2024-08-15',
      sim: `•••• •••${String(index % 1000).padStart(3, '0')}`,
      revision: 1,
      today: { planned: 0, verified: 0, partial: 0, missed: 0, unplanned: 0 },
    };
  }

  private makeBulletins(): Bulletin[] {
    const list: Bulletin[] = [];
    const add = (title: string, more: Partial<Bulletin>, times: string[], areas: string[], weekdays: Bulletin['schedules'][number]['weekdays'] = []) => {
      list.push({
        id: `b${list.length + 1}`, externalId: list.length < 8 ? `TTN-2026-${1100 + list.length}` : null, source: list.length < 8 ? 'province' : null, title, class: 'normal', seconds: 300, sha256: null, text: null, area: null,
        createdAt: iso(Date.now() - 9 * DAY), createdBy: 'dai.huyen', state: 'active', revision: 1, schedules: [{ validFrom: '2026-11-01', validTo: '2026-12-31', weekdays, times, areas, clusters: [], order: list.length + 1 }], ...more,
      });
    };
    const everywhere = this.communes.map(({ id }) => id);
    // Soundings of the whole district around now, so that something happens on screen.
    const soon = new Date(Date.now() + ZONE + 120_000).toISOString().slice(11, 16);
    DISTRICT_TITLES.forEach((title, index) => { add(title, { class: index === 1 || index === 3 ? 'priority' : 'normal', seconds: 180 + 60 * (index % 6) }, [`0${5 + (index % 2)}:${String((index * 7) % 60).padStart(2, '0')}`, `17:${String((index * 7) % 60).padStart(2, '0')}`, ...(index === 0 ? [soon] : [])], everywhere); });
    this.communes.forEach((commune, index) => { add(`${COMMUNE_TITLES[index % 4] ?? ''} ${commune.name.replace(/^\S+ /, '')}`, { area: commune.id, createdBy: `xa.${commune.id.replace('-', '')}` }, [`06:${String(20 + (index % 30)).padStart(2, '0')}`, `18:${String(20 + (index % 30)).padStart(2, '0')}`], [commune.id], index % 5 === 0 ? ['MONDAY', 'WEDNESDAY', 'FRIDAY'] : []); });
    return list.map((each, index) => (index === 13 ? { ...each, state: 'cancelled' as const } : each));
  }

  private slotsOf(day: string, area: string | null): Slot[] {
    const midnight = Date.parse(`${day}T00:00:00Z`) - ZONE;
    const weekday = (['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const)[new Date(midnight + ZONE).getUTCDay()] ?? 'SUNDAY';
    const planned = this.bulletins.filter(({ state }) => state === 'active').flatMap((bulletin) =>
      bulletin.schedules.filter(({ weekdays, validFrom, validTo }) => (weekdays.length === 0 || weekdays.includes(weekday)) && validFrom <= day && (validTo === null || day <= validTo)).flatMap(({ times }) =>
        times.map((time) => this.slot(bulletin, midnight + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000))));
    const emergencies = this.emergencies.filter(({ sentAt }) => sentAt > 0 && dayOf(sentAt) === day).map((each) => this.emergencySlot(each));
    return [...planned, ...emergencies].filter((slot) => area === null || this.targetsOf(slot.id).some((cluster) => cluster.area === area)).map((slot) => this.counted(slot, area)).sort((a, b) => (a.starts < b.starts ? -1 : 1)).map((slot, _index, all) => this.collided(slot, all, area));
  }

  /** Which others want the same communes at the same time, where none of these has decided. */
  private collided(slot: Slot, all: readonly Slot[], area: string | null): Slot {
    const ends = (each: Slot): number => Date.parse(each.starts) + each.seconds * 1000;
    const others = all.filter((each) => each.id !== slot.id && each.class !== 'emergency' && slot.class !== 'emergency' && Date.parse(each.starts) < ends(slot) && Date.parse(slot.starts) < ends(each));
    const collisions = others.flatMap((other) => {
      const areas = this.communes.filter(({ id }) => (area === null || id === area) && this.areasOf(slot.id).includes(id) && this.areasOf(other.id).includes(id) && ![slot, other].every(({ bulletin }) => this.orders.get(id)?.includes(bulletin)));
      return areas.length === 0 ? [] : [{ slot: other.id, bulletin: other.bulletin, title: other.title, starts: other.starts, areas: areas.map(({ id, name }) => ({ area: id, name })) }];
    });
    return { ...slot, planned: slot.starts, conflicts: collisions.map((each) => each.slot), collisions };
  }

  private orderAnswer(method: string, area: string, bulletin: string | undefined, body: Record<string, unknown>): Answer {
    const before = this.orders.get(area) ?? [];
    if (method === 'PUT') {
      const decided = body['bulletins'] as string[];
      this.orders.set(area, [...before.filter((each) => !decided.includes(each)), ...decided]);
    }
    if (method === 'DELETE') {
      const left = before.filter((each) => each !== bulletin);
      this.orders.set(area, left.length < 2 ? [] : left);
      return [204, undefined];
    }
    const titles = this.bulletins.filter(({ id }) => this.orders.get(area)?.includes(id));
    return [200, { area, areaName: this.communes.find(({ id }) => id === area)?.name ?? area, notice: null, bulletins: (this.orders.get(area) ?? []).map((each) => ({ bulletin: each, title: titles.find(({ id }) => id === each)?.title ?? each, class: 'normal', by: 'xa.phat-thanh', at: iso(Date.now()) })) }];
  }

  private slot(bulletin: Bulletin, starts: number): Slot {
    return { id: `${bulletin.id}-${iso(starts).slice(0, 16)}`, bulletin: bulletin.id, title: bulletin.title, class: bulletin.class, starts: iso(starts), seconds: bulletin.seconds, targets: 0, population: 0, counts: {} };
  }

  private emergencySlot(each: Emergency & { sentAt: number }): Slot {
    return { id: `e${each.id}`, bulletin: `e${each.id}`, title: each.title.vi, class: 'emergency', starts: iso(each.sentAt), seconds: 40 * each.repeats, targets: 0, population: 0, counts: {} };
  }

  private targetsOf(slot: string): Cluster[] {
    const areas = this.areasOf(slot);
    return this.clusters.filter(({ area }) => areas.includes(area));
  }

  private counted(slot: Slot, area: string | null): Slot {
    const clusters = this.targetsOf(slot.id).filter((cluster) => area === null || cluster.area === area);
    const counts: Counts = {};
    let populationVerified = 0;
    for (const cluster of clusters) {
      const { verdict } = this.verdict(cluster, slot);
      counts[verdict] = (counts[verdict] ?? 0) + 1;
      populationVerified += verdict === 'verified' ? (cluster.population ?? 0) : 0;
    }
    return { ...slot, targets: clusters.length, population: clusters.reduce((sum, { population }) => sum + (population ?? 0), 0), counts, populationVerified };
  }

  private verdict(cluster: Cluster, slot: Slot): SlotVerdict {
    const fate = fateOf(cluster, slot);
    const starts = Date.parse(slot.starts);
    const luck = chance(slot.id, cluster.device, 'wait');
    const begin = starts + fate.late * 1000;
    const now = Date.now();
    const end = starts + slot.seconds * 1000;
    // An emergency's proof comes with the end of its first repeat; otherwise within three intervals.
    const proof = (slot.class === 'emergency' ? begin + 15_000 : end) + 4_000 + luck * 24_000;
    const started = fate.cause !== 'no-start' && fate.cause !== 'no-link' && fate.cause !== 'muted';
    let verdict: VerdictWord = fate.verdict;
    if (now < (started ? begin : starts)) {
      verdict = 'due';
    } else if (now < proof) {
      verdict = !started ? (now > starts + 120_000 ? 'missed' : 'due') : now < end ? (now > begin + 12_000 ? 'heard' : 'playing') : 'awaiting';
    }
    const final = now >= proof;
    const corrected = final && verdict === 'verified' && luck < 0.006;
    return {
      slot: slot.id, bulletin: slot.bulletin, title: slot.title, class: slot.class, device: cluster.device, name: cluster.name, area: cluster.area, areaName: cluster.areaName, starts: slot.starts, seconds: slot.seconds,
      verdict,
      cause: final || verdict === 'missed' ? fate.cause : null,
      start: started && now >= begin ? iso(begin) : null,
      end: final && started ? iso(begin + (fate.played ?? 0) * 1000) : null,
      played: final && started ? fate.played : null,
      rise: started && (final || verdict === 'heard') ? fate.rise : null,
      match: started && final ? fate.match : null,
      current: started && (final || verdict === 'heard') ? fate.current : null,
      volume: started && final ? 60 + 5 * Math.floor(chance(cluster.device, 'volume') * 5) : null,
      sha256: started && final ? 'a'.repeat(64) : null,
      hashOk: started && final ? fate.hashOk : null,
      final: final && fate.cause !== 'no-link',
      was: corrected ? 'missed' : null,
      correctedAt: corrected ? iso(proof + 1_900_000) : null,
      why: corrected ? 'after-link-loss' : null,
    };
  }

  private unplannedOf(cluster: Cluster, day: string): Unplanned[] {
    if (!cluster.latched && chance(cluster.device, day, 'u') > 0.004) {
      return [];
    }
    const start = Date.parse(`${day}T00:00:00Z`) - ZONE + (9 + chance(cluster.device, 'h') * 6) * 3_600_000;
    return start > Date.now() ? [] : [{ device: cluster.device, name: cluster.name, areaName: cluster.areaName, start: iso(start), end: iso(start + 96_000), level: 71, rise: 22.4, current: 2.2, ...(cluster.latched ? { volume: 85, sha256: 'b3'.repeat(32), cause: 'no-slot' } : { volume: null, sha256: null, cause: 'sound' }) }];
  }

  /** The cluster as it is now. */
  private now(cluster: Cluster, slots: readonly Slot[]): Cluster {
    const own = slots.filter(({ id }) => this.concerns(id, cluster));
    const verdicts = own.map((slot) => this.verdict(cluster, slot));
    const count = (word: VerdictWord) => verdicts.filter(({ verdict }) => verdict === word).length;
    const playing = verdicts.find(({ verdict }) => verdict === 'playing' || verdict === 'heard');
    const next = verdicts.find(({ verdict, starts }) => verdict === 'due' && Date.parse(starts) > Date.now());
    const heard = verdicts.filter(({ verdict }) => verdict === 'verified' || verdict === 'partial').pop();
    return {
      ...cluster,
      state: playing && cluster.state === 'idle' ? 'playing' : cluster.state,
      playing: playing && cluster.state === 'idle' ? { slot: playing.slot, bulletin: playing.bulletin, title: playing.title, since: playing.start ?? playing.starts } : null,
      lastSeen: cluster.online ? iso(Date.now() - Math.round(chance(cluster.device) * 50_000)) : cluster.lastSeen,
      lastHeard: heard?.start ?? iso(Date.now() - 20 * 3_600_000),
      nextDue: next ? { slot: next.slot, bulletin: next.bulletin, title: next.title, at: next.starts } : null,
      today: { planned: verdicts.length, verified: count('verified'), partial: count('partial'), missed: count('missed'), unplanned: this.unplannedOf(cluster, dayOf(Date.now())).length },
    };
  }

  private areasOf(slot: string): readonly string[] {
    const known = this.targets.get(slot);
    if (known) {
      return known;
    }
    const emergency = this.emergencies.find(({ id }) => `e${id}` === slot);
    const bulletin = this.bulletins.find(({ id }) => slot.startsWith(`${id}-`));
    const areas = emergency?.areas ?? bulletin?.schedules.flatMap((schedule) => schedule.areas) ?? [];
    this.targets.set(slot, areas);
    return areas;
  }

  private concerns(slot: string, { area }: Cluster): boolean {
    return this.areasOf(slot).includes(area);
  }

  private clusterAnswer(method: string, id: string | undefined, action: string | undefined, body: Record<string, unknown>): Answer {
    const today = this.bareSlots(dayOf(Date.now()));
    if (id === undefined) {
      return [200, this.clusters.map((cluster) => this.now(cluster, today))];
    }
    const index = this.clusters.findIndex(({ device }) => device === id);
    const cluster = this.clusters[index];
    if (!cluster) {
      return MISSING;
    }
    if (method === 'PUT') {
      this.clusters[index] = { ...cluster, ...(body as Partial<Cluster>), revision: cluster.revision + 1 };
      return [200, this.now(this.clusters[index], today)];
    }
    if (action === 'plays') {
      const days = Array.from({ length: 7 }, (_unused, ago) => dayOf(Date.now() - ago * DAY));
      return [200, {
        slots: days.flatMap((day) => this.bareSlots(day).filter((slot) => this.concerns(slot.id, cluster)).map((slot) => this.verdict(cluster, slot))).reverse(),
        unplanned: days.flatMap((day) => this.unplannedOf(cluster, day)),
      }];
    }
    return [200, action === 'selftests' ? this.selfTests(cluster) : this.now(cluster, today)];
  }

  private bareSlots(day: string): Slot[] {
    const midnight = Date.parse(`${day}T00:00:00Z`) - ZONE;
    const planned = this.bulletins.filter(({ state }) => state === 'active').flatMap((bulletin) => bulletin.schedules.flatMap(({ times }) => times.map((time) => this.slot(bulletin, midnight + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000))));
    return [...planned, ...this.emergencies.filter(({ sentAt }) => sentAt > 0 && dayOf(sentAt) === day).map((each) => this.emergencySlot(each))].sort((a, b) => (a.starts < b.starts ? -1 : 1));
  }

  private selfTests(cluster: Cluster): SelfTest[] {
    return Array.from({ length: 6 }, (_unused, week) => {
      const ok = !(week === 0 && (cluster.state === 'fault' || cluster.health.length > 0));
      return { at: iso(Date.parse(`${dayOf(Date.now() - (week * 7 + 3) * DAY)}T20:10:00Z`)), ok, tone: ok ? round(3 + chance(cluster.device, week) * 2, 1) : 0.2, impedance: ok ? cluster.baseline : cluster.impedance, floor: 33, microphone: true, reason: ok ? null : 'Micrô không nghe thấy âm thử' };
    });
  }

  private bulletinAnswer(method: string, id: string | undefined, action: string | undefined, body: Record<string, unknown>): Answer {
    if (id === 'import') {
      return [200, importOf(String(body['content']), body['dryRun'] === true)];
    }
    if (id === undefined) {
      if (method === 'POST') {
        const made: Bulletin = { ...(body as unknown as NewBulletin), id: `b${this.bulletins.length + 1}`, externalId: null, source: null, createdAt: iso(Date.now()), createdBy: 'admin', state: 'active', revision: 1 };
        this.bulletins.push(made);
        return [201, made];
      }
      return [200, this.bulletins];
    }
    const index = this.bulletins.findIndex((each) => each.id === id);
    const bulletin = this.bulletins[index];
    if (!bulletin) {
      return MISSING;
    }
    if (method === 'PUT' || action === 'cancel') {
      this.bulletins[index] = action === 'cancel' ? { ...bulletin, state: 'cancelled' } : { ...bulletin, ...(body as unknown as NewBulletin), revision: bulletin.revision + 1 };
    }
    return [200, this.bulletins[index]];
  }

  private slotAnswer(id: string): Answer {
    const emergency = this.emergencies.find((each) => `e${each.id}` === id);
    const day = emergency ? dayOf(emergency.sentAt) : dayOf(Date.parse(`${id.slice(id.indexOf('-') + 1)}:00Z`));
    const slot = this.bareSlots(day).find((each) => each.id === id);
    return slot ? [200, this.coverage(slot)] : MISSING;
  }

  private coverage(slot: Slot): SlotCoverage {
    const clusters = this.targetsOf(slot.id).map((cluster) => this.verdict(cluster, slot));
    const communes = this.communes.flatMap((commune): CommuneCoverage[] => {
      const counted = this.counted({ ...slot }, commune.id);
      return counted.targets === 0 ? [] : [{ area: commune.id, name: commune.name, clusters: counted.targets, population: counted.population, counts: counted.counts, populationVerified: counted.populationVerified ?? 0 }];
    });
    return { ...this.counted(slot, null), communes, clusters };
  }

  private timeline(day: string, area: string | null): TimelineRow[] {
    const slots = this.bareSlots(day);
    return this.clusters.filter((cluster) => area === null || cluster.area === area).map((cluster) => ({
      device: cluster.device, name: cluster.name, area: cluster.area, areaName: cluster.areaName,
      slots: slots.filter((slot) => this.concerns(slot.id, cluster)).map((slot) => this.verdict(cluster, slot)),
      unplanned: this.unplannedOf(cluster, day),
    }));
  }

  private exceptions(day: string, area: string | null): LoudspeakerException[] {
    const found: LoudspeakerException[] = [];
    for (const row of this.timeline(day, area)) {
      const cluster = this.clusters.find(({ device }) => device === row.device);
      const base = { device: row.device, name: row.name, area: row.area, areaName: row.areaName, until: null, slot: null, title: null, cause: null, detail: null };
      row.unplanned.forEach((sound) => { found.push({ ...base, kind: 'unplanned', at: sound.start, until: sound.end, severity: 1, detail: 'Nghe thấy 71 dB, tăng 22,4 dB', command: cluster?.latched ? 'c-mute-1' : null }); });
      if (cluster && !cluster.online) {
        found.push({ ...base, kind: 'offline', at: cluster.lastSeen ?? iso(Date.now()), severity: 3 });
      } else if (cluster?.state === 'fault') {
        found.push({ ...base, kind: 'fault', at: iso(Date.now() - 7_000_000), severity: 2, cause: 'amplifier' });
      } else if (cluster?.health.some(({ key }) => key === 'drift')) {
        found.push({ ...base, kind: 'drift', at: iso(Date.now() - 30_000_000), severity: 2, detail: `${cluster.impedance ?? 0} Ω / ${cluster.baseline ?? 0} Ω` });
      }
      if (cluster?.online) {
        row.slots.filter(({ verdict }) => verdict === 'missed' || verdict === 'partial').slice(-2).forEach((each) => { found.push({ ...base, kind: each.verdict === 'missed' ? 'missed' : 'partial', at: each.starts, slot: each.slot, title: each.title, cause: each.cause, severity: each.verdict === 'missed' ? 2 : 3 }); });
      }
    }
    return found.sort((a, b) => a.severity - b.severity || (a.at < b.at ? 1 : -1));
  }

  private emergencyAnswer(method: string, id: string | undefined, action: string | undefined, body: Record<string, unknown>): Answer {
    if (id === undefined) {
      return method === 'POST' ? [201, this.draftOf(body as unknown as NewEmergency, 'admin')] : [200, this.emergencies];
    }
    const emergency = this.emergencies.find((each) => String(each.id) === id);
    if (!emergency) {
      return MISSING;
    }
    const now = iso(Date.now());
    if (action === 'approve') {
      Object.assign(emergency, { state: 'sent', approvedAt: now, approvedBy: 'admin', sentAt: Date.now(), slot: `e${emergency.id}`, rounds: [{ slot: `e${emergency.id}`, at: now, targets: emergency.targets }], revision: 2 });
      this.follow(emergency);
    } else if (action === 'cancel' || action === 'close') {
      Object.assign(emergency, { state: action === 'close' ? 'closed' : 'cancelled', closedAt: now, closedBy: 'admin', reason: body['reason'] });
    }
    const coverage = emergency.sentAt > 0 ? this.coverage(this.emergencySlot(emergency)) : null;
    const { clusters = [], ...summed } = coverage ?? {};
    const page: EmergencyPage = { ...emergency, coverage: coverage === null ? null : (summed as EmergencyPage['coverage']), open: clusters.filter(({ verdict }) => verdict !== 'verified').map((each) => ({ ...each, command: 'done', commandDetail: null })) };
    return [200, page];
  }

  private draftOf(wanted: NewEmergency, by: string): Emergency {
    const template = TEMPLATES.find(({ id }) => id === wanted.template) ?? DRILL;
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (hole, name: string) => wanted.parameters?.[name] ?? hole);
    const targets = this.clusters.filter(({ area }) => wanted.areas.includes(area));
    const made = {
      id: this.emergencies.length + 1, alarm: wanted.alarm ?? null, template: template.id, title: template.name, text: wanted.text ?? { vi: fill(template.text.vi), en: fill(template.text.en) }, areas: wanted.areas, clusters: wanted.clusters ?? [], repeats: wanted.repeats, state: 'draft' as const,
      createdAt: iso(Date.now()), createdBy: by, approvedAt: null, approvedBy: null, closedAt: null, closedBy: null, reason: null, slot: null, rounds: [], toldAt: null, unheard: [], targets: targets.length, playing: targets.length, reading: targets.length, population: targets.reduce((sum, { population }) => sum + (population ?? 0), 0), revision: 1, sentAt: 0,
    };
    this.emergencies.unshift(made);
    return made;
  }

  /** Tells of verdicts for two minutes, about as many as 700 clusters would. */
  private follow(emergency: Emergency): void {
    let left = 240;
    const timer = setInterval(() => {
      this.tell('verdict', `e${emergency.id}`);
      left -= 1;
      if (left === 0) {
        clearInterval(timer);
      }
    }, 500);
  }

  private tell(kind: string, id: string): void {
    this.listeners.forEach((response) => { response.write(`id: l-${this.events++}\nevent: loudspeakers\ndata: ${JSON.stringify({ kind, id, at: iso(Date.now()) })}\n\n`); });
  }

  private report(month: string, area: string | null): MonthReport {
    const communes = this.communes.filter(({ id }) => area === null || id === area).map(({ id, name }): ReportLine => {
      const clusters = this.clusters.filter((cluster) => cluster.area === id);
      const planned = clusters.length * 18 * 21;
      const missed = Math.round(planned * (0.004 + chance(id, month) * 0.03));
      const partial = Math.round(planned * chance(id, month, 'p') * 0.012);
      const excused = Math.round(planned * 0.001);
      return { area: id, name, clusters: clusters.length, population: clusters.reduce((sum, { population }) => sum + (population ?? 0), 0), planned, verified: planned - missed - partial - excused, partial, missed, excused, undecided: 0, unplanned: chance(id, month, 'u') > 0.7 ? 1 : 0, plannedSeconds: planned * 300, heardSeconds: (planned - missed - partial / 2) * 298 };
    });
    const sum = (key: keyof ReportLine) => communes.reduce((total, line) => total + Number(line[key]), 0);
    const total: ReportLine = { area: '', name: 'Toàn huyện', clusters: sum('clusters'), population: sum('population'), planned: sum('planned'), verified: sum('verified'), partial: sum('partial'), missed: sum('missed'), excused: sum('excused'), undecided: sum('undecided'), unplanned: sum('unplanned'), plannedSeconds: sum('plannedSeconds'), heardSeconds: sum('heardSeconds') };
    return {
      month, title: `Báo cáo vận hành hệ thống truyền thanh tháng ${month.slice(5)}/${month.slice(0, 4)}`, madeAt: iso(Date.now()),
      summary: [`Toàn huyện có ${total.clusters} cụm loa; ${total.planned.toLocaleString('vi-VN')} lượt phát theo lịch, ${total.verified.toLocaleString('vi-VN')} lượt được xác nhận nghe được.`, `Có ${total.unplanned} lần phát ngoài lịch, đã được xử lý trong ngày.`],
      communes, total, causes: [{ cause: 'no-link', count: Math.round(total.missed * 0.55) }, { cause: 'silent', count: Math.round(total.missed * 0.25) }, { cause: 'muted', count: Math.round(total.missed * 0.12) }, { cause: 'no-start', count: Math.round(total.missed * 0.08) }],
    };
  }

  private sourceAnswer(method: string, id: string | undefined, body: Record<string, unknown>): Answer {
    if (id === 'log') {
      return [200, SOURCE_LOG()];
    }
    if (method === 'PUT') {
      this.source = { ...this.source, ...(body as Partial<SourceSettings>), revision: this.source.revision + 1 };
    }
    return [200, this.source];
  }
}

const SOURCE_LOG = (): SourceLogEntry[] =>
  Array.from({ length: 24 }, (_unused, index) => ({
    id: 24 - index, at: iso(Date.now() - index * 61_000), direction: index % 5 === 2 ? 'in' : 'out', what: index % 5 === 2 ? 'schedule' : index % 2 ? 'status' : 'plays',
    state: index === 0 ? 'waiting' : index === 7 ? 'failed' : 'done', attempts: index === 7 ? 12 : index === 0 ? 2 : 1, nextAt: index === 0 ? iso(Date.now() + 40_000) : null, detail: index === 7 ? '503 Service Unavailable' : index % 5 === 2 ? '40 bản tin, 2 thay đổi' : '700 cụm loa',
  }));

const DRILL: EmergencyTemplate = { id: 'drill', name: { vi: 'Diễn tập', en: 'Drill' }, seconds: 20, preauthorised: true, text: { vi: 'Đây là diễn tập phòng, chống thiên tai. Xin nhắc lại: đây chỉ là diễn tập.', en: 'This is a civil protection drill. It is only a drill.' }, parameters: [] };

const TEMPLATES: EmergencyTemplate[] = [
  {
    id: 'flood-warning', name: { vi: 'Cảnh báo lũ trên sông', en: 'River flood warning' }, seconds: 40, preauthorised: false,
    text: { vi: 'Thông báo khẩn. Mực nước sông Đáy đã lên {level} mét và còn tiếp tục lên. Đề nghị bà con khu vực ngoài đê khẩn trương di dời người và tài sản đến nơi an toàn, theo dõi thông báo tiếp theo của chính quyền.', en: 'Urgent notice. The Đáy river has reached {level} metres and keeps rising. Everybody outside the dyke: move to safety now and follow further announcements.' },
    parameters: [{ name: 'level', label: { vi: 'Mực nước (m)', en: 'Water level (m)' }, example: '5,12' }],
  },
  {
    id: 'storm', name: { vi: 'Cảnh báo mưa lớn, ngập úng', en: 'Heavy rain and inundation' }, seconds: 35, preauthorised: false,
    text: { vi: 'Thông báo khẩn. Mưa lớn đang gây ngập tại {place}. Đề nghị bà con không đi lại qua vùng ngập, ngắt điện nơi nước vào nhà.', en: 'Urgent notice. Heavy rain is flooding {place}. Do not cross flooded roads; switch off the mains where water enters houses.' },
    parameters: [{ name: 'place', label: { vi: 'Khu vực ngập', en: 'Flooded place' }, example: 'xứ đồng Trung' }],
  },
  DRILL,
];

function importOf(content: string, dryRun: boolean): ImportResult {
  const lines = content.split('\n').slice(1).filter((line) => line.trim() !== '');
  const rows = lines.map((line, index): ImportResult['rows'][number] => {
    const [id = '', title = '', seconds = ''] = line.split(/[,;]/);
    const bad = !/^\d+$/.test(seconds.trim());
    return { row: index + 2, id, title, outcome: bad ? 'error' : index % 3 === 1 ? 'changed' : 'created', errors: bad ? [{ field: 'seconds', message: `phải là số giây, không phải “${seconds}”` }] : [] };
  });
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const errors = count('error');
  return { dryRun, applied: !dryRun && errors === 0, created: count('created'), changed: count('changed'), unchanged: 0, errors, rows };
}
