import type { Language } from '../i18n';

/** 1,234,567.8: commas that part thousands, and nothing else. */
const COMMA_THOUSANDS = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;

/** 1.234.567 or 1.234,5: points that can only part thousands. */
const POINT_THOUSANDS = /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/;

/**
 * What somebody typed, as `Number` reads it. A comma is decimal unless it parts thousands as English does, so that 18,5 never becomes 185; one
 * point alone is decimal in both languages, as maps and data sheets have it. What is neither stays as it is, and is no number.
 */
export function typedNumber(text: string, language: Language): string {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(/\u2212/g, '-');
  if (language === 'en' && COMMA_THOUSANDS.test(plain)) {
    return plain.replaceAll(',', '');
  }
  const points = plain.split('.').length - 1;
  if (language === 'vi' && POINT_THOUSANDS.test(plain) && (points > 1 || plain.includes(','))) {
    return plain.replaceAll('.', '').replace(',', '.');
  }
  return plain.includes('.') ? plain : plain.replace(',', '.');
}
