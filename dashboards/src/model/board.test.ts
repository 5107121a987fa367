import { describe, expect, it } from 'vitest';
import {
  boardRows,
  boardTurns,
  byRow,
  conflictOf,
  DAY,
  daysOfAxis,
  hatchesOf,
  HOUR,
  isMovable,
  isPinned,
  LEAD,
  merged,
  moved,
  neighbour,
  NO_CHANGES,
  pinToggled,
  placed,
  selected,
  shifted,
  SLOT,
  startOfDay,
  tariffStretches,
  timeAt,
  weekdayOf,
  windowsWithin,
  xOf,
  type Axis,
  type TariffVersion,
  type Works,
} from './board';
import type { Constraint, Turn } from './irrigation-plans';

/** Monday 5 October 2026, midnight in Việt Nam. */
const MONDAY = Date.parse('2026-10-05T00:00:00+07:00');
const AXIS: Axis = { from: MONDAY, to: MONDAY + 5 * DAY, pixelsPerHour: 10 };
const at = (day: number, hours: number): number => MONDAY + day * DAY + hours * HOUR;

function turn(id: string, subject: string, from: number, hours: number, more: Partial<Turn> = {}): Turn {
  return { id, plan: 1, kind: 'field', subject, canal: 'k1', device: null, flow: 0.1, volume: 900, energy: [], cost: 0, pinned: false, withdrawn: null, account: null, from, to: from + hours * HOUR, ...more };
}

const pin = (number: number, of: Turn): Constraint => ({ number, forbidden: false, kind: 'field', subject: of.subject, from: of.from, to: of.to, reason: '', set: { by: 'an', at: MONDAY } });

describe('axis', () => {
  it('draws a time where the pointer finds it again', () => {
    expect(xOf(AXIS, at(1, 6))).toBe(300);
    expect(timeAt(AXIS, 300)).toBe(at(1, 6));
  });

  it('cuts what begins before or ends after it, and draws nothing of what lies outside', () => {
    expect(placed(AXIS, { from: MONDAY - HOUR, to: MONDAY + HOUR })).toEqual({ left: 0, width: 10 });
    expect(placed(AXIS, { from: at(4, 23), to: at(6, 0) })).toEqual({ left: 1190, width: 10 });
    expect(placed(AXIS, { from: at(5, 0), to: at(5, 1) })).toBeNull();
    expect(placed(AXIS, { from: MONDAY - HOUR, to: MONDAY })).toBeNull();
  });

  it('has the days of Việt Nam, whatever the clock of the computer', () => {
    expect(daysOfAxis({ from: at(0, 22), to: at(2, 1) })).toEqual([
      { from: at(0, 22), to: at(1, 0) },
      { from: at(1, 0), to: at(2, 0) },
      { from: at(2, 0), to: at(2, 1) },
    ]);
    expect(startOfDay(at(3, 23.9))).toBe(at(3, 0));
    expect([0, 1, 5, 6].map((day) => weekdayOf(at(day, 0)))).toEqual([1, 2, 6, 7]);
  });
});

describe('weekly windows', () => {
  it('go on past midnight, also from the day before', () => {
    const quiet = [{ days: [], from: '22:00', to: '05:00' }];
    expect(windowsWithin(quiet, { from: at(1, 0), to: at(2, 0) })).toEqual([
      { from: at(1, 0), to: at(1, 5) },
      { from: at(1, 22), to: at(2, 0) },
    ]);
  });

  it('hold on their days only', () => {
    const noon = [{ days: ['TUESDAY', 'THURSDAY'] as const, from: '11:00', to: '13:00' }];
    expect(windowsWithin(noon, { from: at(0, 0), to: at(5, 0) })).toEqual([
      { from: at(1, 11), to: at(1, 13) },
      { from: at(3, 11), to: at(3, 13) },
    ]);
  });

  it('become one where they touch', () => {
    expect(merged([{ from: 5, to: 7 }, { from: 1, to: 3 }, { from: 3, to: 4 }])).toEqual([{ from: 1, to: 4 }, { from: 5, to: 7 }]);
  });
});

describe('tariff', () => {
  const WORKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;
  const version: TariffVersion = {
    name: '2026',
    validFrom: '2026-04-01',
    holidays: ['2026-10-07'],
    holidayAs: 'SUNDAY',
    bands: [
      { code: 'peak', price: 3000, windows: [{ days: WORKDAYS, from: '17:30', to: '22:30' }] },
      { code: 'off-peak', price: 1100, windows: [{ days: [], from: '00:00', to: '06:00' }] },
      { code: 'normal', price: 1700, windows: [] },
    ],
  };

  it('has the bands of a weekday', () => {
    expect(tariffStretches([version], { from: at(0, 0), to: at(1, 0) })).toEqual([
      { from: at(0, 0), to: at(0, 6), code: 'off-peak', price: 1100, level: 'cheap' },
      { from: at(0, 6), to: at(0, 17.5), code: 'normal', price: 1700, level: 'usual' },
      { from: at(0, 17.5), to: at(0, 22.5), code: 'peak', price: 3000, level: 'dear' },
      { from: at(0, 22.5), to: at(1, 0), code: 'normal', price: 1700, level: 'usual' },
    ]);
  });

  it('has no peak on a Sunday, nor on a holiday that counts as one', () => {
    const codes = (day: number) => tariffStretches([version], { from: at(day, 0), to: at(day + 1, 0) }).map(({ code }) => code);
    expect(codes(6)).toEqual(['off-peak', 'normal']);
    expect(codes(2)).toEqual(['off-peak', 'normal']);
    expect(codes(3)).toEqual(['off-peak', 'normal', 'peak', 'normal']);
  });

  it('changes with the version of the day', () => {
    const next: TariffVersion = { ...version, validFrom: '2026-10-06', bands: [{ code: 'flat', price: 1500, windows: [] }] };
    expect(tariffStretches([next, version], { from: at(0, 23), to: at(1, 1) }).map(({ code }) => code)).toEqual(['normal', 'flat']);
  });

  it('is not there without a version', () => {
    expect(tariffStretches([], AXIS)).toEqual([]);
  });
});

describe('rows', () => {
  const works: Works = {
    canals: [
      { id: 'k2', name: 'Kênh nhánh', area: 'a', parent: 'k1' },
      { id: 'k1', name: 'Kênh chính', area: 'a', parent: null },
    ],
    pumps: [{ id: 'b1', name: 'Bơm 1', canal: 'k1', quiet: [] }],
    fields: [
      { id: 'f10', name: 'Cánh đồng 10', area: 'a', canal: 'k2', hectares: 3, quiet: [] },
      { id: 'f2', name: 'Cánh đồng 2', area: 'a', canal: 'k2', hectares: 3, quiet: [] },
      { id: 'f1', name: 'Cánh đồng 1', area: 'a', canal: 'k1', hectares: 3, quiet: [] },
    ],
  };

  it('follow the water: canal, its pumps, its fields, then what it feeds', () => {
    expect(boardRows(works, new Set(), () => true).map(({ key, depth }) => [key, depth])).toEqual([
      ['canal k1', 0],
      ['pump b1', 1],
      ['field f1', 1],
      ['canal k2', 1],
      ['field f2', 2],
      ['field f10', 2],
    ]);
  });

  it('fold away and say how much', () => {
    const rows = boardRows(works, new Set(['k2']), () => true);
    expect(rows.map(({ key }) => key)).toEqual(['canal k1', 'pump b1', 'field f1', 'canal k2']);
    expect(rows[3]?.folded).toBe(2);
  });

  it('show a canal whose parent is of another area, and do not run in circles', () => {
    const circle = { ...works, canals: [{ id: 'k9', name: 'K9', area: 'a', parent: 'elsewhere' }, { id: 'k1', name: 'K1', area: 'a', parent: 'k2' }, { id: 'k2', name: 'K2', area: 'a', parent: 'k1' }] };
    expect(boardRows(circle, new Set(), () => true).map(({ key }) => key)).toEqual(['canal k9']);
  });

  it('leave out the fields that are not wanted', () => {
    expect(boardRows(works, new Set(), ({ id }) => id === 'f1').filter(({ kind }) => kind === 'field').map(({ id }) => id)).toEqual(['f1']);
  });
});

describe('a pulled turn', () => {
  const within = { from: at(0, 0), to: at(5, 0) };
  const now = at(0, 8);

  it('goes by whole half hours and keeps its length', () => {
    expect(shifted({ from: at(1, 5), to: at(1, 8) }, 100 * 60_000, within, now)).toEqual({ from: at(1, 6.5), to: at(1, 9.5) });
    expect(shifted({ from: at(1, 5), to: at(1, 8) }, -14 * 60_000, within, now)).toEqual({ from: at(1, 5), to: at(1, 8) });
    expect(shifted({ from: at(1, 5), to: at(1, 8) }, SLOT, within, now)).toEqual({ from: at(1, 5.5), to: at(1, 8.5) });
  });

  it('stays within the plan, and in time for people and devices to hear of it', () => {
    expect(shifted({ from: at(1, 5), to: at(1, 8) }, -3 * DAY, within, now)).toEqual({ from: at(0, 8.5), to: at(0, 11.5) });
    expect(shifted({ from: at(1, 5), to: at(1, 8) }, -3 * DAY, within, at(0, 8) + LEAD + 1).from).toBe(at(0, 9));
    expect(shifted({ from: at(1, 5), to: at(1, 8) }, 9 * DAY, within, now)).toEqual({ from: at(4, 21), to: at(5, 0) });
  });

  it('stays where it is when there is no room', () => {
    const whole = { from: at(0, 0), to: at(5, 0) };
    expect(shifted(whole, HOUR, within, now)).toEqual(whole);
  });

  it('must be of a field and not have begun', () => {
    expect(isMovable(turn('p1-1', 'f1', at(1, 5), 3), now)).toBe(true);
    expect(isMovable(turn('p1-1', 'f1', at(0, 5), 6), now)).toBe(false);
    expect(isMovable(turn('p1-1', 'b1', at(1, 5), 3, { kind: 'pump' }), now)).toBe(false);
    expect(isMovable(turn('p1-1', 'f1', at(1, 5), 3, { withdrawn: 'lockout' }), now)).toBe(false);
  });
});

describe('a pulled-out time', () => {
  it('takes whole half hours, whichever way it is pulled', () => {
    expect(selected(AXIS, 52, 78)).toEqual({ from: at(0, 5), to: at(0, 8) });
    expect(selected(AXIS, 78, 52)).toEqual({ from: at(0, 5), to: at(0, 8) });
    expect(selected(AXIS, 52, 52)).toEqual({ from: at(0, 5), to: at(0, 5.5) });
  });
});

describe('changes', () => {
  const one = turn('p1-1', 'f1', at(1, 5), 3);

  it('forget a turn that was put back', () => {
    const away = moved(NO_CHANGES, one, { from: at(1, 6), to: at(1, 9) });
    expect(away.moves.size).toBe(1);
    expect(isPinned(one, away, [])).toBe(true);
    expect(moved(away, one, { from: one.from, to: one.to }).moves.size).toBe(0);
  });

  it('pin and unpin, also what a former plan pinned', () => {
    const pinned = pinToggled(NO_CHANGES, one, []);
    expect(isPinned(one, pinned, [])).toBe(true);
    expect(isPinned(one, pinToggled(pinned, one, []), [])).toBe(false);

    const released = pinToggled(NO_CHANGES, one, [pin(4, one)]);
    expect([...released.releases]).toEqual([4]);
    expect(isPinned(one, NO_CHANGES, [pin(4, one)])).toBe(true);
    expect(isPinned(one, released, [pin(4, one)])).toBe(false);
  });

  it('put a moved turn back when its pin is taken away', () => {
    const away = moved(NO_CHANGES, one, { from: at(1, 6), to: at(1, 9) });
    expect(pinToggled(away, one, []).moves.size).toBe(0);
  });
});

describe('arrow keys', () => {
  const bars = byRow([turn('b', 'f1', at(1, 5), 2), turn('a', 'f1', at(0, 5), 2), turn('c', 'f3', at(0, 4), 1), turn('d', 'f3', at(1, 6), 1)]);
  const rows = ['f1', 'f2', 'f3'].map((id) => ({ key: `field ${id}`, kind: 'field' as const, id, name: id, depth: 1, folded: 0 }));
  const go = (from: string | null, direction: Parameters<typeof neighbour>[3]) => neighbour(rows, bars, from, direction)?.id ?? null;

  it('begin with the first bar', () => {
    expect(go(null, 'down')).toBe('a');
    expect(go('gone', 'right')).toBe('a');
  });

  it('lead along the row and to the nearest in time of the next one that has any', () => {
    expect(go('a', 'right')).toBe('b');
    expect(go('b', 'right')).toBeNull();
    expect(go('b', 'down')).toBe('d');
    expect(go('a', 'down')).toBe('c');
    expect(go('d', 'up')).toBe('b');
    expect(go('a', 'last')).toBe('b');
    expect(go('b', 'first')).toBe('a');
    expect(go('a', 'up')).toBeNull();
  });
});

describe('what may not run', () => {
  const works: Works = {
    canals: [{ id: 'k1', name: 'K1', area: 'a', parent: null }, { id: 'k2', name: 'K2', area: 'a', parent: 'k1' }],
    pumps: [{ id: 'b1', name: 'B1', canal: 'k1', quiet: [{ days: [], from: '11:00', to: '13:00' }] }],
    fields: [{ id: 'f1', name: 'F1', area: 'a', canal: 'k2', hectares: 2, quiet: [] }],
  };
  const rows = boardRows(works, new Set(), () => true);
  const day = { from: at(0, 0), to: at(1, 0) };
  const none = { forbids: [], lockouts: [], stops: [] };
  const reasons = (hatches: ReturnType<typeof hatchesOf>, key: string) => (hatches.get(key) ?? []).map(({ reason }) => reason);

  it('is a window of its own, and of nothing else', () => {
    const found = hatchesOf(works, rows, day, none);
    expect(found.get('pump b1')).toEqual([{ from: at(0, 11), to: at(0, 13), reason: 'quiet', note: '' }]);
    expect(found.has('field f1')).toBe(false);
  });

  it('goes down from a canal to all that it feeds', () => {
    const stopped = hatchesOf(works, rows, day, { ...none, stops: [{ canal: 'k1', since: at(0, 9) }] });
    expect(reasons(stopped, 'field f1')).toEqual(['stop']);
    expect(reasons(stopped, 'canal k2')).toEqual(['stop']);
    const below = hatchesOf(works, rows, day, { ...none, forbids: [{ kind: 'canal', subject: 'k2', from: at(0, 1), to: at(0, 2), reason: 'sửa cống' }] });
    expect(reasons(below, 'field f1')).toEqual(['forbidden']);
    expect(reasons(below, 'pump b1')).toEqual(['quiet']);
  });

  it('is what stands against a turn', () => {
    const hatches = hatchesOf(works, rows, day, { ...none, lockouts: [{ kind: 'pump', subject: 'b1', since: at(0, 20), reason: 'water-quality' }] }).get('pump b1') ?? [];
    expect(conflictOf(hatches, { from: at(0, 12), to: at(0, 14) })?.reason).toBe('quiet');
    expect(conflictOf(hatches, { from: at(0, 19), to: at(0, 21) })?.reason).toBe('water-quality');
    expect(conflictOf(hatches, { from: at(0, 13), to: at(0, 20) })).toBeNull();
  });
});

describe('turns of the board', () => {
  const account = { state: 'done' as const, started: at(0, 5), confirmed: null, ended: at(0, 7), volume: 800, how: null, deviation: null, reason: '', atRest: true };

  it('are those of the plan with what became of them, and what ran before it', () => {
    const plan = { turns: [turn('p2-1', 'f1', at(1, 5), 2), turn('p1-9', 'f2', at(0, 5), 2)], from: at(1, 0) };
    const told = [turn('p1-9', 'f2', at(0, 5), 2, { account }), turn('p1-1', 'f1', at(0, 2), 2, { account }), turn('p1-4', 'f1', at(2, 2), 2)];
    const found = boardTurns(plan, told);
    expect(found.map(({ id }) => id)).toEqual(['p2-1', 'p1-9', 'p1-1']);
    expect(found[1]?.account?.state).toBe('done');
  });

  it('are all that was told where there is no plan', () => {
    expect(boardTurns(null, [turn('m-1', 'b1', at(0, 1), 1)]).map(({ id }) => id)).toEqual(['m-1']);
  });
});
