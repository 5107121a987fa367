import { describe, expect, it } from 'vitest';
import { groupByUnit, pointsFor, toLine, toStretches } from './chart';
import type { Reading, Series, Value } from './types';

const START = Date.UTC(2026, 0, 1);
const reading = (seconds: number, value: Value, quality: Reading['quality'] = 'good'): Reading => ({
  at: new Date(START + seconds * 1000).toISOString(),
  value,
  quality,
});

const series = (name: string, unit: string, value: Value): Series => ({
  device: 'd',
  site: 's',
  name,
  unit,
  at: null,
  receivedAt: null,
  value,
  quality: 'good',
});

describe('toLine', () => {
  const how = { factor: 1, intervalSeconds: 10, rangeMillis: 3_600_000, points: 800 };

  it('puts a hole where more time passed than the interval explains', () => {
    const line = toLine([reading(0, 1), reading(10, 2), reading(90, 3), reading(100, 4)], how);
    expect(line.values).toEqual([1, 2, null, 3, 4]);
    expect(line.times[2]).toBeGreaterThan(START / 1000 + 10);
    expect(line.times[2]).toBeLessThan(START / 1000 + 90);
  });

  it('puts a hole where a reading is bad, and keeps an uncertain one', () => {
    expect(toLine([reading(0, 1), reading(10, 9, 'bad'), reading(20, 2, 'uncertain')], how).values).toEqual([1, null, 2]);
  });

  it('takes the usual spacing where no interval is known', () => {
    const regular = Array.from({ length: 10 }, (_, index) => reading(index * 60, index));
    expect(toLine([...regular, reading(1_200, 10)], { ...how, intervalSeconds: null }).values.filter((value) => value === null)).toHaveLength(1);
  });

  it('joins old readings that were kept sparser than the device reports now, and still shows a hole', () => {
    const old = Array.from({ length: 12 }, (_, index) => reading(index * 600, index));
    const recent = Array.from({ length: 12 }, (_, index) => reading(30_000 + index * 10, index));
    const line = toLine([...old, ...recent], how);
    expect(line.values.filter((value) => value === null)).toHaveLength(1);
    expect(line.values[12]).toBeNull();
  });

  it('does not take downsampling for holes', () => {
    const year = { ...how, rangeMillis: 365 * 86_400_000, points: 400 };
    const slice = (365 * 86_400) / 200;
    const readings = Array.from({ length: 400 }, (_, index) => reading(Math.floor(index / 2) * slice + (index % 2) * slice * 0.9, index));
    expect(toLine(readings, year).values).not.toContain(null);
  });

  it('gives values in the human unit', () => {
    expect(toLine([reading(0, 0.005)], { ...how, factor: 1000 }).values).toEqual([5]);
  });
});

describe('groupByUnit', () => {
  it('puts series of one unit on one axis, and levels first', () => {
    const groups = groupByUnit([series('current', 'A', 1), series('level.suction', 'm', 1), series('level.discharge', 'm', 2), series('running', '', true)]);
    expect(groups.map((group) => [group.key, group.series.length])).toEqual([
      ['m', 2],
      ['A', 1],
    ]);
  });
});

describe('toStretches', () => {
  it('joins equal neighbours and lets the last state hold until now', () => {
    const stretches = toStretches([reading(0, true), reading(10, true), reading(20, false)], START + 60_000);
    expect(stretches).toEqual([
      { from: START, to: START + 20_000, value: true },
      { from: START + 20_000, to: START + 60_000, value: false },
    ]);
  });

  it('leaves out numbers', () => {
    expect(toStretches([reading(0, 3)], START)).toEqual([]);
  });
});

describe('pointsFor', () => {
  it('follows the width in steps, within bounds', () => {
    expect(pointsFor(320)).toBe(400);
    expect(pointsFor(790)).toBe(800);
    expect(pointsFor(9_000)).toBe(2_000);
  });
});
