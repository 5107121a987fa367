import { foldForSearch } from './presence';
import type { Instant } from './types';

/** The shapes of the loudspeaker desk's API and what follows from one cluster alone. */

export type ClusterState = 'idle' | 'playing' | 'muted' | 'fault';
export type BulletinClass = 'normal' | 'priority' | 'emergency';
export const CLASSES: readonly BulletinClass[] = ['normal', 'priority', 'emergency'];

/** Something that is wrong with a cluster; the words are those of the rules of the loudspeakers. */
export interface Ailment {
  key: string;
  /** As of alarms: 1 is the worst. */
  severity: number;
}

export interface TodayCounts {
  planned: number;
  verified: number;
  partial: number;
  missed: number;
  unplanned: number;
}

export interface Cluster {
  device: string;
  name: string;
  site: string;
  area: string;
  areaName: string;
  village: string | null;
  population: number | null;
  lat: number | null;
  lon: number | null;
  online: boolean;
  lastSeen: Instant | null;
  state: ClusterState | null;
  /** In per cent. */
  volume: number | null;
  muted: boolean;
  latched: boolean;
  playing: { slot: string | null; bulletin: string | null; title: string | null; since: Instant } | null;
  lastHeard: Instant | null;
  nextDue: { slot: string; bulletin: string; title: string; at: Instant } | null;
  health: Ailment[];
  /** Of the amplifier, °C. */
  temperature: number | null;
  /** Of the line and what it was when it was put up, Ω. */
  impedance: number | null;
  baseline: number | null;
  /** In per cent, as a person set it last. */
  volumeWanted: number | null;
  /** Fingerprints: by which it is known, and which it tells. */
  certificate: string | null;
  certificateTold: string | null;
  rsrp: number | null;
  vendor: string | null;
  model: string | null;
  firmware: string | null;
  amplifierWatts: number | null;
  horns: number | null;
  installedOn: string | null;
  /** Of the SIM card, all but the last digits masked. */
  sim: string | null;
  revision: number;
  today: TodayCounts;
}

/** What the desk keeps of a cluster and a person may correct. */
export interface ClusterFacts {
  village: string | null;
  population: number | null;
  vendor: string | null;
  model: string | null;
  firmware: string | null;
  amplifierWatts: number | null;
  horns: number | null;
  installedOn: string | null;
  sim: string | null;
  baseline: number | null;
  volumeWanted: number | null;
  certificate: string | null;
  revision: number;
}

export interface SelfTest {
  at: Instant;
  ok: boolean;
  tone: number | null;
  impedance: number | null;
  floor: number | null;
  microphone: boolean | null;
  reason: string | null;
}

/** How a cluster stands: what needs a person first. */
export const STANDINGS = ['unplanned', 'fault', 'offline', 'watch', 'muted', 'playing', 'ready'] as const;
export type Standing = (typeof STANDINGS)[number];

const TROUBLES: readonly Standing[] = ['unplanned', 'fault', 'offline', 'watch'];

export const needsPerson = (standing: Standing): boolean => TROUBLES.includes(standing);

export function standingOf(cluster: Pick<Cluster, 'online' | 'state' | 'muted' | 'latched' | 'health'>): Standing {
  const { online, state, muted, latched, health } = cluster;
  if (latched || health.some(({ key }) => key === 'unplanned')) {
    return 'unplanned';
  }
  if (!online) {
    return 'offline';
  }
  if (state === 'fault' || health.some(({ key }) => key === 'fault')) {
    return 'fault';
  }
  if (health.length > 0) {
    return 'watch';
  }
  return muted || state === 'muted' ? 'muted' : state === 'playing' ? 'playing' : 'ready';
}

const rankOf = (cluster: Cluster): number => STANDINGS.indexOf(standingOf(cluster));

export const byStanding = (a: Cluster, b: Cluster): number => rankOf(a) - rankOf(b) || byClusterName(a, b);

const NAMES = new Intl.Collator('vi', { numeric: true });
export const byClusterName = (a: Pick<Cluster, 'name'>, b: Pick<Cluster, 'name'>): number => NAMES.compare(a.name, b.name);

/** How far the line is from its baseline, as a share (−0.3: 30 % below); null when either is unknown. */
export function drift({ impedance, baseline }: Pick<Cluster, 'impedance' | 'baseline'>): number | null {
  return impedance === null || baseline === null || baseline <= 0 ? null : impedance / baseline - 1;
}

/** Beyond this the line is open or short. */
export const DRIFT_LIMIT = 0.25;

/** Above the hot limit somebody has to look; above the burning one at once (°C). */
export const TEMPERATURE_LIMITS = { high: 70, critical: 85 } as const;
export const RSRP_LIMIT = -115;

export interface ClusterFilters {
  text: string;
  area: string | null;
  standing: Standing | null;
}

export function filtersOf(parameters: URLSearchParams): ClusterFilters {
  return {
    text: parameters.get('q') ?? '',
    area: parameters.get('area'),
    standing: STANDINGS.find((each) => each === parameters.get('state')) ?? null,
  };
}

export function writeFilters(parameters: URLSearchParams, { text, area, standing }: ClusterFilters): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries({ q: text === '' ? null : text, area, state: standing })) {
    if (value === null) {
      next.delete(name);
    } else {
      next.set(name, value);
    }
  }
  return next;
}

/** "vien an" finds "Viên An", by name, village, commune or id. */
export function filterClusters(clusters: readonly Cluster[], { text, area, standing }: ClusterFilters): Cluster[] {
  const wanted = foldForSearch(text.trim());
  return clusters.filter(
    (cluster) =>
      (area === null || cluster.area === area) &&
      (standing === null || standingOf(cluster) === standing) &&
      (wanted === '' || foldForSearch(`${cluster.name} ${cluster.village ?? ''} ${cluster.areaName} ${cluster.device}`).includes(wanted)),
  );
}

export type StandingCounts = Record<Standing, number>;

export function countStandings(clusters: readonly Cluster[]): StandingCounts {
  const counts = Object.fromEntries(STANDINGS.map((standing) => [standing, 0])) as StandingCounts;
  for (const cluster of clusters) {
    counts[standingOf(cluster)] += 1;
  }
  return counts;
}

export interface Commune {
  area: string;
  name: string;
  clusters: Cluster[];
  counts: StandingCounts;
  troubles: number;
}

/** Communes with most trouble first, in each the clusters that need a person first. */
export function byCommune(clusters: readonly Cluster[]): Commune[] {
  const communes = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    const known = communes.get(cluster.area);
    if (known) {
      known.push(cluster);
    } else {
      communes.set(cluster.area, [cluster]);
    }
  }
  return [...communes]
    .map(([area, members]) => {
      const counts = countStandings(members);
      const troubles = TROUBLES.reduce((sum, standing) => sum + counts[standing], 0);
      return { area, name: members[0]?.areaName ?? area, clusters: members.sort(byStanding), counts, troubles };
    })
    .sort((a, b) => worstRank(a) - worstRank(b) || b.troubles - a.troubles || NAMES.compare(a.name, b.name));
}

/** All communes without trouble stand alike, in the order of their names. */
function worstRank({ counts }: Commune): number {
  const worst = STANDINGS.findIndex((standing) => counts[standing] > 0);
  return Math.min(worst < 0 ? TROUBLES.length : worst, TROUBLES.length);
}
