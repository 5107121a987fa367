import { describe, expect, it } from 'vitest';
import { bulletinStanding, emergencyTurn, evenStep, filledIn, fillTemplate, formatDuration, holesOf, importFormat, lengthParts, parseDuration, parseTimes, problemsOf, type NewBulletin, type Schedule } from './loudspeaker-bulletins';
import { compliance } from './loudspeaker-report';

describe('times of day', () => {
  it('are read as people write them, in order and once', () => {
    expect(parseTimes('17h00; 5:30, 05.30')).toEqual(['05:30', '17:00']);
    expect(parseTimes('')).toEqual([]);
  });

  it('are even when all lie as far apart', () => {
    expect(evenStep(['06:00', '06:15', '06:30'])).toBe(15);
    expect(evenStep(['06:00', '06:15', '06:45'])).toBeNull();
    expect(evenStep(['06:00'])).toBeNull();
  });

  it.each(['24:00', '5', '17:60', 'sáng'])('do not take %s', (text) => {
    expect(parseTimes(text)).toBeNull();
  });
});

describe('durations', () => {
  it.each([['5:00', 300], ['1:02:30', 3750], ['90', 90], ['75:00', 4500]] as const)('reads %s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['5:60', '', 'năm phút', '-3'])('does not take %s', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('are written so that they can be read again', () => {
    for (const seconds of [0, 59, 300, 3599, 3600, 14_400]) {
      expect(parseDuration(formatDuration(seconds))).toBe(seconds);
    }
  });
});

describe('lengths', () => {
  it.each([
    [300, [['minutes', 5]]],
    [90, [['minutes', 1], ['seconds', 30]]],
    [3600, [['hours', 1]]],
    [3750, [['hours', 1], ['minutes', 2], ['seconds', 30]]],
    [19.6, [['seconds', 20]]],
    [0, [['seconds', 0]]],
  ] as const)('of %d seconds leave out what is nothing', (seconds, parts) => {
    expect(lengthParts(seconds).map(({ unit, n }) => [unit, n])).toEqual(parts);
  });
});

describe('a bulletin', () => {
  it('is over when the last day of all its schedules is', () => {
    const until = (validTo: string | null): Schedule => ({ ...schedule, validTo });
    expect(bulletinStanding({ state: 'active', schedules: [until('2026-11-20'), until('2026-11-21')] }, '2026-11-21')).toBe('active');
    expect(bulletinStanding({ state: 'active', schedules: [until('2026-11-20'), until('2026-11-21')] }, '2026-11-22')).toBe('over');
    expect(bulletinStanding({ state: 'active', schedules: [until(null)] }, '2036-11-22')).toBe('active');
    expect(bulletinStanding({ state: 'cancelled', schedules: [until('2026-11-20')] }, '2026-11-22')).toBe('cancelled');
  });

  const schedule: Schedule = { validFrom: '2026-11-21', validTo: null, weekdays: [], times: ['05:30'], areas: ['vien-an'], clusters: [], order: 1 };
  const good: NewBulletin = { title: 'Bản tin', class: 'normal', seconds: 300, sha256: null, text: null, area: null, schedules: [schedule] };

  it('that is whole has no problems', () => {
    expect(problemsOf(good)).toEqual([]);
  });

  it('tells all that is wrong at once', () => {
    expect(problemsOf({ ...good, title: ' ', seconds: 0, sha256: 'abc', schedules: [] })).toEqual(['title', 'seconds', 'sha256', 'schedule']);
    expect(problemsOf({ ...good, schedules: [{ ...schedule, times: [], validTo: '2026-11-20', areas: [] }] })).toEqual(['times', 'validity', 'targets']);
  });
});

describe('an emergency', () => {
  it('is let go by somebody else than who wrote it', () => {
    expect(emergencyTurn({ state: 'draft', createdBy: 'a' }, 'a', true)).toBe('second');
    expect(emergencyTurn({ state: 'draft', createdBy: 'a' }, 'b', true)).toBe('approve');
    expect(emergencyTurn({ state: 'draft', createdBy: 'a' }, 'b', false)).toBe('nobody');
    expect(emergencyTurn({ state: 'sent', createdBy: 'a' }, 'b', true)).toBe('done');
  });

  it('keeps holes in sight that nobody filled', () => {
    expect(fillTemplate('Mực nước {level} m tại {place}', { level: '5,12', place: ' ' })).toBe('Mực nước 5,12 m tại {place}');
    expect(holesOf('{a} {b} {a}')).toEqual(['a', 'b']);
  });

  it('names its holes as people do', () => {
    const text = fillTemplate('Lúc {time}, tại {place}', { place: 'Ba Thá' }, { time: 'Giờ đo', place: 'Trạm đo' });
    expect(text).toBe('Lúc {Giờ đo}, tại Ba Thá');
    expect(holesOf(text)).toEqual(['Giờ đo']);
  });
});

describe('a template for an alarm', () => {
  it('has what is known in its holes until a person says otherwise', () => {
    const parameters = [{ name: 'level', label: { vi: 'Mực nước', en: 'Level' }, value: '5,62' }, { name: 'time', label: { vi: 'Lúc', en: 'At' } }];
    expect(filledIn({ parameters }, {})).toEqual({ level: '5,62', time: '' });
    expect(filledIn({ parameters }, { level: '', time: '14 giờ' })).toEqual({ level: '', time: '14 giờ' });
  });
});

describe('the report', () => {
  it('does not hold against anybody what gave way', () => {
    expect(compliance({ planned: 100, excused: 20, undecided: 0, verified: 76 })).toBe(0.95);
    expect(compliance({ planned: 20, excused: 20, undecided: 0, verified: 0 })).toBeNull();
  });

  it('does not hold against anybody what has no verdict yet', () => {
    expect(compliance({ planned: 3, excused: 0, undecided: 1, verified: 2 })).toBe(1);
    expect(compliance({ planned: 3, excused: 0, undecided: 3, verified: 0 })).toBeNull();
  });
});

describe('files', () => {
  it('are CSV unless they say JSON', () => {
    expect(importFormat('lich.JSON')).toBe('json');
    expect(importFormat('lich.txt')).toBe('csv');
  });
});
