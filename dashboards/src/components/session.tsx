import { createContext, useContext } from 'react';
import type { Session } from '../model/types';

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in; only for what is drawn inside the frame. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) {
    throw new Error('useSession is for screens inside the frame, where somebody is signed in');
  }
  return session;
}
