import { useSyncExternalStore } from 'react';
import { serverNow } from '../model/clock';

/** One tick a second for everything that shows an age. */
const listeners = new Set<() => void>();
let now = serverNow();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = serverNow();
    listeners.forEach((each) => { each(); });
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** Now in Unix milliseconds, by the server's clock; the component is drawn anew every second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** Drawn anew only when the derived value changes, which for most ages is far less often than every second. */
export function useNowDerived<T extends string | number | boolean>(derive: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => derive(now));
}
