import { describe, expect, it } from 'vitest';
import { allTexts, weekdayOf, type Word } from './texts';

const holesOf = (text: string): string => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort().join();

describe('the texts of the farmers\' pages', () => {
  it('have the same holes in both languages and nowhere are empty', () => {
    for (const word of Object.keys(allTexts.vi) as Word[]) {
      expect(holesOf(allTexts.en[word]), word).toBe(holesOf(allTexts.vi[word]));
      expect(allTexts.vi[word].trim() === '' || allTexts.en[word].trim() === '', word).toBe(false);
      expect(allTexts.vi[word]).toBe(allTexts.vi[word].normalize('NFC'));
    }
  });

  it('know the weekdays', () => {
    expect(weekdayOf('2026-11-26', 'vi')).toBe('thứ Năm');
    expect(weekdayOf('2026-11-22', 'en')).toBe('on Sunday');
  });
});
