import { describe, expect, it } from 'vitest';
import { isStale, seriesLabel, valueMark } from './series';
import type { Series } from './types';

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
