import { useMemo, useState } from 'react';
import type { AlarmView } from '../../model/alarms';
import { holdStill, type StillList } from '../../model/alarm-list';

interface StillRows extends StillList {
  /** Lets those in that wait. */
  bringIn: () => void;
}

interface Held {
  /** Of what list: other filters are another list, which begins with what is there. */
  of: string;
  rows: readonly AlarmView[];
}

/** The rows to draw: as wanted, or, while somebody is at them, those that were there when they came. */
export function useStillRows(wanted: readonly AlarmView[], all: ReadonlyMap<number, AlarmView>, { hold, of }: { hold: boolean; of: string }): StillRows {
  const [held, setHeld] = useState<Held | null>(null);
  const begins = hold && (held?.of !== of || (held.rows.length === 0 && wanted.length > 0));
  // Derived while drawing, as React allows it, so that no frame shows the list moved.
  if (begins) {
    setHeld({ of, rows: wanted });
  } else if (!hold && held !== null) {
    setHeld(null);
  }
  const still = useMemo(
    () => (hold && held?.of === of ? holdStill(held.rows, wanted, all) : { rows: wanted, waiting: 0 }),
    [hold, held, of, wanted, all],
  );
  return { ...still, bringIn: () => { setHeld({ of, rows: wanted }); } };
}
