import { describe, expect, it } from 'vitest';
import { applyAlarms, byArea, chartRange, countsOfAll, mostUrgent, newlyAnnounced, type AlarmSummary, type AlarmView, type Letter } from './alarms';
import { alarmOf } from './alarms.fixture';

const changes = (...alarms: AlarmView[]) => new Map(alarms.map((alarm) => [alarm.id, alarm]));

describe('the list of alarms under changes', () => {
  const one = alarmOf({ id: 1, revision: 1 });
  const two = alarmOf({ id: 2, revision: 2 });

  it('stays the same object when nothing of it changed', () => {
    const list = [one, two];
    expect(applyAlarms(list, changes())).toBe(list);
    expect(applyAlarms(list, changes(alarmOf({ id: 1, revision: 1, letter: 'C' })))).toBe(list);
  });

  it('takes the newer revision and leaves the other alarms as they are', () => {
    const acknowledged = alarmOf({ id: 1, revision: 3, letter: 'C' });
    const next = applyAlarms([one, two], changes(acknowledged));
    expect(next).toEqual([acknowledged, two]);
    expect(next[1]).toBe(two);
  });

  it('does not go back to an older revision', () => {
    const newer = alarmOf({ id: 1, revision: 9, letter: 'C' });
    expect(applyAlarms([newer], changes(alarmOf({ id: 1, revision: 8, letter: 'B' })))).toEqual([newer]);
  });

  it('adds new ones and lets normal ones go', () => {
    const three = alarmOf({ id: 3, revision: 4 });
    expect(applyAlarms([one, two], changes(three, alarmOf({ id: 2, revision: 5, letter: 'A' })))).toEqual([one, three]);
    expect(applyAlarms([one], changes(alarmOf({ id: 7, revision: 6, letter: 'A' })))).toEqual([one]);
  });
});

describe('what has to be heard', () => {
  const quiet = alarmOf({ id: 1, letter: 'C', priority: 2, occurrence: 'o1' });

  it.each<[what: string, after: Partial<AlarmView>, heard: number | null]>([
    ['nothing changed', {}, null],
    ['a comment on an acknowledged alarm', { comments: 1 }, null],
    ['told again', { letter: 'B' }, 2],
    ['returned', { letter: 'D' }, null],
  ])('%s', (_what, after, heard) => {
    expect(newlyAnnounced([quiet], [{ ...quiet, ...after }])).toBe(heard);
  });

  it('is heard once as long as it waits', () => {
    const waiting = alarmOf({ id: 1, letter: 'B', level: 1, occurrence: 'o1' });
    expect(newlyAnnounced([waiting], [{ ...waiting, comments: 1 }])).toBeNull();
    expect(newlyAnnounced([waiting], [{ ...waiting, level: 2 }])).toBe(waiting.priority);
    expect(newlyAnnounced([waiting], [{ ...waiting, occurrence: 'o2' }])).toBe(waiting.priority);
  });

  it('is the worst of several', () => {
    const after = [alarmOf({ id: 5, priority: 3 }), alarmOf({ id: 6, priority: 1 }), alarmOf({ id: 7, priority: 2 })];
    expect(newlyAnnounced([], after)).toBe(1);
  });
});

describe('the one to look at first', () => {
  it.each<[Letter, Letter, number]>([
    ['B', 'D', 1],
    ['D', 'B', 2],
    ['C', 'D', 2],
  ])('of %s with priority 2 and %s with priority 1 is number %i', (first, second, expected) => {
    expect(mostUrgent([alarmOf({ id: 1, letter: first, priority: 2 }), alarmOf({ id: 2, letter: second, priority: 1 })])?.id).toBe(expected);
  });

  it('is the newest of the same priority, and none when all are acknowledged', () => {
    const older = alarmOf({ id: 1, activatedAt: '2026-11-21T08:00:00Z' });
    const newer = alarmOf({ id: 2, activatedAt: '2026-11-21T08:00:00.5Z' });
    expect(mostUrgent([older, newer])?.id).toBe(2);
    expect(mostUrgent([alarmOf({ letter: 'C' }), alarmOf({ letter: 'F' })])).toBeNull();
  });
});

const SUMMARY: AlarmSummary = {
  byPriority: { 1: { unacknowledged: 1, acknowledged: 2, returned: 3 }, 3: { unacknowledged: 4, acknowledged: 0, returned: 0 } },
  shelved: 5,
  suppressed: 6,
  outOfService: 7,
  standing: 8,
  chattering: 9,
  byArea: [
    { area: 'van-dinh', priority: 2, unacknowledged: 1, acknowledged: 0, returned: 1, suppressed: 4 },
    { area: 'ung-hoa', priority: 3, unacknowledged: 0, acknowledged: 2, returned: 0, suppressed: 0 },
    { area: 'vien-an', priority: 0, unacknowledged: 0, acknowledged: 0, returned: 0, suppressed: 2 },
  ],
  bySite: [],
};

describe('counts', () => {
  it('add up over the priorities', () => {
    expect(countsOfAll(SUMMARY)).toEqual({ unacknowledged: 5, total: 10 });
  });

  it('of an area hold those of the areas within', () => {
    const areas = [
      { id: 'ung-hoa', parent: null },
      { id: 'van-dinh', parent: 'ung-hoa' },
      { id: 'vien-an', parent: 'ung-hoa' },
    ];
    const counts = byArea(SUMMARY, areas);
    expect(counts.get('van-dinh')).toEqual({ priority: 2, unacknowledged: 1, total: 2 });
    expect(counts.get('ung-hoa')).toEqual({ priority: 2, unacknowledged: 1, total: 4 });
    expect(counts.get('vien-an')).toEqual({ priority: 0, unacknowledged: 0, total: 0 });
  });
});

describe('the range of the curve', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');

  it.each([
    ['2026-11-21T11:58:00Z', 1],
    ['2026-11-21T11:00:00Z', 6],
    ['2026-11-21T02:00:00Z', 24],
    ['2026-11-19T12:00:00Z', 7 * 24],
    ['2026-01-01T00:00:00Z', 30 * 24],
  ])('since %s is %i hours', (activatedAt, hours) => {
    expect(chartRange(alarmOf({ activatedAt }), now)).toBe(hours * 3_600_000);
  });
});
