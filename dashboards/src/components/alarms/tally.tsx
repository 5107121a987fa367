import { useTranslate } from '../../i18n';
import type { PlaceAlarms } from '../../model/alarms';
import { PrioritySymbol } from './symbol';

/** The alarms of a place: the worst priority and how many; nothing when there are none. */
export function PlaceTally({ alarms }: { alarms: PlaceAlarms | undefined }) {
  const t = useTranslate();
  if (alarms === undefined || alarms.priority === 0) {
    return null;
  }
  return (
    <span className="place-tally" title={t('map.alarms', { n: alarms.total })} data-testid="place-tally">
      <PrioritySymbol priority={alarms.priority} look={alarms.unacknowledged > 0 ? 'full' : 'light'} size={16} />
      {alarms.total}
    </span>
  );
}
