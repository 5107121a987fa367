import type { Language } from '../i18n';

const LOCALES: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

const formats = new Map<string, Intl.NumberFormat>();

/** With exactly so many digits after the comma, so that a ticking value does not jump about. */
export function formatNumber(value: number, digits: number, language: Language): string {
  const key = `${language}${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(key, format);
  }
  // −0,0 is 0,0 to everybody.
  return format.format(Number(value.toFixed(digits)) === 0 ? 0 : value);
}

/** Digits that give about four significant ones. */
export function digitsFor(value: number): number {
  const magnitude = Math.abs(value);
  if (magnitude >= 1000 || Number.isInteger(value)) {
    return 0;
  }
  if (magnitude >= 100) {
    return 1;
  }
  if (magnitude >= 10) {
    return 2;
  }
  return magnitude >= 0.1 || magnitude === 0 ? 3 : 5;
}
