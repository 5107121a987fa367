import { describe, expect, it } from 'vitest';
import { ageText, staleAfterSeconds } from './age';

describe('ageText', () => {
  it.each([
    [-3, 'age.seconds', 0],
    [0.4, 'age.seconds', 0],
    [1, 'age.seconds', 1],
    [119.9, 'age.seconds', 119],
    [120, 'age.minutes', 2],
    [7_199, 'age.minutes', 119],
    [7_200, 'age.hours', 2],
    [172_799, 'age.hours', 47],
    [172_800, 'age.days', 2],
  ])('of %s seconds is the largest whole unit', (seconds, key, n) => {
    const text = ageText(seconds);
    expect(text.key).toBe(key);
    expect(text.parameters?.['n']).toBe(n);
  });
});

describe('staleAfterSeconds', () => {
  it('is twice the interval, at least half a minute, five minutes where nothing was reported', () => {
    expect(staleAfterSeconds(60)).toBe(120);
    expect(staleAfterSeconds(1)).toBe(30);
    expect(staleAfterSeconds(null)).toBe(300);
  });
});
