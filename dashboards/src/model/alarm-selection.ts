import type { AlarmView } from './alarms';

/** The alarms marked in the list, each with the occurrence that was seen when it was marked. */
export type Selection = ReadonlyMap<number, string | null>;

export const NOTHING_SELECTED: Selection = new Map();

/** An alarm that was raised anew since is not the one that was marked. */
export const isSelected = (selection: Selection, alarm: AlarmView): boolean => selection.get(alarm.id) === alarm.occurrence;

export function toggled(selection: Selection, alarm: AlarmView): Selection {
  const next = new Map(selection);
  if (isSelected(selection, alarm)) {
    next.delete(alarm.id);
  } else {
    next.set(alarm.id, alarm.occurrence);
  }
  return next;
}

export const allOf = (rows: readonly AlarmView[]): Selection => new Map(rows.map(({ id, occurrence }) => [id, occurrence]));

/** What an action is for: the marked rows as long as there are any, else the one at the cursor. */
export function chosenOf(rows: readonly AlarmView[], selection: Selection, cursor: number | null): { alarms: AlarmView[]; marked: boolean } {
  const marked = selection.size === 0 ? [] : rows.filter((alarm) => isSelected(selection, alarm));
  return marked.length > 0 ? { alarms: marked, marked: true } : { alarms: rows.filter((alarm) => alarm.id === cursor), marked: false };
}

/** Whether the alarm has begun anew since it was looked at: nobody has seen this occurrence yet. */
export const beganAnew = (seen: AlarmView, now: AlarmView | undefined): boolean =>
  now !== undefined && now.occurrence !== null && now.occurrence !== seen.occurrence;
