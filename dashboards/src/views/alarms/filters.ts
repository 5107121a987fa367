import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { filtersOf, writeFilters, type AlarmFilters } from '../../model/alarm-list';

export interface ConsoleAddress {
  filters: AlarmFilters;
  setFilters: (change: Partial<AlarmFilters>) => void;
  /** The alarm shown in detail. */
  opened: number | null;
  open: (id: number | null, how?: 'step') => void;
}

const OPENED = 'alarm';

/** What the console shows is told by its address: it can be kept, sent to a colleague and gone back to. */
export function useConsoleAddress(): ConsoleAddress {
  const [parameters, setParameters] = useSearchParams();
  const filters = useMemo(() => filtersOf(parameters), [parameters]);
  const opened = Number(parameters.get(OPENED)) || null;
  const setFilters = useCallback(
    (change: Partial<AlarmFilters>) => {
      setParameters((before) => writeFilters(before, { ...filtersOf(before), ...change }), { replace: true });
    },
    [setParameters],
  );
  const open = useCallback(
    (id: number | null, how?: 'step') => {
      setParameters(
        (before) => {
          const next = new URLSearchParams(before);
          if (id === null) {
            next.delete(OPENED);
          } else {
            next.set(OPENED, String(id));
          }
          return next;
        },
        // Going from one to the next is one visit, not many.
        { replace: how === 'step' },
      );
    },
    [setParameters],
  );
  return { filters, setFilters, opened, open };
}
