import { has } from './roles';
import type { AlarmView } from './alarms';
import type { Session } from './types';

/** What a person may do with an alarm, as far as can be said before asking; the server decides. */

export const ALARM_ACTIONS = ['acknowledge', 'shelve', 'unshelve', 'reset', 'comment', 'assign', 'out-of-service', 'in-service'] as const;
export type AlarmAction = (typeof ALARM_ACTIONS)[number];

/** Who may do anything with alarms at all. */
export const mayHandleAlarms = (session: Session): boolean => has(session, 'operator', 'supervisor', 'administrator');

const isSupervisor = (session: Session): boolean => has(session, 'supervisor', 'administrator');

/** Alarms of priority 1 are shelved by a supervisor only. */
export const mayShelve = (session: Session, alarm: AlarmView): boolean => alarm.priority > 1 || isSupervisor(session);

/** Taking out of service hides an alarm for as long as nobody remembers it, so it is a supervisor's. */
export const mayEver = (session: Session, action: AlarmAction): boolean =>
  action === 'out-of-service' || action === 'in-service' ? isSupervisor(session) : mayHandleAlarms(session);

/** Whether the action can change anything in this state. */
export function makesSense(action: AlarmAction, alarm: AlarmView): boolean {
  const { letter } = alarm;
  switch (action) {
    case 'acknowledge':
      return letter === 'B' || letter === 'D' || letter === 'E';
    case 'shelve':
      return letter >= 'B' && letter <= 'F';
    case 'unshelve':
      return alarm.shelvedUntil !== null;
    case 'reset':
      return letter === 'F';
    case 'out-of-service':
      return !alarm.outOfService;
    case 'in-service':
      return alarm.outOfService;
    case 'comment':
    case 'assign':
      return true;
  }
}

/** Of the alarms chosen, those that an action is for. */
export const targetsOf = (action: AlarmAction, alarms: readonly AlarmView[]): AlarmView[] =>
  alarms.filter((alarm) => makesSense(action, alarm));

/** Longest time of shelving in minutes. */
export const LONGEST_SHELVING = 8 * 60;
export const SHELVE_MINUTES: readonly number[] = [15, 30, 60, 120, 240, LONGEST_SHELVING];

/** A duration as the API wants it. */
export const isoMinutes = (minutes: number): string => `PT${minutes}M`;

/** Minutes of PT1H30M, PT10M, PT90S…; null for what is none. */
export function minutesOf(duration: string): number | null {
  const [whole, days, hours, minutes, seconds] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(duration) ?? [];
  if (whole === undefined) {
    return null;
  }
  return Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0) + Number(seconds ?? 0) / 60;
}
