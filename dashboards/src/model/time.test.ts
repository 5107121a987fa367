import { describe, expect, it } from 'vitest';
import { formatDate, formatDateTime, formatDateTimeSeconds, formatRecent, millisOf, parseDate, today } from './time';

const NEW_YEAR = Date.parse('2026-12-31T17:00:05Z');

describe('times', () => {
  it('are those of Việt Nam, with day first and 24 hours', () => {
    expect(formatDateTime(NEW_YEAR)).toBe('01/01/2027 00:00');
    expect(formatDateTimeSeconds(Date.parse('2026-07-04T06:03:09Z'))).toBe('04/07/2026 13:03:09');
  });

  it('of today leave out the date, by the Vietnamese day', () => {
    expect(formatRecent(NEW_YEAR, NEW_YEAR + 3_600_000)).toBe('00:00:05');
    expect(formatRecent(NEW_YEAR - 10_000, NEW_YEAR)).toBe('31/12/2026 23:59');
  });

  it('that are absent or broken are null', () => {
    expect(millisOf(null)).toBeNull();
    expect(millisOf('yesterday')).toBeNull();
    expect(millisOf('1970-01-01T00:00:01.5Z')).toBe(1500);
  });

  it('without a clock are dates', () => {
    expect(formatDate('2025-07-01')).toBe('01/07/2025');
    expect(today(NEW_YEAR)).toBe('2027-01-01');
  });

  it.each([
    ['1/7/2025', '2025-07-01'],
    [' 29/02/2028 ', '2028-02-29'],
    ['29/02/2027', null],
    ['31/04/2026', null],
    ['2026-12-31', null],
    ['', null],
  ])('typed as %s are %s', (text, date) => {
    expect(parseDate(text)).toBe(date);
  });
});
