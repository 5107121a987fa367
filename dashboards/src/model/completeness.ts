import type { Language, MessageKey, Parameters } from '../i18n';
import { formatNumber } from './numbers';
import type { Completeness } from './types';

type Text = (key: MessageKey, parameters?: Parameters) => string;

/** A share of less than everything is never rounded up to 100 %. */
export function shareText(share: number, language: Language): string {
  const tenths = Math.floor(share * 1000 + 1e-9);
  return `${formatNumber(tenths / 10, tenths % 10 === 0 ? 0 : 1, language)}\u00a0%`;
}

/** One line for a day: "97,3 %, thiếu 39 gói, 2 giờ gửi bù". */
export function completenessText(day: Completeness, t: Text, language: Language): string {
  if (day.share === null) {
    return day.packs.received === 0
      ? t('completeness.nothing')
      : t('completeness.received', { n: formatNumber(day.packs.received, 0, language) });
  }
  const parts = [shareText(day.share, language)];
  const lost = day.packs.lost ?? 0;
  if (lost > 0) {
    const key = day.counting === 'sequence' ? 'completeness.lostPacks' : 'completeness.lostReports';
    parts.push(t(key, { n: formatNumber(lost, 0, language) }));
  }
  const late = lateText(day.lateSeconds, t, language);
  if (late !== null) {
    parts.push(late);
  }
  return parts.join(', ');
}

/** For how long data came late, in minutes up to two hours; null below a minute. */
function lateText(seconds: number, t: Text, language: Language): string | null {
  if (seconds < 60) {
    return null;
  }
  return seconds < 7_200
    ? t('completeness.lateMinutes', { n: formatNumber(Math.round(seconds / 60), 0, language) })
    : t('completeness.lateHours', { n: formatNumber(Math.round(seconds / 3_600), 0, language) });
}

/** How it is known what was to come, and how exact that is. */
export function countingText(day: Completeness, t: Text): string {
  const how = t(`completeness.by.${day.counting}`);
  return day.epochs > 1 ? `${how} ${t('completeness.renumbered', { n: day.epochs - 1 })}` : how;
}

/** The part of a cell that is drawn as missing, 0 to 1: something is always seen, and the whole only if nothing came. */
export function missingPart(day: Completeness): number {
  if (day.complete !== false || day.share === null) {
    return 0;
  }
  return day.packs.received === 0 ? 1 : Math.min(0.9, Math.max(0.2, 1 - day.share));
}
