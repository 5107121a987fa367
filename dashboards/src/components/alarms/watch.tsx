import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { useAlarms, useAlarmSummary } from '../../api/queries';
import { countsOfAll, mostUrgent, newlyAnnounced, type AlarmView } from '../../model/alarms';
import { useSession } from '../session';
import { Horn } from './sound';

const HornContext = createContext<Horn | null>(null);

export function useHorn(): Horn {
  const horn = useContext(HornContext);
  if (horn === null) {
    throw new Error('useHorn is for screens inside AlarmWatch');
  }
  return horn;
}

/** Whatever page is open: new alarms are heard, and the title of the window tells how many wait. */
export function AlarmWatch({ children }: { children: ReactNode }) {
  const { username } = useSession();
  const [horn] = useState(() => new Horn(username));
  useEffect(() => {
    horn.start();
    return () => { horn.stop(); };
  }, [horn]);
  return (
    <HornContext.Provider value={horn}>
      <Sounding horn={horn} />
      <TitleCount />
      {children}
    </HornContext.Provider>
  );
}

function Sounding({ horn }: { horn: Horn }) {
  const { data: alarms } = useAlarms();
  const before = useRef<readonly AlarmView[] | null>(null);
  useEffect(() => {
    if (alarms === undefined) {
      return;
    }
    // What stood there already when the page was opened is shown, not sounded.
    const announced = before.current === null ? null : newlyAnnounced(before.current, alarms);
    before.current = alarms;
    if (announced !== null) {
      horn.announce(announced);
    } else if (horn.snapshot().sounding !== null && mostUrgent(alarms) === null) {
      horn.silence();
    }
  }, [alarms, horn]);
  return null;
}

const NAME = 'Kênh';

function TitleCount() {
  const { data: summary } = useAlarmSummary();
  const waiting = summary === undefined ? 0 : countsOfAll(summary).unacknowledged;
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) ${NAME}` : NAME;
    return () => { document.title = NAME; };
  }, [waiting]);
  return null;
}
