import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { SESSION_KEY } from '../api/queries';

/** The session ends after 15 idle minutes; a person who only looks and points is not idle. */
const PING_MILLIS = 4 * 60_000;

/** Tells the server now and then that somebody is working here, which watching the live stream alone does not. */
export function useActivity(): void {
  const client = useQueryClient();
  useEffect(() => {
    let lastPing = Date.now();
    const onActivity = () => {
      if (Date.now() - lastPing > PING_MILLIS) {
        lastPing = Date.now();
        void client.invalidateQueries({ queryKey: SESSION_KEY });
      }
    };
    const events = ['pointerdown', 'pointermove', 'keydown', 'scroll'] as const;
    events.forEach((event) => { addEventListener(event, onActivity, { passive: true, capture: true }); });
    return () => { events.forEach((event) => { removeEventListener(event, onActivity, { capture: true }); }); };
  }, [client]);
}
