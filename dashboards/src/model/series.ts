import { lookUp, type Language } from '../i18n';
import { staleAfterSeconds } from './age';
import { millisOf } from './time';
import type { Device, Series, Value } from './types';

/** What is wrong with a shown value; null: nothing. The worse wins. */
export type ValueMark = 'bad' | 'uncertain' | 'stale' | null;

/** States and events are sent when they change; silence does not make them old as long as their device speaks. */
function isEvent(value: Value): boolean {
  return typeof value === 'boolean' || typeof value === 'string';
}

export function isStale(series: Series, device: Pick<Device, 'interval' | 'presence'> | undefined, now: number): boolean {
  const at = millisOf(series.at);
  if (at === null) {
    return false;
  }
  if (device && device.presence !== 'online') {
    return true;
  }
  return !isEvent(series.value) && now - at > staleAfterSeconds(device?.interval ?? null) * 1000;
}

export function valueMark(series: Series, device: Pick<Device, 'interval' | 'presence'> | undefined, now: number): ValueMark {
  if (series.value === null) {
    return null;
  }
  if (series.quality === 'bad') {
    return 'bad';
  }
  if (isStale(series, device, now)) {
    return 'stale';
  }
  return series.quality === 'uncertain' ? 'uncertain' : null;
}

/**
 * A readable name of a series: `pump-1/current` → "Bơm 1 · Dòng điện". Parts that the vocabulary does not know stay as
 * they are.
 */
export function seriesLabel(name: string, language: Language): string {
  const whole = lookUp(language, 'series', name);
  if (whole !== null) {
    return whole;
  }
  return name
    .split(/[/]/)
    .map((part) => partLabel(part, language))
    .join(' · ');
}

function partLabel(part: string, language: Language): string {
  const known = lookUp(language, 'series', part);
  if (known !== null) {
    return known;
  }
  const numbered = /^(.+?)[-_.]?(\d+)$/.exec(part);
  const base = numbered?.[1] === undefined ? null : lookUp(language, 'series', numbered[1]);
  return base === null ? part : `${base} ${numbered?.[2] ?? ''}`;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Series in the order people read them: by their owner (a pump, the station), then by name. */
export function bySeriesName(a: Series, b: Series): number {
  return collator.compare(a.device, b.device) || collator.compare(a.name, b.name);
}
