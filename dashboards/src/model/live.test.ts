import { describe, expect, it } from 'vitest';
import {
  addPresence,
  addReadings,
  appendReadings,
  applyPresence,
  applyPresences,
  applyReadings,
  emptyPending,
  hasUnknownSeries,
  isEmpty,
  noteHeard,
  type Pending,
} from './live';
import type { Device, Quality, Reading, Series } from './types';

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

const row = (name: string, seconds: number, value: number): Series => ({
  device: 'pump',
  site: 'station',
  name,
  unit: 'm',
  at: at(seconds),
  receivedAt: at(seconds),
  value,
  quality: 'good',
});

const device: Device = {
  id: 'pump',
  site: 'station',
  kind: 'pump-controller',
  name: 'Máy bơm 1',
  model: null,
  firmware: null,
  interval: 10,
  commands: [],
  createdAt: at(0),
  bornAt: null,
  online: true,
  presence: 'online',
  since: at(0),
  lastSeen: at(0),
  transport: 'mqtt',
  reason: null,
};

function pendingOf(...readings: [name: string, seconds: number, value: number, quality?: Quality][]): Pending {
  const pending = emptyPending();
  for (const [series, seconds, value, quality = 'good'] of readings) {
    addReadings(pending, { device: 'pump', site: 'station', readings: [{ series, unit: 'm', at: at(seconds), value, quality }] });
  }
  return pending;
}

describe('pending readings', () => {
  it('keep the newest of each series, whatever the order of arrival', () => {
    const pending = pendingOf(['level', 20, 2], ['level', 10, 1], ['flow', 5, 3]);
    expect(pending.readings.get('pump')?.get('level')?.last.value).toBe(2);
    expect(pending.readings.get('pump')?.size).toBe(2);
  });

  it('are bounded, however long the screen is not drawn', () => {
    const pending = emptyPending();
    for (let i = 0; i < 5_000; i++) {
      addReadings(pending, { device: 'pump', site: 's', readings: [{ series: 'level', unit: 'm', at: at(i), value: i, quality: 'good' }] });
    }
    const kept = pending.readings.get('pump')?.get('level');
    expect(kept?.all).toHaveLength(600);
    expect(kept?.last.value).toBe(4_999);
  });

  it('know when there is nothing to do', () => {
    expect(isEmpty(emptyPending())).toBe(true);
    expect(isEmpty(pendingOf(['level', 1, 1]))).toBe(false);
  });
});

describe('applyReadings', () => {
  it('replaces only rows with newer values; the others stay the same objects', () => {
    const rows = [row('level', 10, 1), row('flow', 10, 5)];
    const next = applyReadings(rows, pendingOf(['level', 11, 1.5, 'uncertain']), at(12));
    expect(next[0]).toEqual({ ...rows[0], at: at(11), value: 1.5, quality: 'uncertain', receivedAt: at(12) });
    expect(next[1]).toBe(rows[1]);
  });

  it('gives back the same list when nothing is newer', () => {
    const rows = [row('level', 10, 1)];
    expect(applyReadings(rows, pendingOf(['level', 9, 7], ['other', 50, 1]), at(12))).toBe(rows);
  });

  it('compares times of different precision as times, not as text', () => {
    const rows = [{ ...row('level', 0, 1), at: '2026-01-01T00:00:00Z' }];
    const pending = emptyPending();
    addReadings(pending, { device: 'pump', site: 's', readings: [{ series: 'level', unit: 'm', at: '2026-01-01T00:00:00.250Z', value: 2, quality: 'good' }] });
    expect(applyReadings(rows, pending, at(1))[0]?.value).toBe(2);
  });
});

describe('hasUnknownSeries', () => {
  it('sees a new series of the site or device that the list is about, and no other', () => {
    const rows = [row('level', 10, 1)];
    const pending = pendingOf(['flow', 11, 1]);
    expect(hasUnknownSeries(rows, pending, { site: 'station' })).toBe(true);
    expect(hasUnknownSeries(rows, pending, { device: 'pump' })).toBe(true);
    expect(hasUnknownSeries(rows, pending, { site: 'elsewhere' })).toBe(false);
    expect(hasUnknownSeries(rows, pendingOf(['level', 11, 1]), { site: 'station' })).toBe(false);
  });
});

describe('applyPresence', () => {
  it('takes over what the event says', () => {
    const pending = emptyPending();
    addPresence(pending, { device: 'pump', site: 'station', presence: 'offline', online: false, since: at(30), lastSeen: at(29), transport: 'mqtt', reason: 'lost' });
    expect(applyPresence(device, pending.presences, new Map())).toEqual({ ...device, presence: 'offline', online: false, since: at(30), lastSeen: at(29), reason: 'lost' });
  });

  it('counts a reading of an online device as a sign of life', () => {
    const heard = new Map<string, string>();
    noteHeard(heard, pendingOf(['level', 5, 1], ['flow', 4, 1]));
    expect(applyPresence(device, new Map(), heard).lastSeen).toBe(at(5));
    expect(applyPresence({ ...device, presence: 'silent' }, new Map(), heard).lastSeen).toBe(at(0));
  });

  it('leaves a device alone that nothing happened to', () => {
    expect(applyPresence(device, new Map(), new Map())).toBe(device);
    const devices = [device];
    expect(applyPresences(devices, new Map(), new Map())).toBe(devices);
  });
});

describe('appendReadings', () => {
  const reading = (seconds: number, value = seconds): Reading => ({ at: at(seconds), value, quality: 'good' });
  const wide = { fromMillis: 0, leastGapMillis: 0 };

  it('appends what is newer and skips what is known', () => {
    const before = [reading(1), reading(2)];
    expect(appendReadings(before, [reading(2), reading(3)], wide).map((each) => each.value)).toEqual([1, 2, 3]);
    expect(before).toHaveLength(2);
  });

  it('gives back the same readings when nothing is newer', () => {
    const before = [reading(1), reading(2)];
    expect(appendReadings(before, [reading(1)], wide)).toBe(before);
  });

  it('lets go what has left the range', () => {
    const next = appendReadings([reading(1), reading(5)], [reading(9)], { fromMillis: Date.parse(at(4)), leastGapMillis: 0 });
    expect(next.map((each) => each.value)).toEqual([5, 9]);
  });

  it('does not grow denser than the chart can show', () => {
    let readings: Reading[] = [reading(0)];
    for (let i = 1; i <= 600; i++) {
      readings = appendReadings(readings, [reading(i)], { fromMillis: 0, leastGapMillis: 10_000 });
    }
    expect(readings.length).toBeLessThan(130);
    expect(readings[readings.length - 1]?.value).toBe(600);
  });
});
