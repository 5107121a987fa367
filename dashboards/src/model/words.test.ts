import { describe, expect, it } from 'vitest';
import { areaWithDescendants, isValidOn } from './areas';
import { parseArguments, prettyPayload } from './payload';
import { foldForSearch, siteState } from './presence';
import { isStale, seriesLabel, valueMark } from './series';
import type { Area, Series } from './types';

const NOW = Date.UTC(2026, 0, 1, 12);
const value = (ageSeconds: number, rest: Partial<Series> = {}): Series => ({
  device: 'd',
  site: 's',
  name: 'level',
  unit: 'm',
  at: new Date(NOW - ageSeconds * 1000).toISOString(),
  receivedAt: null,
  value: 1,
  quality: 'good',
  ...rest,
});
const online = { interval: 60, presence: 'online' } as const;

describe('valueMark', () => {
  it('is stale after twice the interval, and at once when the device is away', () => {
    expect(valueMark(value(119), online, NOW)).toBeNull();
    expect(valueMark(value(121), online, NOW)).toBe('stale');
    expect(valueMark(value(1), { interval: 60, presence: 'silent' }, NOW)).toBe('stale');
  });

  it('does not call a state old that is only sent when it changes', () => {
    expect(isStale(value(86_400, { value: true }), online, NOW)).toBe(false);
    expect(isStale(value(86_400, { value: true }), { interval: 60, presence: 'offline' }, NOW)).toBe(true);
  });

  it('shows the worse of two troubles', () => {
    expect(valueMark(value(1_000, { quality: 'bad' }), online, NOW)).toBe('bad');
    expect(valueMark(value(1_000, { quality: 'uncertain' }), online, NOW)).toBe('stale');
    expect(valueMark(value(1, { quality: 'uncertain' }), online, NOW)).toBe('uncertain');
    expect(valueMark(value(1_000, { value: null, at: null }), online, NOW)).toBeNull();
  });
});

describe('seriesLabel', () => {
  it('reads known names, numbered parts, and leaves the rest as it is', () => {
    expect(seriesLabel('level.suction', 'vi')).toBe('Mực nước bể hút');
    expect(seriesLabel('pump-2/current', 'vi')).toBe('Bơm 2 · Dòng điện');
    expect(seriesLabel('pump-2/current', 'en')).toBe('Pump 2 · Current');
    expect(seriesLabel('x-ray/7', 'en')).toBe('x-ray · 7');
  });
});

describe('foldForSearch', () => {
  it('finds Vietnamese names typed without accents', () => {
    expect(foldForSearch('Đồng Tân – Ứng Hòa')).toBe('dong tan – ung hoa');
  });
});

describe('siteState', () => {
  it('is that of its worst device', () => {
    expect(siteState({ devices: 0, online: 0, silent: 0, offline: 0 })).toBe('empty');
    expect(siteState({ devices: 3, online: 1, silent: 1, offline: 1 })).toBe('offline');
    expect(siteState({ devices: 3, online: 2, silent: 1, offline: 0 })).toBe('silent');
    expect(siteState({ devices: 2, online: 1, silent: 0, offline: 0 })).toBe('online');
    expect(siteState({ devices: 2, online: 0, silent: 0, offline: 0 })).toBe('never');
  });
});

describe('areas', () => {
  const area = (id: string, parent: string | null): Area => ({ id, parent, code: id, name: id, kind: 'commune', validFrom: null, validTo: null, replacedBy: null, outline: null });

  it('include what lies in them, even where parents run in a circle', () => {
    const areas = [area('district', null), area('commune', 'district'), area('village', 'commune'), area('other', null), area('a', 'b'), area('b', 'a')];
    expect([...areaWithDescendants(areas, 'district')].sort()).toEqual(['commune', 'district', 'village']);
    expect([...areaWithDescendants(areas, 'a')].sort()).toEqual(['a', 'b']);
  });

  it('are in force from their first day until before their last', () => {
    expect(isValidOn({ validFrom: '2025-07-01', validTo: null }, '2025-07-01')).toBe(true);
    expect(isValidOn({ validFrom: null, validTo: '2025-07-01' }, '2025-07-01')).toBe(false);
    expect(isValidOn({ validFrom: '2025-07-01', validTo: null }, '2025-06-30')).toBe(false);
  });
});

describe('payloads', () => {
  it('are shown record by record, and as they came where they are no JSON', () => {
    expect(prettyPayload('[{"n":"a","v":1},{"n":"b","v":2}]')).toBe('[\n  {"n":"a","v":1},\n  {"n":"b","v":2}\n]');
    expect(prettyPayload('{"level": NaN}')).toBe('{"level": NaN}');
  });

  it('of commands are objects or nothing', () => {
    expect(parseArguments(' ')).toBeUndefined();
    expect(parseArguments('{"volume":40}')).toEqual({ volume: 40 });
    expect(parseArguments('[1]')).toBe('invalid');
    expect(parseArguments('null')).toBe('invalid');
    expect(parseArguments('{volume}')).toBe('invalid');
  });
});
