import { MutationCache, QueryCache, QueryClient, useQuery } from '@tanstack/react-query';
import { ApiError } from './http';
import { accountsApi } from './accounts';
import { alarmsApi, withRememberedChanges } from './alarms';
import { areasApi } from './areas';
import { commandsApi } from './commands';
import { completenessApi } from './completeness';
import { configApi } from './config';
import { devicesApi } from './devices';
import { readingsApi } from './readings';
import { seriesApi } from './series';
import { sessionApi } from './session';
import { siteFilesApi } from './site-files';
import { sitesApi } from './sites';
import { systemApi } from './system';
import { isUnderWay, SITE_FILE_SERIES, siteFileState } from '../model/site-file';
import { millisOf } from '../model/time';
import type { SiteFileEntry } from '../model/types';

export const SESSION_KEY = ['session'] as const;
export const ALARMS_KEY = ['alarms'] as const;
export const ALARM_SUMMARY_KEY = ['alarm-summary'] as const;
export const ALARM_JOURNAL_KEY = ['alarm-journal'] as const;
/** True when the last session was ended by its owner, not by time. */
export const SIGNED_OUT_KEY = ['signed-out'] as const;

const REPORTED_AROUND = 600_000;

/** Refusals that asking again does not change. */
function isFinal(failure: Error): boolean {
  return failure instanceof ApiError && failure.status >= 400 && failure.status < 500;
}

/** A query client for which a 401 anywhere means that nobody is signed in any more. */
export function createQueryClient(): QueryClient {
  const onError = (failure: Error): void => {
    if (failure instanceof ApiError && failure.status === 401) {
      client.setQueryData(SESSION_KEY, null);
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        retry: (count, failure) => !isFinal(failure) && count < 2,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

export const useConfig = () =>
  useQuery({ queryKey: ['config'], queryFn: ({ signal }) => configApi.get(signal), staleTime: Infinity });

export const useSessionQuery = () =>
  useQuery({ queryKey: SESSION_KEY, queryFn: ({ signal }) => sessionApi.current(signal), staleTime: Infinity });

export const useAreas = () =>
  useQuery({ queryKey: ['areas'], queryFn: ({ signal }) => areasApi.list(signal), staleTime: 300_000 });

export const useSites = () => useQuery({ queryKey: ['sites'], queryFn: ({ signal }) => sitesApi.list(signal) });

export const useSite = (id: string) =>
  useQuery({ queryKey: ['site', id], queryFn: ({ signal }) => sitesApi.get(id, signal) });

export const useDevices = (filter: { site?: string } = {}) =>
  useQuery({ queryKey: ['devices', filter], queryFn: ({ signal }) => devicesApi.list(filter, signal) });

export const useDevice = (id: string) =>
  useQuery({ queryKey: ['device', id], queryFn: ({ signal }) => devicesApi.get(id, signal) });

export const useSeries = (filter: { site?: string; device?: string }) =>
  useQuery({ queryKey: ['series', filter], queryFn: ({ signal }) => seriesApi.list(filter, signal) });

export const useMessages = (device: string) =>
  useQuery({
    queryKey: ['messages', device],
    queryFn: ({ signal }) => devicesApi.messages(device, signal),
    refetchInterval: 10_000,
  });

export const useCommands = (device: string) =>
  useQuery({
    queryKey: ['commands', device],
    queryFn: ({ signal }) => commandsApi.list(device, signal),
    refetchInterval: (query) =>
      query.state.data?.some((command) => ['awaiting', 'queued', 'sent', 'accepted'].includes(command.state)) ? 2_000 : 15_000,
  });

export const useSiteFiles = (device: string) =>
  useQuery({
    queryKey: ['site-files', device],
    queryFn: ({ signal }) => siteFilesApi.get(device, signal),
    refetchInterval: ({ state: { data } }) => (data?.desired && isUnderWay(siteFileState(data.desired)) ? 4_000 : 30_000),
  });

/** The text of a version, which never changes; null for the nothing before the first. */
export const useSiteFileText = (device: string, version: number | null) =>
  useQuery({
    queryKey: ['site-file', device, version],
    queryFn: async ({ signal }) => (version === null ? '' : (await siteFilesApi.version(device, version, signal)).yaml),
    staleTime: Infinity,
  });

/** A refusal has room for little; the device reports all that is wrong in a series, a moment before or after. */
export const useSiteFileReports = (device: string, entry: SiteFileEntry, reported: boolean) => {
  const refused = millisOf(entry.stateAt) ?? 0;
  const [from, to] = [-REPORTED_AROUND, REPORTED_AROUND].map((distance) => new Date(refused + distance).toISOString());
  return useQuery({
    queryKey: ['site-file-reports', device, entry.version, entry.stateAt],
    queryFn: ({ signal }) =>
      readingsApi.list({ device, series: SITE_FILE_SERIES, from: from ?? '', to: to ?? '', limit: 20 }, signal),
    enabled: reported && entry.state === 'refused',
    staleTime: 60_000,
  });
};

export const useDeviceCompleteness = (device: string) =>
  useQuery({
    queryKey: ['completeness', device],
    queryFn: ({ signal }) => completenessApi.ofDevice(device, signal),
    refetchInterval: 60_000,
  });

export const useSiteCompleteness = (site: string, day: string) =>
  useQuery({
    queryKey: ['completeness', { site, day }],
    queryFn: ({ signal }) => completenessApi.ofDay({ site, day }, signal),
    refetchInterval: 60_000,
  });

/** All alarms that are not normal. The live stream keeps them up to date; now and then they are compared with the server. */
export const useAlarms = () =>
  useQuery({
    queryKey: ALARMS_KEY,
    queryFn: async ({ signal }) => withRememberedChanges(await alarmsApi.list(signal)),
    staleTime: 60_000,
    refetchInterval: 300_000,
    // What did not change stays the same object by itself; comparing thousands of alarms member by member four times a
    // second would be most of the work.
    structuralSharing: false,
  });

/** Counts of all alarms within the person's area, fetched anew when alarms change. */
export const useAlarmSummary = () =>
  useQuery({ queryKey: ALARM_SUMMARY_KEY, queryFn: ({ signal }) => alarmsApi.summary(signal), refetchInterval: 60_000 });

export const useAlarmJournal = (id: number, occurrence: string | null) =>
  useQuery({
    queryKey: [...ALARM_JOURNAL_KEY, id, occurrence],
    queryFn: ({ signal }) => alarmsApi.journal(id, occurrence, signal),
  });

export const useAlarmRationalisation = (id: number, ruleVersion: number) =>
  useQuery({
    queryKey: ['alarm-rationalisation', id, ruleVersion],
    queryFn: ({ signal }) => alarmsApi.rationalisation(id, signal),
    staleTime: Infinity,
  });

export const useAccounts = () =>
  useQuery({ queryKey: ['accounts'], queryFn: ({ signal }) => accountsApi.list(signal) });

export const useSystem = () =>
  useQuery({ queryKey: ['system'], queryFn: ({ signal }) => systemApi.get(signal), refetchInterval: 30_000 });
