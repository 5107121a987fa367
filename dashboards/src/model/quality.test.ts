import { describe, expect, it } from 'vitest';
import { hoursOf, qualityQuery, rangeOf, shifted, writeQualityQuery } from './quality';

const NOW = Date.parse('2026-11-21T10:30:00Z');

describe('the period of a quality report', () => {
  it('is kept in the address', () => {
    const query = { days: 30, last: '2026-10-31', area: 'vien-an' } as const;
    expect(qualityQuery(writeQualityQuery(query))).toEqual(query);
    expect(qualityQuery(new URLSearchParams('days=3&last=gestern'))).toEqual({ days: 7, last: null, area: null });
    expect(writeQualityQuery({ days: 7, last: null, area: null }).toString()).toBe('');
  });

  it('begins and ends at midnight of Việt Nam, but never after now', () => {
    expect(rangeOf({ days: 7, last: null, area: null }, NOW)).toEqual({ from: '2026-11-14T17:00:00.000Z', to: '2026-11-21T10:30:00.000Z' });
    expect(rangeOf({ days: 30, last: '2026-10-31', area: null }, NOW)).toEqual({ from: '2026-10-01T17:00:00.000Z', to: '2026-10-31T17:00:00.000Z' });
    expect(rangeOf({ days: 1, last: null, area: null }, NOW)).toEqual({ from: '2026-11-20T10:30:00.000Z', to: '2026-11-21T10:30:00.000Z' });
  });

  it('moves by its own length, back to now at most', () => {
    const query = { days: 7, last: null, area: null } as const;
    const before = shifted(query, -1, '2026-11-21');
    expect(before.last).toBe('2026-11-14');
    expect(shifted(before, 1, '2026-11-21').last).toBeNull();
  });
});

describe('hours', () => {
  it('are all there, quiet ones too', () => {
    const hours = hoursOf({ from: '2026-11-20T10:30:00Z', to: '2026-11-20T13:00:00Z', byHour: [{ hour: '2026-11-20T11:00:00Z', count: 3 }] });
    expect(hours.map(({ count }) => count)).toEqual([0, 3, 0]);
  });
});
