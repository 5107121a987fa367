import type { Pending } from '../model/live';
import type { Reading } from '../model/types';
import { seriesApi } from './series';

/**
 * The newest reading of single series, for rows that show one value each: only the row whose value changed is drawn
 * again. What nobody looks at is not kept.
 */
interface Watched {
  reading: Reading | null;
  listeners: Set<() => void>;
}

/** By device, then by series. */
const watched = new Map<string, Map<string, Watched>>();

/** Rows that are only scrolled past ask for nothing. */
const SETTLE_MILLIS = 300;
const ASKED_AT_ONCE = 4;
const wanted: string[] = [];
let asking = 0;

/** Watches one series until the function that it returns is called; its value is asked for once, then live. */
export function watchLatest(device: string, series: string, listener: () => void): () => void {
  const ofDevice = watched.get(device) ?? new Map<string, Watched>();
  watched.set(device, ofDevice);
  const entry = ofDevice.get(series) ?? { reading: null, listeners: new Set() };
  ofDevice.set(series, entry);
  entry.listeners.add(listener);
  const timer = setTimeout(() => { want(device); }, SETTLE_MILLIS);
  return () => {
    clearTimeout(timer);
    entry.listeners.delete(listener);
    if (entry.listeners.size === 0) {
      ofDevice.delete(series);
      if (ofDevice.size === 0 && watched.get(device) === ofDevice) {
        watched.delete(device);
      }
    }
  };
}

export function latestOf(device: string, series: string): Reading | null {
  return watched.get(device)?.get(series)?.reading ?? null;
}

export function noteLatest(pending: Pending): void {
  if (watched.size === 0) {
    return;
  }
  for (const [device, ofDevice] of pending.readings) {
    for (const [series, { last }] of ofDevice) {
      note(device, series, last);
    }
  }
}

function note(device: string, series: string, reading: Reading): void {
  const entry = watched.get(device)?.get(series);
  if (entry && (entry.reading === null || Date.parse(reading.at) >= Date.parse(entry.reading.at))) {
    entry.reading = reading;
    entry.listeners.forEach((listener) => { listener(); });
  }
}

function want(device: string): void {
  const unknown = [...(watched.get(device)?.values() ?? [])].some((entry) => entry.reading === null);
  if (unknown && !wanted.includes(device)) {
    wanted.push(device);
    askNext();
  }
}

function askNext(): void {
  while (asking < ASKED_AT_ONCE) {
    const device = wanted.shift();
    if (device === undefined) {
      return;
    }
    if (watched.has(device)) {
      asking += 1;
      void ask(device);
    }
  }
}

async function ask(device: string): Promise<void> {
  try {
    for (const { name, at, value, quality } of await seriesApi.list({ device })) {
      if (at !== null) {
        note(device, name, { at, value, quality });
      }
    }
  } catch {
    // The value of the alarm itself stays on screen until a reading comes.
  } finally {
    asking -= 1;
    askNext();
  }
}
