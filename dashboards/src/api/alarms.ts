import {
  applyAlarms,
  type AlarmJournalRow,
  type AlarmOutcome,
  type AlarmRationalisation,
  type AlarmSummary,
  type AlarmView,
} from '../model/alarms';
import { query, request } from './http';

/** More alarms than this at once are beyond any screen; the counts still tell of all. */
const MOST_ALARMS = 5_000;
const MOST_JOURNAL_ROWS = 200;
/** So many acknowledgements go in one request. */
const ACKNOWLEDGED_AT_ONCE = 200;

const path = (id: number, what = '') => `/alarms/${id}${what}`;

const act = async (id: number, what: string, body: unknown): Promise<AlarmView> =>
  whole(await request<AlarmView>('POST', path(id, what), body));

/** What is not there may be left out; screens want to find null, and a name in every language. */
const ABSENT: Partial<AlarmView> = {
  device: null,
  site: null,
  siteName: null,
  series: null,
  unit: null,
  occurrence: null,
  activatedAt: null,
  value: null,
  limit: null,
  acknowledgedBy: null,
  acknowledgedAt: null,
  shelvedUntil: null,
  shelvedBy: null,
  shelveReason: null,
  suppressedBy: null,
  outOfServiceReason: null,
  assignee: null,
  doubts: [],
  lat: null,
  lon: null,
};

export function whole(alarm: AlarmView): AlarmView {
  const { vi, en } = alarm.name;
  return { ...ABSENT, ...alarm, name: { vi: vi || en, en: en || vi } };
}

export const alarmsApi = {
  /** All that are not normal. */
  list: async (signal?: AbortSignal): Promise<AlarmView[]> =>
    (await request<AlarmView[]>('GET', `/alarms${query({ view: 'all', limit: MOST_ALARMS })}`, undefined, signal)).map(whole),
  get: async (id: number, signal?: AbortSignal): Promise<AlarmView> =>
    whole(await request<AlarmView>('GET', path(id), undefined, signal)),
  summary: (signal?: AbortSignal) => request<AlarmSummary>('GET', '/alarms/summary', undefined, signal),
  journal: (id: number, occurrence: string | null, signal?: AbortSignal) =>
    request<AlarmJournalRow[]>('GET', path(id, `/journal${query({ occurrence, limit: MOST_JOURNAL_ROWS })}`), undefined, signal),
  rationalisation: (id: number, signal?: AbortSignal) =>
    request<AlarmRationalisation>('GET', path(id, '/rationalisation'), undefined, signal),
  acknowledge: (alarm: AlarmView) => act(alarm.id, '/ack', { occurrence: alarm.occurrence }),
  acknowledgeAll: async (alarms: readonly AlarmView[]): Promise<AlarmOutcome[]> => {
    const outcomes: AlarmOutcome[] = [];
    for (let start = 0; start < alarms.length; start += ACKNOWLEDGED_AT_ONCE) {
      const some = alarms.slice(start, start + ACKNOWLEDGED_AT_ONCE).map(({ id, occurrence }) => ({ id, occurrence }));
      outcomes.push(...(await request<AlarmOutcome[]>('POST', '/alarms/ack', { alarms: some })));
    }
    return outcomes;
  },
  shelve: (id: number, shelving: { for: string; reason: string; oneShot: boolean }) => act(id, '/shelve', shelving),
  unshelve: (id: number) => act(id, '/unshelve', {}),
  reset: (id: number) => act(id, '/reset', {}),
  takeOutOfService: (id: number, reason: string) => act(id, '/out-of-service', { reason }),
  putInService: (id: number, reason: string) => act(id, '/in-service', { reason }),
  comment: (id: number, text: string) => act(id, '/comment', { text }),
  assign: (id: number, to: string | null) => act(id, '/assign', { to }),
};

/** How many of the last changes are remembered for lists that are under way while they come. */
const MOST_REMEMBERED = 4_000;
const remembered = new Map<number, AlarmView>();

/** Remembers changes: a list that the server made before them and that arrives after them must not undo them. */
export function rememberChanges(changes: Iterable<AlarmView>): void {
  for (const alarm of changes) {
    const known = remembered.get(alarm.id);
    if (known === undefined || known.revision < alarm.revision) {
      remembered.delete(alarm.id);
      remembered.set(alarm.id, alarm);
    }
  }
  for (const id of remembered.keys()) {
    if (remembered.size <= MOST_REMEMBERED) {
      break;
    }
    remembered.delete(id);
  }
}

/** For another person, or when the server may count its revisions anew. */
export function forgetChanges(): void {
  remembered.clear();
}

export function withRememberedChanges(alarms: AlarmView[]): AlarmView[] {
  return applyAlarms(alarms, remembered);
}
