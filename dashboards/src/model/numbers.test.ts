import { describe, expect, it } from 'vitest';
import { digitsFor, formatNumber } from './numbers';

describe('formatNumber', () => {
  it('uses the decimal comma and points for thousands in Vietnamese', () => {
    expect(formatNumber(18_244.25, 1, 'vi')).toBe('18.244,3');
    expect(formatNumber(-0.5, 2, 'vi')).toBe('-0,50');
  });

  it('uses the decimal point and commas for thousands in English', () => {
    expect(formatNumber(18_244.25, 1, 'en')).toBe('18,244.3');
  });

  it('shows no negative zero', () => {
    expect(formatNumber(-0.001, 2, 'vi')).toBe('0,00');
  });
});

describe('digitsFor', () => {
  it.each([
    [12_345.6, 0],
    [7, 0],
    [123.45, 1],
    [12.345, 2],
    [0.5, 3],
    [0.00123, 5],
  ])('of %s is %s', (value, digits) => {
    expect(digitsFor(value)).toBe(digits);
  });
});
