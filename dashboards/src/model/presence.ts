import type { Device, PresenceState, Site } from './types';

/** The state of a site is that of its worst device; grey unless a person is needed. */
export type SiteState = 'offline' | 'silent' | 'online' | 'never' | 'empty';

export function siteState(site: Pick<Site, 'devices' | 'online' | 'silent' | 'offline'>): SiteState {
  if (site.devices === 0) {
    return 'empty';
  }
  if (site.offline > 0) {
    return 'offline';
  }
  if (site.silent > 0) {
    return 'silent';
  }
  return site.online > 0 ? 'online' : 'never';
}

export function needsAttention(site: Pick<Site, 'devices' | 'online' | 'silent' | 'offline'>): boolean {
  return site.offline > 0 || site.silent > 0;
}

const collator = new Intl.Collator('vi', { numeric: true });

/** In the order of the Vietnamese alphabet. */
export function byName(a: { name: string }, b: { name: string }): number {
  return collator.compare(a.name, b.name);
}

/** Worst first: most devices offline, then silent, then by name. */
export function byUrgency(a: Site, b: Site): number {
  return b.offline - a.offline || b.silent - a.silent || byName(a, b);
}

const RANK: Record<PresenceState, number> = { offline: 0, silent: 1, never: 2, online: 3 };

export function devicesByUrgency(a: Device, b: Device): number {
  return RANK[a.presence] - RANK[b.presence] || byName(a, b) || (a.id < b.id ? -1 : 1);
}

/** How to compare what people type with names: without case and without Vietnamese accents. */
export function foldForSearch(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();
}
