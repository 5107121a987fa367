import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useAreas } from '../../api/queries';
import { useClusters } from '../../api/loudspeaker-queries';
import { Icon } from '../../components/icons';
import { VerdictMark } from '../../components/loudspeakers/marks';
import { matchesOption, optionsOf, type Option } from '../../components/select-options';
import { useSession } from '../../components/session';
import { lookUp, useLanguage, useTranslate } from '../../i18n';
import { serverNow } from '../../model/clock';
import { lengthParts } from '../../model/loudspeaker-bulletins';
import { dayAfter } from '../../model/loudspeaker-timeline';
import { coverageOf, percent, type Slot } from '../../model/loudspeaker-verdicts';
import type { Cluster } from '../../model/loudspeakers';
import { formatNumber } from '../../model/numbers';
import { formatDate, formatDayMonth, formatTime, millisOf, parseDate, today } from '../../model/time';

export const addressOf = ({ device }: { device: string }): string => `/loa/cum/${encodeURIComponent(device)}`;
export const slotAddress = (slot: string): string => `/loa/luot/${encodeURIComponent(slot)}`;

/** Where a bulletin comes from: typed here, from a file, or by the name of the system that sent it. */
export function useOriginText(): (source: string | null) => string {
  const t = useTranslate();
  const language = useLanguage();
  return (source) => (source === null ? t('loa.bulletin.typed') : (lookUp(language, 'loa.origin', source) ?? t('loa.bulletin.fromProvince')));
}

/** Counts as they are written: 13.010. */
export function useCount(): (value: number) => string {
  const language = useLanguage();
  return (value) => formatNumber(value, 0, language);
}

/** "5 phút", "1 phút 30 giây". */
export function useLengthText(): (seconds: number) => string {
  const t = useTranslate();
  return (seconds) => lengthParts(seconds).map(({ unit, n }) => t(`loa.length.${unit}`, { n })).join(' ');
}

/** The village is what people call it by; the cluster's own name where there is none. */
export const shortName = (cluster: Pick<Cluster, 'village' | 'name'>): string => cluster.village ?? cluster.name;

/** The time alone when it is today, else the day. */
export function useMoment(): (at: string | null) => string {
  const t = useTranslate();
  return (at) => {
    const millis = millisOf(at);
    if (millis === null) {
      return t('loa.never');
    }
    return today(millis) === today(serverNow()) ? formatTime(millis) : formatDayMonth(millis);
  };
}

/** A day and its neighbours. */
export function DayPicker({ day, onDay }: { day: string; onDay: (day: string) => void }) {
  const t = useTranslate();
  const current = today(serverNow());
  return (
    <span className="loa-day-picker">
      <Button icon={<Icon name="back" size={16} />} aria-label={t('loa.day.before')} onClick={() => { onDay(dayAfter(day, -1)); }} />
      <DayInput key={day} day={day} onDay={onDay} />
      <Button icon={<Icon name="chevronRight" size={16} />} aria-label={t('loa.day.after')} onClick={() => { onDay(dayAfter(day, 1)); }} />
      {day !== current && <Button type="link" onClick={() => { onDay(current); }}>{t('loa.day.today')}</Button>}
    </span>
  );
}

function DayInput({ day, onDay }: { day: string; onDay: (day: string) => void }) {
  const t = useTranslate();
  const [text, setText] = useState(formatDate(day));
  const typed = parseDate(text);
  const take = () => {
    if (typed !== null && typed !== day) {
      onDay(typed);
    }
  };
  return <Input className="loa-day-input" aria-label={t('loa.day')} value={text} status={typed === null ? 'error' : ''} inputMode="numeric" onChange={(event) => { setText(event.target.value); }} onBlur={take} onPressEnter={take} data-testid="day" />;
}

/** The communes that have clusters, in the order of their names. */
export function useCommuneOptions(): Option[] {
  const clusters = useClusters();
  const names = new Map((clusters.data ?? []).map(({ area, areaName }) => [area, areaName]));
  return optionsOf([...names.keys()], (id) => names.get(id) ?? id);
}

export interface Targets {
  options: Option[];
  /** All that one may speak to, as few areas as name it. */
  everywhere: string[];
}

/** Communes, and before them the whole district for those who may speak to all of it. */
export function useTargets(): Targets {
  const t = useTranslate();
  const session = useSession();
  const areas = useAreas();
  const communes = useCommuneOptions();
  const root = session.area === null ? areas.data?.find(({ parent }) => parent === null) : undefined;
  return root === undefined
    ? { options: communes, everywhere: communes.map(({ value }) => value) }
    : { options: [{ value: root.id, label: `${t('loa.schedule.everywhere')} (${root.name})` }, ...communes], everywhere: [root.id] };
}

/** What the owner of a bulletin is called; those out of one's sight have no name. */
export function useOwnerName(): (area: string | null) => string {
  const t = useTranslate();
  const areas = useAreas();
  return (area) => (area === null ? t('loa.bulletin.district') : (areas.data?.find(({ id }) => id === area)?.name ?? t('loa.bulletin.otherUnit')));
}

export function CommuneSelect({ area, onArea, everywhere }: { area: string | null; onArea: (area: string | null) => void; everywhere?: string }) {
  const t = useTranslate();
  const options = useCommuneOptions();
  return (
    <Select
      allowClear
      showSearch
      className="loa-area"
      placeholder={everywhere ?? t('loa.allCommunes')}
      aria-label={t('loa.commune')}
      value={area}
      options={options}
      filterOption={matchesOption}
      onChange={(next: string | undefined) => { onArea(next ?? null); }}
    />
  );
}

const STRETCHES = ['verified', 'partial', 'heard', 'playing', 'awaiting', 'missed'] as const;

/** Shares of all clusters as one bar; the words stand in the title and beside it. */
export function CoverageBar({ slot, tall = false }: { slot: Pick<Slot, 'counts' | 'targets' | 'population' | 'populationVerified'>; tall?: boolean }) {
  const t = useTranslate();
  const { total } = coverageOf(slot);
  const shown = STRETCHES.flatMap((verdict) => {
    const count = slot.counts[verdict] ?? 0;
    return count > 0 ? [{ verdict, count }] : [];
  });
  const words = shown.map(({ verdict, count }) => `${t(`loa.verdict.${verdict}`)}: ${count}`).join(', ');
  return (
    <span className={tall ? 'loa-bar loa-bar-tall' : 'loa-bar'} role="img" aria-label={words} title={words}>
      {shown.map(({ verdict, count }) => <span key={verdict} className={`loa-bar-part loa-bar-${verdict}`} style={{ width: `${total > 0 ? (count / total) * 100 : 0}%` }} />)}
    </span>
  );
}

/** "97 %"; a dash where there was nothing to sound. */
export function percentText(part: number, whole: number): string {
  const known = percent(part, whole);
  return known === null ? '–' : `${known}\u00a0%`;
}

/** How many clusters have which verdict, those without any left out. */
export function CountList({ slot }: { slot: Pick<Slot, 'counts'> }) {
  const t = useTranslate();
  return (
    <ul className="loa-counts">
      {(['verified', 'partial', 'missed', 'heard', 'playing', 'awaiting', 'due', 'excused'] as const).map((verdict) => {
        const count = slot.counts[verdict] ?? 0;
        return count === 0 ? null : (
          <li key={verdict}>
            <VerdictMark look={verdict} />
            <b>{count}</b> {t(`loa.verdict.${verdict}`).toLowerCase()}
          </li>
        );
      })}
    </ul>
  );
}
