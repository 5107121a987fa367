import { describe, expect, it } from 'vitest';
import { byHandTurns, hoursOf, nextTurn, toldTime, wantedTime, type WaterTurn } from './water-turns';

const turn = (id: string, start: string, end: string, more: Partial<WaterTurn> = {}): WaterTurn => ({ id, kind: 'field', subject: 'f', start, end, volume: 100, withdrawn: null, ...more });
const NOW = Date.parse('2026-11-21T14:00:00Z');

describe('the next turn of a field', () => {
  it('is the one that runs, else the first ahead', () => {
    const past = turn('p1-1', '2026-11-21T01:00:00Z', '2026-11-21T04:00:00Z');
    const later = turn('p1-3', '2026-11-25T22:00:00Z', '2026-11-26T01:00:00Z');
    const running = turn('p1-2', '2026-11-21T13:00:00Z', '2026-11-21T16:00:00Z');
    expect(nextTurn([later, past, running], 'f', NOW)?.id).toBe('p1-2');
    expect(nextTurn([later, past], 'f', NOW)?.id).toBe('p1-3');
    expect(hoursOf(later)).toBe(3);
  });

  it('is no pump, no other field and nothing withdrawn', () => {
    const start = '2026-11-22T01:00:00Z';
    const end = '2026-11-22T02:00:00Z';
    const turns = [turn('a', start, end, { kind: 'pump' }), turn('b', start, end, { subject: 'g' }), turn('c', start, end, { withdrawn: 'lockout' })];
    expect(nextTurn(turns, 'f', NOW)).toBeNull();
  });
});

describe('a turn by hand', () => {
  const past = turn('p1-1', '2026-11-21T01:00:00Z', '2026-11-21T04:00:00Z', { device: null });

  it('may be told of from its start on, by its newest first', () => {
    const switched = turn('p1-2', '2026-11-21T02:00:00Z', '2026-11-21T04:00:00Z', { device: 'van-1' });
    const ahead = turn('p1-3', '2026-11-22T02:00:00Z', '2026-11-22T04:00:00Z', { device: null });
    const older = turn('p1-0', '2026-11-19T02:00:00Z', '2026-11-19T04:00:00Z', { device: null });
    expect(byHandTurns([older, switched, ahead, past], 'f', NOW).map(({ id }) => id)).toEqual(['p1-1', 'p1-0']);
    expect(byHandTurns([older], 'f', NOW + 9 * 86_400_000)).toEqual([]);
  });

  it('has its times near the plan, also over midnight', () => {
    expect(toldTime(past, '08:30', '10:00')).toEqual({ from: '2026-11-21T01:30:00Z', to: '2026-11-21T03:00:00Z' });
    const night = turn('p1-4', '2026-11-21T16:30:00Z', '2026-11-21T20:00:00Z');
    expect(toldTime(night, '00:10', '03:00')).toEqual({ from: '2026-11-21T17:10:00Z', to: '2026-11-21T20:00:00Z' });
    expect(toldTime(night, '', '03:00')).toBeNull();
  });
});

describe('a wanted time', () => {
  it('is reckoned by the clock of Việt Nam', () => {
    expect(wantedTime('2026-11-23', 'morning', NOW)).toEqual({ from: '2026-11-22T22:00:00Z', until: '2026-11-23T05:00:00Z' });
    expect(wantedTime('2026-11-23', 'night', NOW)).toEqual({ from: '2026-11-23T11:00:00Z', until: '2026-11-23T22:00:00Z' });
  });

  it('begins now on the day that runs, and is none when it is over', () => {
    expect(wantedTime('2026-11-21', 'any', NOW)).toEqual({ from: '2026-11-21T14:00:00Z', until: '2026-11-21T17:00:00Z' });
    expect(wantedTime('2026-11-21', 'morning', NOW)).toBeNull();
  });
});
