import type { AlarmView } from './alarms';
import type { Device, Instant, Presence, PresenceEvent, Reading, ReadingEvent, Series } from './types';

/** What arrived since the screen was last brought up to date; the newest of each wins, so it is bounded by the registry. */
export interface Pending {
  /** By device, then by series name. */
  readings: Map<string, Map<string, PendingReading>>;
  presences: Map<string, PresenceEvent>;
  alarms: Map<number, AlarmView>;
}

export interface PendingReading {
  site: string;
  unit: string;
  last: Reading;
  /** All that arrived, oldest first, for charts. */
  all: Reading[];
}

/** Charts lose the oldest beyond this, should the screen not be drawn for long (a tab in the background). */
const MOST_KEPT_PER_SERIES = 600;

export function emptyPending(): Pending {
  return { readings: new Map(), presences: new Map(), alarms: new Map() };
}

export function isEmpty(pending: Pending): boolean {
  return pending.readings.size === 0 && pending.presences.size === 0 && pending.alarms.size === 0;
}

export function addReadings(pending: Pending, event: ReadingEvent): void {
  let ofDevice = pending.readings.get(event.device);
  if (!ofDevice) {
    ofDevice = new Map();
    pending.readings.set(event.device, ofDevice);
  }
  for (const { series, unit, at, value, quality } of event.readings) {
    const reading: Reading = { at, value, quality };
    const known = ofDevice.get(series);
    if (!known) {
      ofDevice.set(series, { site: event.site, unit, last: reading, all: [reading] });
    } else {
      known.all.push(reading);
      if (known.all.length > MOST_KEPT_PER_SERIES) {
        known.all.shift();
      }
      if (isNewer(at, known.last.at)) {
        known.last = reading;
      }
    }
  }
}

export function addPresence(pending: Pending, event: PresenceEvent): void {
  pending.presences.set(event.device, event);
}

/** An alarm that changed; the newest revision wins, in whatever order they come. */
export function addAlarm(pending: Pending, alarm: AlarmView): void {
  const known = pending.alarms.get(alarm.id);
  if (known === undefined || known.revision < alarm.revision) {
    pending.alarms.set(alarm.id, alarm);
  }
}

/** ISO instants of different precision (…00Z, …00.250Z) do not compare as text. */
function isNewer(at: Instant, than: Instant | null): boolean {
  return than === null || Date.parse(at) >= Date.parse(than);
}

/**
 * Brings a list of series up to date. Rows that nothing happened to stay the same objects, and the list too, so that
 * only what changed is drawn again.
 */
export function applyReadings(rows: Series[], pending: Pending, receivedAt: Instant): Series[] {
  let changed = false;
  const next = rows.map((row) => {
    const update = pending.readings.get(row.device)?.get(row.name)?.last;
    if (!update || !isNewer(update.at, row.at)) {
      return row;
    }
    changed = true;
    return { ...row, at: update.at, value: update.value, quality: update.quality, receivedAt };
  });
  return changed ? next : rows;
}

/** Whether something arrived that a list of series has no row for: a device or series new since it was loaded. */
export function hasUnknownSeries(rows: Series[], pending: Pending, filter: { site?: string; device?: string }): boolean {
  const known = new Set(rows.map((row) => `${row.device} ${row.name}`));
  for (const [device, ofDevice] of pending.readings) {
    for (const [name, reading] of ofDevice) {
      const wanted = filter.device !== undefined ? filter.device === device : filter.site === reading.site;
      if (wanted && !known.has(`${device} ${name}`)) {
        return true;
      }
    }
  }
  return false;
}

/** When devices were last heard of, by their readings. */
export type Heard = ReadonlyMap<string, Instant>;

/** Notes the newest reading of every device: it proves that the device is there, though no presence event says so. */
export function noteHeard(heard: Map<string, Instant>, pending: Pending): void {
  for (const [device, ofDevice] of pending.readings) {
    for (const { last } of ofDevice.values()) {
      if (isNewer(last.at, heard.get(device) ?? null)) {
        heard.set(device, last.at);
      }
    }
  }
}

export function applyPresences(devices: Device[], presences: Pending['presences'], heard: Heard): Device[] {
  let changed = false;
  const next = devices.map((device) => {
    const updated = applyPresence(device, presences, heard);
    changed ||= updated !== device;
    return updated;
  });
  return changed ? next : devices;
}

export function applyPresence(device: Device, presences: Pending['presences'], heard: Heard): Device {
  const event = presences.get(device.id);
  const base = event ? { ...device, ...presenceOf(event) } : device;
  const at = heard.get(device.id);
  if (at !== undefined && base.presence === 'online' && isNewer(at, base.lastSeen) && at !== base.lastSeen) {
    return { ...base, lastSeen: at };
  }
  return base;
}

function presenceOf({ presence, online, since, lastSeen, transport, reason }: PresenceEvent): Presence {
  return { presence, online, since, lastSeen, transport, reason };
}

/**
 * Appends to the readings of a chart what is newer than its last, and lets go what has left the range. Readings denser
 * than `leastGapMillis` replace each other: the next load brings the extremes back.
 */
export function appendReadings(
  readings: Reading[],
  arrived: readonly Reading[],
  range: { fromMillis: number; leastGapMillis: number },
): Reading[] {
  let next = readings;
  for (const reading of arrived) {
    const last = next[next.length - 1];
    const at = Date.parse(reading.at);
    if (last && at <= Date.parse(last.at)) {
      continue;
    }
    next = next === readings ? [...readings] : next;
    const beforeLast = next[next.length - 2];
    if (last && beforeLast && at - Date.parse(beforeLast.at) < range.leastGapMillis) {
      next[next.length - 1] = reading;
    } else {
      next.push(reading);
    }
  }
  const first = next[0];
  if (next !== readings && first && Date.parse(first.at) < range.fromMillis) {
    next = next.filter((reading) => Date.parse(reading.at) >= range.fromMillis);
  }
  return next;
}
