import { describe, expect, it } from 'vitest';
import { dayAfter, dayBounds, hoursOf, marksOf, shareOf, spanOf } from './loudspeaker-timeline';
import type { SlotVerdict, Unplanned } from './loudspeaker-verdicts';

const HOUR = 3_600_000;
const slot = (starts: string, more: Partial<SlotVerdict> = {}): SlotVerdict => ({
  slot: starts, bulletin: 'b', title: 't', class: 'normal', device: 'd', name: 'n', area: 'a', areaName: 'A', starts, seconds: 300, verdict: 'verified', cause: null, start: starts, end: null, played: 300, rise: 9, match: null, current: null, volume: 70, sha256: null, hashOk: true, final: true, was: null, correctedAt: null, why: null, ...more,
});
const sound = (start: string, end: string | null): Unplanned => ({ device: 'd', start, end, level: 70, rise: 20, current: null, volume: null, sha256: null, cause: 'sound' });

describe('a day in Việt Nam', () => {
  it('begins seven hours before that of Greenwich', () => {
    expect(new Date(dayBounds('2026-11-21').from).toISOString()).toBe('2026-11-20T17:00:00.000Z');
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('is shown from five to twenty-one, longer when something sounds outside, never beyond it', () => {
    const { from } = dayBounds('2026-11-21');
    expect(spanOf('2026-11-21', [])).toEqual({ from: from + 5 * HOUR, to: from + 21 * HOUR });
    expect(spanOf('2026-11-21', [{ from: from + 2.5 * HOUR, to: from + 30 * HOUR }])).toEqual({ from: from + 2 * HOUR, to: from + 24 * HOUR });
  });

  it('has hours as many as there is room for', () => {
    const span = spanOf('2026-11-21', []);
    expect(hoursOf(span, 20)).toHaveLength(17);
    expect(hoursOf(span, 5)).toHaveLength(5);
    expect(shareOf(span.from - HOUR, span)).toBe(0);
  });
});

describe('marks of a row', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');

  it('stand apart when there is room', () => {
    const marks = marksOf({ slots: [slot('2026-11-20T22:30:00Z'), slot('2026-11-20T23:30:00Z')], unplanned: [] }, HOUR / 4, now);
    expect(marks.map(({ count }) => count)).toEqual([1, 1]);
  });

  it('that would overlap are one, as bad as the worst of them', () => {
    const marks = marksOf({ slots: [slot('2026-11-20T22:30:00Z'), slot('2026-11-20T22:36:00Z', { verdict: 'missed', cause: 'silent' })], unplanned: [] }, HOUR / 4, now);
    expect(marks).toHaveLength(1);
    expect(marks[0]).toMatchObject({ count: 2, look: 'missed', slot: '2026-11-20T22:36:00Z' });
  });

  it('stay many where many follow each other closely', () => {
    const begin = Date.parse('2026-11-20T23:00:00Z');
    const slots = Array.from({ length: 8 }, (_unused, index) => slot(new Date(begin + index * HOUR / 4).toISOString()));
    const marks = marksOf({ slots, unplanned: [] }, HOUR / 2, now);
    expect(marks.map(({ count }) => count)).toEqual([2, 2, 2, 2]);
    expect(marks.every(({ from, to }, index) => to <= (marks[index + 1]?.from ?? Infinity) && from < to)).toBe(true);
  });

  it('show sound that still goes on up to now', () => {
    const [mark] = marksOf({ slots: [], unplanned: [sound('2026-11-21T11:00:00Z', null)] }, 0, now);
    expect(mark).toMatchObject({ look: 'unplanned', slot: null, to: now });
  });
});
