import { describe, expect, it } from 'vitest';
import { translate, type Language, type MessageKey, type Parameters } from '../i18n';
import { completenessText, countingText, missingPart, shareText } from './completeness';
import type { Completeness } from './types';

const FULL: Completeness = {
  device: 'tb-1',
  site: 's-1',
  day: '2026-11-19',
  counting: 'sequence',
  complete: true,
  share: 1,
  packs: { expected: 1440, received: 1440, late: 0, lost: 0 },
  readings: { expected: 7200, received: 7200, late: 0, lost: 0 },
  lateSeconds: 0,
  epochs: 1,
  lastAt: '2026-11-19T16:59:00Z',
};
const HOLED: Completeness = {
  ...FULL,
  complete: false,
  share: 1401 / 1440,
  packs: { expected: 1440, received: 1401, late: 120, lost: 39 },
  lateSeconds: 7_200,
};

const text = (day: Completeness, language: Language = 'vi') =>
  completenessText(day, (key: MessageKey, parameters?: Parameters) => translate(language, key, parameters), language).replaceAll('\u00a0', ' ');

describe('a day in words', () => {
  it('is short when nothing is missing', () => {
    expect(text(FULL)).toBe('100 %');
    expect(text({ ...FULL, lateSeconds: 14_400 })).toBe('100 %, 4 giờ gửi bù');
    expect(text({ ...FULL, lateSeconds: 59 })).toBe('100 %');
    expect(text({ ...FULL, lateSeconds: 5_400 })).toBe('100 %, 90 phút gửi bù');
  });

  it('says what is missing, in both languages', () => {
    expect(text(HOLED)).toBe('97,2 %, thiếu 39 gói, 2 giờ gửi bù');
    expect(text(HOLED, 'en')).toBe('97.2 %, 39 packs missing, 2 h sent later');
    expect(text({ ...HOLED, counting: 'interval', lateSeconds: 0 })).toBe('97,2 %, thiếu 39 lần báo');
  });

  it('claims nothing that cannot be known', () => {
    const unknown: Completeness = { ...FULL, counting: 'unknown', complete: null, share: null, packs: { expected: null, received: 7, late: 0, lost: null } };
    expect(text(unknown)).toBe('Đã nhận 7 gói');
    expect(text({ ...unknown, packs: { ...unknown.packs, received: 0 } })).toBe('Không có số liệu');
  });

  it('tells that the numbering began anew', () => {
    const t = (key: MessageKey, parameters?: Parameters) => translate('vi', key, parameters);
    expect(countingText(FULL, t)).toBe('Đếm theo số thứ tự của gói.');
    expect(countingText({ ...FULL, epochs: 3 }, t)).toContain('đánh số lại 2 lần');
  });
});

describe('a share', () => {
  it('is never rounded up to everything', () => {
    expect(shareText(0.99999, 'en')).toBe('99.9\u00a0%');
    expect(shareText(0.973, 'vi')).toBe('97,3\u00a0%');
    expect(shareText(0, 'vi')).toBe('0\u00a0%');
  });
});

describe('the missing part of a cell', () => {
  it('is nothing when complete or unknown', () => {
    expect(missingPart(FULL)).toBe(0);
    expect(missingPart({ ...FULL, complete: true, share: 0.995 })).toBe(0);
    expect(missingPart({ ...FULL, complete: null, share: null })).toBe(0);
  });

  it('is seen however small, and whole only when nothing came', () => {
    expect(missingPart({ ...HOLED, share: 0.999 })).toBe(0.2);
    expect(missingPart({ ...HOLED, share: 0.5 })).toBe(0.5);
    expect(missingPart({ ...HOLED, share: 0.01 })).toBe(0.9);
    expect(missingPart({ ...HOLED, share: 0, packs: { ...HOLED.packs, received: 0 } })).toBe(1);
  });
});
