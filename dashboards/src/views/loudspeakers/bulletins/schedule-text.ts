import { useAreas } from '../../../api/queries';
import { useSession } from '../../../components/session';
import { useTranslate, type Translate } from '../../../i18n';
import { evenStep, type Schedule } from '../../../model/loudspeaker-bulletins';
import { formatDate } from '../../../model/time';
import { WEEKDAYS } from '../../../model/weekdays';
import { useCommuneOptions } from '../parts';

/** So many times of day are read at a glance. */
const READABLE = 6;

/** Many times that follow each other evenly as one span; otherwise the first and the last of them. */
function timesText(t: Translate, times: readonly string[]): string {
  const [first = '', last = ''] = [times[0], times[times.length - 1]];
  if (times.length <= READABLE) {
    return times.join(', ');
  }
  const step = evenStep(times);
  return step === null ? t('loa.schedule.manyTimes', { times: times.slice(0, READABLE - 2).join(', '), n: times.length - READABLE + 1, last }) : t('loa.schedule.every', { first, last, n: step });
}

/** "05:30, 17:00 hằng ngày", "06:20 T2, T4" or "03:10 ngày 23/11/2026". */
export function useScheduleText(): (schedule: Schedule) => string {
  const t = useTranslate();
  return ({ times, weekdays, validFrom, validTo }) => {
    const days = validFrom === validTo ? t('loa.schedule.onDay', { day: formatDate(validFrom) }) : weekdays.length === 0 || weekdays.length === WEEKDAYS.length ? t('loa.schedule.daily') : WEEKDAYS.filter((day) => weekdays.includes(day)).map((day) => t(`loa.weekday.short.${day}`)).join(', ');
    return `${timesText(t, times)} ${days}`;
  };
}

/** From when until when a schedule holds. */
export function useValidityText(): (schedule: Schedule) => string {
  const t = useTranslate();
  return ({ validFrom, validTo }) => (validTo === null ? t('loa.schedule.from', { from: formatDate(validFrom) }) : t('loa.schedule.fromTo', { from: formatDate(validFrom), to: formatDate(validTo) }));
}

const NAMED = 3;

/** "Toàn huyện", or the first communes by name and how many more; those out of one's sight have no name. */
export function useTargetsText(): (schedule: Pick<Schedule, 'areas' | 'clusters'>) => string {
  const t = useTranslate();
  const session = useSession();
  const allAreas = useAreas();
  const communes = useCommuneOptions();
  const seen = allAreas.data ?? [];
  return ({ areas, clusters }) => {
    const everywhere = session.area === null && (seen.some(({ id, parent }) => parent === null && areas.includes(id)) || (communes.length > 1 && communes.every(({ value }) => areas.includes(value))));
    const names = areas.flatMap((area) => seen.find(({ id }) => id === area)?.name ?? []).slice(0, NAMED);
    const named = names.join(', ');
    const more = areas.length - names.length;
    return [
      everywhere ? t('loa.schedule.everywhere') : more === 0 ? named : named === '' ? t('loa.schedule.wider') : t('loa.schedule.andMore', { named, n: more }),
      clusters.length > 0 ? t('loa.clusters', { n: clusters.length }) : '',
    ].filter((text) => text !== '').join(' + ');
  };
}
