import { useCallback, useSyncExternalStore } from 'react';
import { latestOf, watchLatest } from '../../api/latest';
import { unitLabel, valueText } from '../../components/value';
import { useLanguage, useTranslate, type Language } from '../../i18n';
import type { AlarmView } from '../../model/alarms';
import type { Reading } from '../../model/types';
import { formatInUnit, humanUnit } from '../../model/units';

type Measured = Pick<AlarmView, 'series' | 'unit'>;

/** A number of the alarm's series as people read it, with its unit. */
export function measuredText(value: number | null, { series, unit }: Measured, language: Language): string {
  if (value === null) {
    return '–';
  }
  const human = humanUnit(unit ?? '', series ?? '');
  const label = unitLabel(human, language);
  return `${formatInUnit(value, human, language)}${label === '' ? '' : ` ${label}`}`;
}

/** Flags that the centre makes (linked or not) say nothing beyond the name of the alarm. */
const isFlag = ({ series }: Measured): boolean => series === 'kenh/link' || series === 'kenh/power';

/** The newest reading of what the alarm watches; null when there is none or no single series. */
export function useLatest({ device, series }: Pick<AlarmView, 'device' | 'series'>): Reading | null {
  const watch = useCallback(
    (listener: () => void) => (device === null || series === null ? NOTHING : watchLatest(device, series, listener)),
    [device, series],
  );
  return useSyncExternalStore(watch, () => (device === null || series === null ? null : latestOf(device, series)));
}

const NOTHING = (): void => undefined;

export function readingText(reading: Reading, measured: Measured, language: Language): string {
  return typeof reading.value === 'number'
    ? measuredText(reading.value, measured, language)
    : valueText({ name: measured.series ?? '', unit: measured.unit ?? '', value: reading.value }, language);
}

/** What was made of readings, as of the last change: the newest reading says something else. */
function Derived({ alarm, measure }: { alarm: AlarmView; measure: 'change' | 'difference' | 'count' }) {
  const t = useTranslate();
  const language = useLanguage();
  const text = (value: number | null) =>
    value === null ? '–' : measure === 'count' ? String(value) : measuredText(value, alarm, language);
  return (
    <>
      <span className="alarm-value alarm-value-then" data-testid="alarm-value">{t(`alarm.measure.${measure}`, { value: text(alarm.value) })}</span>
      {alarm.limit !== null && <span className="alarm-sub">{t('alarm.limit', { limit: text(alarm.limit) })}</span>}
    </>
  );
}

/** The value now above the limit that it is held against. */
export function ValueAgainstLimit({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  const language = useLanguage();
  const latest = useLatest(alarm);
  if (isFlag(alarm) || (latest === null && alarm.value === null)) {
    return <span className="alarm-value-none">–</span>;
  }
  if (alarm.measure === 'change' || alarm.measure === 'difference' || alarm.measure === 'count') {
    return <Derived alarm={alarm} measure={alarm.measure} />;
  }
  const isNumber = latest === null || typeof latest.value === 'number';
  return (
    <>
      <span className={latest === null ? 'alarm-value alarm-value-then' : latest.quality === 'bad' ? 'alarm-value alarm-value-bad' : 'alarm-value'} data-testid="alarm-value">
        {latest === null ? measuredText(alarm.value, alarm, language) : readingText(latest, alarm, language)}
      </span>
      {alarm.limit !== null && isNumber && <span className="alarm-sub">{t('alarm.limit', { limit: measuredText(alarm.limit, alarm, language) })}</span>}
    </>
  );
}
