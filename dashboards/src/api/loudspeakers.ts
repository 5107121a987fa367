import { currentLanguage } from '../i18n/language';
import type { ImportedFile, ImportResult } from '../model/import';
import type {
  Bulletin,
  BulletinFormat,
  Emergency,
  EmergencyPage,
  EmergencyTemplate,
  LoudspeakerException,
  NewBulletin,
  NewEmergency,
} from '../model/loudspeaker-bulletins';
import type { SpeakerOrder } from '../model/loudspeaker-order';
import type { MonthReport, SourceLogEntry, SourceSettings } from '../model/loudspeaker-report';
import type { Cluster, ClusterFacts, SelfTest } from '../model/loudspeakers';
import type { Slot, SlotCoverage, SlotVerdict, TimelineRow, Unplanned } from '../model/loudspeaker-verdicts';
import { query, request, toApiError } from './http';

const BASE = '/loudspeakers';
const one = (kind: string, id: string | number): string => `${BASE}/${kind}/${encodeURIComponent(String(id))}`;

export interface ClusterPlays {
  slots: SlotVerdict[];
  unplanned: Unplanned[];
}

/** What is not known is not sent: for the server a member that is null is one of the wrong kind. */
const known = (body: object): object => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined));

const written = ({ schedules, ...bulletin }: NewBulletin): object => ({ ...known(bulletin), schedules: schedules.map(known) });

export const clustersApi = {
  list: (signal?: AbortSignal) => request<Cluster[]>('GET', `${BASE}/clusters`, undefined, signal),
  get: (device: string, signal?: AbortSignal) => request<Cluster>('GET', one('clusters', device), undefined, signal),
  save: (device: string, facts: ClusterFacts) => request<Cluster>('PUT', one('clusters', device), known(facts)),
  plays: (device: string, span: { from: string; to: string }, signal?: AbortSignal) =>
    request<ClusterPlays>('GET', `${one('clusters', device)}/plays${query(span)}`, undefined, signal),
  selfTests: (device: string, signal?: AbortSignal) => request<SelfTest[]>('GET', `${one('clusters', device)}/selftests`, undefined, signal),
};

export const speakerBulletinsApi = {
  list: (signal?: AbortSignal) => request<Bulletin[]>('GET', `${BASE}/bulletins`, undefined, signal),
  get: (id: string, signal?: AbortSignal) => request<Bulletin>('GET', one('bulletins', id), undefined, signal),
  create: (bulletin: NewBulletin) => request<Bulletin>('POST', `${BASE}/bulletins`, written(bulletin)),
  save: (id: string, bulletin: NewBulletin) => request<Bulletin>('PUT', one('bulletins', id), written(bulletin)),
  cancel: (id: string, reason: string) => request<Bulletin>('POST', `${one('bulletins', id)}/cancel`, { reason }),
  import: (file: ImportedFile<BulletinFormat>) => request<ImportResult>('POST', `${BASE}/bulletins/import`, file),
};

const orderOf = (area: string): string => `${one('areas', area)}/order`;

export const ordersApi = {
  get: (area: string, signal?: AbortSignal) => request<SpeakerOrder>('GET', orderOf(area), undefined, signal),
  decide: (area: string, bulletins: readonly string[]) => request<SpeakerOrder>('PUT', orderOf(area), { bulletins }),
  remove: (area: string, bulletin: string) => request<undefined>('DELETE', `${orderOf(area)}/${encodeURIComponent(bulletin)}`),
};

interface DayOf {
  day: string;
  area?: string | null;
}

export const slotsApi = {
  list: (asked: DayOf, signal?: AbortSignal) => request<Slot[]>('GET', `${BASE}/slots${query({ ...asked })}`, undefined, signal),
  get: (id: string, signal?: AbortSignal) => request<SlotCoverage>('GET', one('slots', id), undefined, signal),
  timeline: (asked: DayOf, signal?: AbortSignal) => request<TimelineRow[]>('GET', `${BASE}/timeline${query({ ...asked })}`, undefined, signal),
  exceptions: (asked: DayOf, signal?: AbortSignal) => request<LoudspeakerException[]>('GET', `${BASE}/exceptions${query({ ...asked })}`, undefined, signal),
};

export const emergenciesApi = {
  list: (signal?: AbortSignal) => request<Emergency[]>('GET', `${BASE}/emergencies`, undefined, signal),
  get: (id: string, signal?: AbortSignal) => request<EmergencyPage>('GET', one('emergencies', id), undefined, signal),
  templates: (alarm: number | null, signal?: AbortSignal) => request<EmergencyTemplate[]>('GET', `${BASE}/emergency-templates${alarm === null ? '' : query({ alarm: String(alarm) })}`, undefined, signal),
  draft: (emergency: NewEmergency) => request<Emergency>('POST', `${BASE}/emergencies`, emergency),
  approve: (id: number, revision: number) => request<Emergency>('POST', `${one('emergencies', id)}/approve`, { revision }),
  cancel: (id: number, reason: string) => request<Emergency>('POST', `${one('emergencies', id)}/cancel`, { reason }),
  close: (id: number, reason: string) => request<Emergency>('POST', `${one('emergencies', id)}/close`, { reason }),
};

interface MonthOf {
  month: string;
  area: string | null;
}

export const speakerReportApi = {
  get: (asked: MonthOf, signal?: AbortSignal) => request<MonthReport>('GET', `${BASE}/report${query({ ...asked })}`, undefined, signal),
  /** The same for spreadsheets, in the language of the screen. */
  async file(asked: MonthOf, format: 'csv' | 'xlsx'): Promise<Blob> {
    const response = await fetch(`/api/v1${BASE}/report${query({ ...asked, format })}`, { headers: { 'Accept-Language': currentLanguage() }, credentials: 'same-origin' });
    if (!response.ok) {
      throw await toApiError(response);
    }
    return response.blob();
  },
};

export const sourceApi = {
  get: (signal?: AbortSignal) => request<SourceSettings>('GET', `${BASE}/source`, undefined, signal),
  save: (settings: SourceSettings) => request<SourceSettings>('PUT', `${BASE}/source`, settings),
  log: (signal?: AbortSignal) => request<SourceLogEntry[]>('GET', `${BASE}/source/log`, undefined, signal),
};
