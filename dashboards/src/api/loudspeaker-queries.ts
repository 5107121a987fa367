import { useQuery, type Query, type QueryClient } from '@tanstack/react-query';
import { clustersApi, emergenciesApi, ordersApi, slotsApi, sourceApi, speakerBulletinsApi, speakerReportApi } from './loudspeakers';

export const LOUDSPEAKERS_KEY = 'loudspeakers';

/** What the stream tells is fetched at once; now and then everything is compared with the server. */
const COMPARE_MILLIS = 30_000;

const key = <T extends readonly unknown[]>(...rest: T) => [LOUDSPEAKERS_KEY, ...rest] as const;

export const useClusters = () => useQuery({ queryKey: key('clusters'), queryFn: ({ signal }) => clustersApi.list(signal), refetchInterval: COMPARE_MILLIS });

/** What clusters are called, by device: it seldom changes, and news of their state does not fetch it anew. */
export const useClusterNames = () =>
  useQuery({
    queryKey: key('names'),
    queryFn: async ({ signal }) => Object.fromEntries((await clustersApi.list(signal)).map(({ device, name, village, areaName }) => [device, { name: village ?? name, areaName }])),
    staleTime: 300_000,
  });

export const useCluster = (device: string) =>
  useQuery({ queryKey: key('cluster', device), queryFn: ({ signal }) => clustersApi.get(device, signal), refetchInterval: COMPARE_MILLIS });

export const useClusterPlays = (device: string, span: { from: string; to: string }) =>
  useQuery({ queryKey: key('plays', device, span), queryFn: ({ signal }) => clustersApi.plays(device, span, signal), refetchInterval: COMPARE_MILLIS });

export const useSelfTests = (device: string) => useQuery({ queryKey: key('selftests', device), queryFn: ({ signal }) => clustersApi.selfTests(device, signal) });

export const useSpeakerBulletins = () => useQuery({ queryKey: key('bulletins'), queryFn: ({ signal }) => speakerBulletinsApi.list(signal) });

export const useSpeakerBulletin = (id: string) => useQuery({ queryKey: key('bulletin', id), queryFn: ({ signal }) => speakerBulletinsApi.get(id, signal) });

export const useSpeakerOrder = (area: string) => useQuery({ queryKey: key('order', area), queryFn: ({ signal }) => ordersApi.get(area, signal), refetchInterval: COMPARE_MILLIS });

export const useSlots = (day: string, area: string | null) =>
  useQuery({ queryKey: key('slots', day, area), queryFn: ({ signal }) => slotsApi.list({ day, area }, signal), refetchInterval: COMPARE_MILLIS });

export const useSlot = (id: string) => useQuery({ queryKey: key('slot', id), queryFn: ({ signal }) => slotsApi.get(id, signal), refetchInterval: COMPARE_MILLIS });

export const useTimeline = (day: string, area: string | null, enabled: boolean) =>
  useQuery({ queryKey: key('timeline', day, area), queryFn: ({ signal }) => slotsApi.timeline({ day, area }, signal), refetchInterval: COMPARE_MILLIS, enabled });

export const useLoudspeakerExceptions = (day: string, area: string | null) =>
  useQuery({ queryKey: key('exceptions', day, area), queryFn: ({ signal }) => slotsApi.exceptions({ day, area }, signal), refetchInterval: COMPARE_MILLIS });

export const useEmergencies = () => useQuery({ queryKey: key('emergencies'), queryFn: ({ signal }) => emergenciesApi.list(signal), refetchInterval: COMPARE_MILLIS });

export const useEmergency = (id: string) => useQuery({ queryKey: key('emergency', id), queryFn: ({ signal }) => emergenciesApi.get(id, signal), refetchInterval: COMPARE_MILLIS });

/** With the values that an alarm gives, where it comes from one. */
export const useEmergencyTemplates = (alarm: number | null = null) =>
  useQuery({ queryKey: key('templates', alarm), queryFn: ({ signal }) => emergenciesApi.templates(alarm, signal), staleTime: 300_000 });

export const useSpeakerReport = (month: string, area: string | null) =>
  useQuery({ queryKey: key('report', month, area), queryFn: ({ signal }) => speakerReportApi.get({ month, area }, signal) });

export const useSource = () => useQuery({ queryKey: key('source'), queryFn: ({ signal }) => sourceApi.get(signal) });

export const useSourceLog = () => useQuery({ queryKey: key('source-log'), queryFn: ({ signal }) => sourceApi.log(signal), refetchInterval: 10_000 });

/** What an event of the stream says: something of this kind, with this id, is new. */
export interface LoudspeakerNews {
  kind: string;
  id: string | number;
}

const AFTER: Readonly<Record<string, readonly string[]>> = {
  cluster: ['clusters', 'cluster', 'exceptions', 'selftests'],
  verdict: ['slot', 'slots', 'timeline', 'exceptions', 'plays', 'emergency', 'clusters', 'cluster'],
  unplanned: ['exceptions', 'timeline', 'plays', 'clusters', 'cluster'],
  slot: ['slot', 'slots', 'timeline', 'bulletins', 'bulletin', 'clusters', 'cluster', 'emergency'],
  bulletin: ['slots', 'timeline', 'bulletins', 'bulletin'],
  emergency: ['emergencies', 'emergency', 'slots', 'slot', 'clusters'],
};

/** Lists of all clusters are long: while 700 of them speak up they are fetched less often than the page of one bulletin. */
export const LONG_LISTS: readonly string[] = ['clusters', 'timeline', 'exceptions', 'slots'];

/**
 * Fetches anew what shows things of these kinds; asked for what is long only if `long`. True when something of it was under way
 * already: its answer may be older than the news, so it is to be asked for once more.
 */
export function refreshLoudspeakers(client: QueryClient, kinds: ReadonlySet<string>, long: boolean): boolean {
  const stale = new Set([...kinds].flatMap((kind) => AFTER[kind] ?? []));
  const concerned = ({ queryKey }: Query): boolean => {
    const part = String(queryKey[1]);
    return queryKey[0] === LOUDSPEAKERS_KEY && stale.has(part) && LONG_LISTS.includes(part) === long;
  };
  const underWay = client.isFetching({ predicate: concerned }) > 0;
  // A load under way is let finish: cancelling it with every event would never let any arrive.
  void client.invalidateQueries({ predicate: concerned }, { cancelRefetch: false });
  return underWay;
}
