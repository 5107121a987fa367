import { describe, expect, it } from 'vitest';
import { typedNumber } from './typed-number';

describe('typedNumber', () => {
  it.each([
    ['18,5', 'en', 18.5],
    ['18,5', 'vi', 18.5],
    ['18.5', 'en', 18.5],
    ['18.5', 'vi', 18.5],
    ['0,125', 'en', 0.125],
    ['1,234', 'en', 1234],
    ['12,345,678.5', 'en', 12_345_678.5],
    ['1,234', 'vi', 1.234],
    ['20.734', 'vi', 20.734],
    ['1.234,5', 'vi', 1234.5],
    ['1.234.567', 'vi', 1_234_567],
    ['-0,5', 'en', -0.5],
    ['\u22120,5', 'vi', -0.5],
    ['3 412 800', 'vi', 3_412_800],
    ['18,', 'en', 18],
  ] as const)('%s typed in %s is %d', (text, language, value) => {
    expect(Number(typedNumber(text, language))).toBe(value);
  });

  it.each([['1,2,3', 'en'], ['1,2.3,4', 'en'], ['1.2.3', 'vi'], ['18,5 ha', 'en'], ['mười', 'vi'], ['1.234,5', 'en']] as const)('%s typed in %s is no number', (text, language) => {
    expect(Number(typedNumber(text, language))).toBeNaN();
  });
});
