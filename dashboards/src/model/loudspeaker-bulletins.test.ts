import { describe, expect, it } from 'vitest';
import { emergencyTurn, evenStep, filledIn, fillTemplate, formatDuration, holesOf, importFormat, parseDuration, parseTimes, problemsOf, type NewBulletin, type Schedule } from './loudspeaker-bulletins';
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

describe('a bulletin', () => {
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
    expect(compliance({ planned: 100, excused: 20, verified: 76 })).toBe(0.95);
    expect(compliance({ planned: 20, excused: 20, verified: 0 })).toBeNull();
  });
});

describe('files', () => {
  it('are CSV unless they say JSON', () => {
    expect(importFormat('lich.JSON')).toBe('json');
    expect(importFormat('lich.txt')).toBe('csv');
  });
});
