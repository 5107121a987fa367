import type { Parameters, MessageKey } from '../i18n';

/** An age as the text to show it with: the largest whole unit, so that a glance is enough. */
export interface AgeText {
  key: MessageKey;
  parameters?: Parameters;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Of a duration in seconds; clocks that differ a little must not show negative ages. */
export function ageText(seconds: number): AgeText {
  if (seconds < 2 * MINUTE) {
    return { key: 'age.seconds', parameters: { n: Math.max(0, Math.floor(seconds)) } };
  }
  if (seconds < 2 * HOUR) {
    return { key: 'age.minutes', parameters: { n: Math.floor(seconds / MINUTE) } };
  }
  if (seconds < 2 * DAY) {
    return { key: 'age.hours', parameters: { n: Math.floor(seconds / HOUR) } };
  }
  return { key: 'age.days', parameters: { n: Math.floor(seconds / DAY) } };
}

/** How old a value may be before it counts as stale: twice its interval, with room for the way. */
export function staleAfterSeconds(intervalSeconds: number | null): number {
  const UNKNOWN_INTERVAL_LIMIT = 5 * MINUTE;
  const LEAST = 30;
  return intervalSeconds === null ? UNKNOWN_INTERVAL_LIMIT : Math.max(LEAST, 2 * intervalSeconds);
}
