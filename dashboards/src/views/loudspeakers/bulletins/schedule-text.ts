import { useAreas } from '../../../api/queries';
import { useTranslate, type Translate } from '../../../i18n';
import { evenStep, type Schedule } from '../../../model/loudspeaker-bulletins';
import { formatDate } from '../../../model/time';
import { WEEKDAYS } from '../../../model/weekdays';
import { useAreaName, useCommuneOptions } from '../parts';

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

/** "05:30, 17:00 hằng ngày" or "06:20 Thứ Hai, Thứ Tư". */
export function useScheduleText(): (schedule: Schedule) => string {
  const t = useTranslate();
  return ({ times, weekdays }) => {
    const days = weekdays.length === 0 || weekdays.length === WEEKDAYS.length ? t('loa.schedule.daily') : WEEKDAYS.filter((day) => weekdays.includes(day)).map((day) => t(`loa.weekday.short.${day}`)).join(', ');
    return `${timesText(t, times)} ${days}`;
  };
}

/** From when until when a schedule holds. */
export function useValidityText(): (schedule: Schedule) => string {
  const t = useTranslate();
  return ({ validFrom, validTo }) => (validTo === null ? t('loa.schedule.from', { from: formatDate(validFrom) }) : t('loa.schedule.fromTo', { from: formatDate(validFrom), to: formatDate(validTo) }));
}

const NAMED = 3;

/** "Toàn huyện", or the first communes by name and how many more. */
export function useTargetsText(): (schedule: Pick<Schedule, 'areas' | 'clusters'>) => string {
  const t = useTranslate();
  const areaName = useAreaName();
  const allAreas = useAreas();
  const communes = useCommuneOptions();
  return ({ areas, clusters }) => {
    const everywhere = allAreas.data?.some(({ id, parent }) => parent === null && areas.includes(id)) === true || (communes.length > 1 && communes.every(({ value }) => areas.includes(value)));
    const named = areas.slice(0, NAMED).map(areaName).join(', ');
    return [
      everywhere ? t('loa.schedule.everywhere') : areas.length > NAMED ? t('loa.schedule.andMore', { named, n: areas.length - NAMED }) : named,
      clusters.length > 0 ? t('loa.clusters', { n: clusters.length }) : '',
    ].filter((text) => text !== '').join(' + ');
  };
}
