import type { AlarmView } from '../../model/alarms';

/** An alarm that an order could not be carried out on, and why. */
export interface Refusal {
  alarm: AlarmView;
  error: unknown;
}

/** What a person is asked before an action; the alarms stay those that were chosen. */
export interface Asking {
  action: 'shelve' | 'comment' | 'assign' | 'out-of-service' | 'in-service';
  alarms: readonly AlarmView[];
  /** Of these alarms, as of the last try. */
  refusals: readonly Refusal[];
}

/** Over once everything was done; else it stays open, for what was refused alone, so that nothing is done twice. */
export const afterOrder = (asking: Asking, refusals: readonly Refusal[]): Asking | null =>
  refusals.length === 0 ? null : { ...asking, alarms: refusals.map(({ alarm }) => alarm), refusals };

/** Leaves out (null) what is asked while an earlier call is under way: a second Enter, a double click. */
export function oneAtATime<A extends unknown[], R>(run: (...given: A) => Promise<R>): (...given: A) => Promise<R | null> {
  let underWay = false;
  return async (...given) => {
    if (underWay) {
      return null;
    }
    underWay = true;
    try {
      return await run(...given);
    } finally {
      underWay = false;
    }
  };
}
