import { describe, expect, it } from 'vitest';
import { dayOfSeconds, startOf, waterBars, waterLines, waterRange } from './water-chart';
import type { DayAhead, FieldDay, FieldState } from './water-state';

const bounds = { target: 50, trigger: -50, stress: -150 };
const day = (day: string, water: number, more: Partial<FieldDay> = {}): FieldDay => ({
  day, before: 0, rain: 0, ignoredRain: 0, irrigation: 0, capillaryRise: 0, evapotranspiration: 5, potential: 5, percolation: 3, runoff: 0, correction: 0, after: water, water,
  bounds, sensor: { effect: 'none' }, reference: 4, referenceSource: 'station', coefficient: 1.2, adjustment: null, rainOrigin: 'gauge', ...more,
});
const ahead = (day: string, water: number, rain: number | null = null): DayAhead => ({ day, evapotranspiration: 4, rain, crop: 5, water, bounds });
const days = { days: [day('2026-11-19', 20, { rain: 7, ignoredRain: 1 }), day('2026-11-20', 12, { sensor: { effect: 'applied', computed: 14, measured: 12 }, irrigation: 30 })], forecast: [ahead('2026-11-21', 3, 4), ahead('2026-11-22', -60)] };
const state = { asOf: '2026-11-21T05:00:00Z', water: { now: 8, bounds, confidence: 'computed' } } as FieldState;

describe('the lines of the water', () => {
  it('stand at the ends of civil days of Việt Nam and meet where it is known how things are now', () => {
    const lines = waterLines(days, state);
    expect(lines.times.map((time) => new Date(time * 1000).toISOString())).toEqual(['2026-11-19T17:00:00.000Z', '2026-11-20T17:00:00.000Z', '2026-11-21T05:00:00.000Z', '2026-11-21T17:00:00.000Z', '2026-11-22T17:00:00.000Z']);
    expect(lines.past).toEqual([20, 12, 8, null, null]);
    expect(lines.ahead).toEqual([null, null, 8, 3, -60]);
  });

  it('meet at the last day when nothing is known of now', () => {
    expect(waterLines(days, undefined).ahead).toEqual([null, 12, 3, -60]);
  });

  it('mark what a sensor has told', () => {
    expect(waterLines(days, state).measured).toEqual([null, 12, null, null, null]);
  });

  it('leave holes where no water may be given', () => {
    const resting = { days: [day('2026-11-20', 5, { bounds: null })], forecast: [] };
    expect(waterLines(resting, undefined).trigger).toEqual([null]);
  });

  it('are within their axis, the soil too', () => {
    const [least, most] = waterRange(waterLines(days, state));
    expect(least).toBeLessThan(-60);
    expect(most).toBeGreaterThan(50);
    expect(waterRange(waterLines({ days: [], forecast: [] }, undefined))[0]).toBeLessThanOrEqual(0);
  });
});

describe('the bars', () => {
  it('show all rain that fell, what is forecast apart, and what was let in', () => {
    const bars = waterBars(days);
    expect(bars.rain).toEqual([8, null, null, null]);
    expect(bars.rainAhead).toEqual([null, null, 4, null]);
    expect(bars.irrigation).toEqual([null, 30, null, null]);
  });

  it('show a day once', () => {
    expect(waterBars({ days: days.days, forecast: [ahead('2026-11-20', 1, 9), ...days.forecast] }).times).toHaveLength(4);
  });
});

describe('days and seconds', () => {
  it('fit together', () => {
    expect(dayOfSeconds(startOf('2026-11-21'))).toBe('2026-11-21');
    expect(dayOfSeconds(startOf('2026-11-21') - 1)).toBe('2026-11-20');
  });
});
