import { areaWithDescendants } from './areas';
import { ALARM_STATES, asNormal, began, isLive, isUnacknowledged, type AlarmPriority, type AlarmState, type AlarmSummary, type AlarmView, countsOfAll } from './alarms';
import { foldForSearch } from './presence';
import type { Area, Site } from './types';

/** Which alarms a list shows, in which order, and how that order stays still under the pointer. */

export const TABS = ['live', 'standing', 'shelved', 'suppressed', 'out-of-service'] as const;
export type Tab = (typeof TABS)[number];

export type Order = 'urgent' | 'newest';

export interface AlarmFilters {
  tab: Tab;
  text: string;
  area: string | null;
  site: string | null;
  /** Kind of site. */
  kind: string | null;
  alarmClass: string | null;
  priority: AlarmPriority | null;
  state: AlarmState | null;
  order: Order;
}

export const NO_FILTERS: AlarmFilters = {
  tab: 'live',
  text: '',
  area: null,
  site: null,
  kind: null,
  alarmClass: null,
  priority: null,
  state: null,
  order: 'urgent',
};

const NAMES = { tab: 'view', text: 'q', area: 'area', site: 'site', kind: 'kind', alarmClass: 'class', priority: 'priority', state: 'state', order: 'order' } as const;

/** Reads the filters of an address; what it says that is none of ours is left out. */
export function filtersOf(parameters: URLSearchParams): AlarmFilters {
  const tab = TABS.find((each) => each === parameters.get(NAMES.tab)) ?? 'live';
  const priority = Number(parameters.get(NAMES.priority));
  return {
    tab,
    text: parameters.get(NAMES.text) ?? '',
    area: parameters.get(NAMES.area),
    site: parameters.get(NAMES.site),
    kind: parameters.get(NAMES.kind),
    alarmClass: parameters.get(NAMES.alarmClass),
    priority: priority === 1 || priority === 2 || priority === 3 ? priority : null,
    state: ALARM_STATES.find((each) => each === parameters.get(NAMES.state)) ?? null,
    order: parameters.get(NAMES.order) === 'newest' ? 'newest' : 'urgent',
  };
}

/** Writes filters into an address; what else stands there stays, what is as usual is left out. */
export function writeFilters(parameters: URLSearchParams, filters: AlarmFilters): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const [key, name] of Object.entries(NAMES) as [keyof AlarmFilters, string][]) {
    const value = filters[key];
    if (value === null || value === '' || value === NO_FILTERS[key]) {
      next.delete(name);
    } else {
      next.set(name, String(value));
    }
  }
  return next;
}

/** Whether anything but the tab and the order narrows the list. */
export const isNarrowed = (filters: AlarmFilters): boolean =>
  (Object.keys(NO_FILTERS) as (keyof AlarmFilters)[]).some((key) => key !== 'tab' && key !== 'order' && filters[key] !== NO_FILTERS[key]);

/** Active for longer is standing: nobody dealt with it within a day. */
const STANDING_MILLIS = 24 * 3_600_000;

export function isOnTab(alarm: AlarmView, tab: Tab, now: number): boolean {
  switch (tab) {
    case 'live':
      return isLive(alarm);
    case 'standing':
      return isLive(alarm) && alarm.active && alarm.activatedAt !== null && now - began(alarm) > STANDING_MILLIS;
    case 'shelved':
      return alarm.letter === 'G';
    case 'suppressed':
      return alarm.letter === 'H';
    case 'out-of-service':
      return alarm.letter === 'I';
  }
}

export function tabCount(summary: AlarmSummary, tab: Tab): number {
  switch (tab) {
    case 'live':
      return countsOfAll(summary).total;
    case 'standing':
      return summary.standing;
    case 'shelved':
      return summary.shelved;
    case 'suppressed':
      return summary.suppressed;
    case 'out-of-service':
      return summary.outOfService;
  }
}

/** What filters need to know of the district. */
export interface Places {
  areas: readonly Area[];
  sites: readonly Site[];
}

export function filterAlarms(alarms: readonly AlarmView[], filters: AlarmFilters, places: Places, now: number): AlarmView[] {
  const { tab, area, site, alarmClass, priority, state } = filters;
  const words = foldForSearch(filters.text.trim()).split(/\s+/).filter(Boolean);
  const within = area === null ? null : areaWithDescendants(places.areas, area);
  const sitesOfKind = filters.kind === null ? null : new Set(places.sites.filter((each) => each.kind === filters.kind).map((each) => each.id));
  return alarms.filter(
    (alarm) =>
      isOnTab(alarm, tab, now) &&
      (priority === null || alarm.priority === priority) &&
      (state === null || alarm.state === state) &&
      (alarmClass === null || alarm.alarmClass === alarmClass) &&
      (site === null || alarm.site === site) &&
      (within === null || within.has(alarm.area)) &&
      (sitesOfKind === null || (alarm.site !== null && sitesOfKind.has(alarm.site))) &&
      words.every((word) => searchTextOf(alarm).includes(word)),
  );
}

const searchTexts = new WeakMap<AlarmView, string>();

function searchTextOf(alarm: AlarmView): string {
  let text = searchTexts.get(alarm);
  if (text === undefined) {
    const { name, tag, siteName, site, areaName, device, assignee, series } = alarm;
    text = foldForSearch([name.vi, name.en, tag, siteName, site, areaName, device, assignee, series].join(' '));
    searchTexts.set(alarm, text);
  }
  return text;
}

/** A new list in the order wanted; alarms equal in it keep an order of their own, by number. */
export function sortAlarms(alarms: readonly AlarmView[], order: Order): AlarmView[] {
  const newest = (a: AlarmView, b: AlarmView) => began(b) - began(a) || a.id - b.id;
  const waiting = (alarm: AlarmView) => (isUnacknowledged(alarm) ? 0 : 1);
  const urgent = (a: AlarmView, b: AlarmView) => a.priority - b.priority || waiting(a) - waiting(b) || newest(a, b);
  return [...alarms].sort(order === 'newest' ? newest : urgent);
}

export interface StillList {
  rows: readonly AlarmView[];
  /** How many are not among the rows because they came while the list was held. */
  waiting: number;
}

const ghosts = new WeakMap<AlarmView, AlarmView>();

/**
 * The rows of a list that is held: the same alarms in the same places, each as it is now. Who has gone stays in place as
 * normal, who came waits.
 */
export function holdStill(held: readonly AlarmView[], wanted: readonly AlarmView[], all: ReadonlyMap<number, AlarmView>): StillList {
  const places = new Set<number>();
  const rows = held.map((alarm) => {
    places.add(alarm.id);
    return all.get(alarm.id) ?? ghostOf(alarm);
  });
  const waiting = wanted.reduce((sum, alarm) => (places.has(alarm.id) ? sum : sum + 1), 0);
  return { rows, waiting };
}

function ghostOf(alarm: AlarmView): AlarmView {
  let ghost = ghosts.get(alarm);
  if (!ghost) {
    ghost = asNormal(alarm);
    ghosts.set(alarm, ghost);
  }
  return ghost;
}

/** The rows from `first` to before `end` that a window of this height shows, and a few around it. */
export function visibleRange(top: number, height: number, rowHeight: number, count: number): { first: number; end: number } {
  const AROUND = 8;
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight) - AROUND));
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + AROUND);
  return { first, end: Math.max(first, end) };
}

/** Places of the rows to draw: those in sight, and the one at the cursor wherever it is, for the list names it to screen readers. */
export function drawnRows({ first, end }: { first: number; end: number }, cursor: number): number[] {
  const drawn = Array.from({ length: end - first }, (_, index) => first + index);
  return cursor < 0 || (cursor >= first && cursor < end) ? drawn : cursor < first ? [cursor, ...drawn] : [...drawn, cursor];
}

/** Where to scroll to so that a row can be seen whole; the same place when it already can. */
export function scrollFor(index: number, top: number, height: number, rowHeight: number): number {
  const rowTop = index * rowHeight;
  if (rowTop < top) {
    return rowTop;
  }
  return rowTop + rowHeight > top + height ? rowTop + rowHeight - height : top;
}
