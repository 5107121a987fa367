import { describe, expect, it } from 'vitest';
import { alarmOf } from './alarms.fixture';
import { drawnRows, filterAlarms, filtersOf, holdStill, isNarrowed, isOnTab, NO_FILTERS, scrollFor, sortAlarms, visibleRange, writeFilters, type AlarmFilters, type Places, type Tab } from './alarm-list';
import type { AlarmView, Letter } from './alarms';
import type { Area, Site } from './types';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const ids = (alarms: readonly AlarmView[]) => alarms.map((alarm) => alarm.id);

describe('filters in the address', () => {
  it('are read as they were written', () => {
    const filters: AlarmFilters = { tab: 'shelved', text: 'bơm 1', area: 'van-dinh', site: 'tb-1', kind: 'pumping-station', alarmClass: 'power', priority: 1, state: 'shelved', order: 'newest' };
    expect(filtersOf(writeFilters(new URLSearchParams(), filters))).toEqual(filters);
  });

  it('leave out what is usual and keep what else stands there', () => {
    expect(writeFilters(new URLSearchParams('alarm=7&priority=2'), NO_FILTERS).toString()).toBe('alarm=7');
  });

  it('ignore what is not theirs', () => {
    expect(filtersOf(new URLSearchParams('view=toString&priority=4&state=normal&order=up'))).toEqual(NO_FILTERS);
  });

  it('narrow the list by all but tab and order', () => {
    expect(isNarrowed({ ...NO_FILTERS, tab: 'shelved', order: 'newest' })).toBe(false);
    expect(isNarrowed({ ...NO_FILTERS, text: 'x' })).toBe(true);
  });
});

describe('tabs', () => {
  it.each<[Tab, string]>([
    ['live', 'BCDEF'],
    ['shelved', 'G'],
    ['suppressed', 'H'],
    ['out-of-service', 'I'],
  ])('%s has the letters %s', (tab, letters) => {
    const shown = [...'ABCDEFGHI'].filter((letter) => isOnTab(alarmOf({ letter: letter as Letter }), tab, NOW));
    expect(shown.join('')).toBe(letters);
  });

  it('standing has what is active for more than a day', () => {
    expect(isOnTab(alarmOf({ letter: 'C', activatedAt: '2026-11-20T11:59:59Z' }), 'standing', NOW)).toBe(true);
    expect(isOnTab(alarmOf({ letter: 'G', activatedAt: '2026-11-20T11:59:59Z' }), 'standing', NOW)).toBe(false);
    expect(isOnTab(alarmOf({ letter: 'C', activatedAt: '2026-11-20T12:00:01Z' }), 'standing', NOW)).toBe(false);
    expect(isOnTab(alarmOf({ letter: 'D', active: false, activatedAt: '2026-11-01T12:00:01Z' }), 'standing', NOW)).toBe(false);
  });
});

describe('filtering', () => {
  const places: Places = {
    areas: [{ id: 'ung-hoa', parent: null } as Area, { id: 'van-dinh', parent: 'ung-hoa' } as Area],
    sites: [{ id: 'tb-vandinh', kind: 'pumping-station' } as Site, { id: 'loa-1', kind: 'loudspeaker' } as Site],
  };
  const pump = alarmOf({ id: 1 });
  const speaker = alarmOf({ id: 2, series: null, site: 'loa-1', siteName: 'Loa thôn Hạ', area: 'vien-an', areaName: 'Xã Viên An', name: { vi: 'Mất điện', en: 'Mains lost' }, alarmClass: 'power', priority: 3, letter: 'C', state: 'acknowledged', assignee: 'ky.thuat' });
  const shown = (change: Partial<AlarmFilters>) => ids(filterAlarms([pump, speaker], { ...NO_FILTERS, ...change }, places, NOW));

  it.each<[string, Partial<AlarmFilters>, number[]]>([
    ['nothing', {}, [1, 2]],
    ['an area with those within', { area: 'ung-hoa' }, [1]],
    ['a kind of site', { kind: 'loudspeaker' }, [2]],
    ['a class', { alarmClass: 'power' }, [2]],
    ['a priority', { priority: 2 }, [1]],
    ['a state', { state: 'acknowledged' }, [2]],
    ['a site', { site: 'loa-1' }, [2]],
    ['words without accents, in any order', { text: 'dien mat' }, [2]],
    ['the English name', { text: 'suction' }, [1]],
    ['whom it is assigned to', { text: 'ky.thuat' }, [2]],
  ])('by %s', (_what, change, expected) => {
    expect(shown(change)).toEqual(expected);
  });
});

describe('the order', () => {
  const alarms = [
    alarmOf({ id: 1, priority: 2, activatedAt: '2026-11-21T09:00:00Z' }),
    alarmOf({ id: 2, priority: 1, letter: 'C', activatedAt: '2026-11-21T10:00:00Z' }),
    alarmOf({ id: 3, priority: 1, activatedAt: '2026-11-21T08:00:00Z' }),
    alarmOf({ id: 4, priority: 2, activatedAt: '2026-11-21T09:30:00Z' }),
  ];

  it('is by priority, then what waits, then the newest', () => {
    expect(ids(sortAlarms(alarms, 'urgent'))).toEqual([3, 2, 4, 1]);
  });

  it('is by age alone if wanted', () => {
    expect(ids(sortAlarms(alarms, 'newest'))).toEqual([2, 4, 1, 3]);
  });
});

describe('a list held still', () => {
  const one = alarmOf({ id: 1 });
  const two = alarmOf({ id: 2 });
  const three = alarmOf({ id: 3, priority: 1 });

  it('keeps places while each alarm changes, and counts who waits', () => {
    const acknowledged = { ...two, letter: 'C' as const };
    const all = new Map([one, acknowledged, three].map((alarm) => [alarm.id, alarm]));
    const { rows, waiting } = holdStill([one, two], [three, one, acknowledged], all);
    expect(rows).toEqual([one, acknowledged]);
    expect(waiting).toBe(1);
  });

  it('keeps the place of who has gone, as normal and always the same object', () => {
    const gone = holdStill([one, two], [one], new Map([[1, one]])).rows[1];
    expect(gone).toMatchObject({ id: 2, letter: 'A', state: 'normal', active: false });
    expect(holdStill([one, two], [one], new Map([[1, one]])).rows[1]).toBe(gone);
  });

  it('does not count as waiting who only fell out of the filter', () => {
    expect(holdStill([one, two], [], new Map([[1, one], [2, two]]))).toEqual({ rows: [one, two], waiting: 0 });
  });
});

describe('the rows in sight', () => {
  it('are few of many, with some around', () => {
    expect(visibleRange(4_800, 480, 48, 2_000)).toEqual({ first: 92, end: 118 });
  });

  it('stay within the list', () => {
    expect(visibleRange(0, 480, 48, 3)).toEqual({ first: 0, end: 3 });
    expect(visibleRange(9_600, 480, 48, 3)).toEqual({ first: 3, end: 3 });
  });

  it('always holds the row at the cursor, which screen readers are told', () => {
    expect(drawnRows({ first: 3, end: 6 }, 4)).toEqual([3, 4, 5]);
    expect(drawnRows({ first: 3, end: 6 }, 0)).toEqual([0, 3, 4, 5]);
    expect(drawnRows({ first: 3, end: 6 }, 60)).toEqual([3, 4, 5, 60]);
    expect(drawnRows({ first: 3, end: 6 }, -1)).toEqual([3, 4, 5]);
  });

  it('are scrolled to only if they are out of sight', () => {
    expect(scrollFor(3, 0, 480, 48)).toBe(0);
    expect(scrollFor(10, 0, 480, 48)).toBe(48);
    expect(scrollFor(2, 480, 480, 48)).toBe(96);
  });
});
