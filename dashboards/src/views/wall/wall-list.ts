import { began, isUnacknowledged, type AlarmView } from '../../model/alarms';

/** What nobody has acknowledged: what is active before what is over, the worst first, of the same priority the newest. */
export function wallAlarms(alarms: readonly AlarmView[]): AlarmView[] {
  const over = (alarm: AlarmView) => (alarm.letter === 'B' ? 0 : 1);
  return alarms
    .filter(isUnacknowledged)
    .sort((one, other) => over(one) - over(other) || one.priority - other.priority || began(other) - began(one) || one.id - other.id);
}
