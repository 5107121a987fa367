import { describe, expect, it } from 'vitest';
import { againstGreedy, findingsOf, mayPlan, mayStop, progressOf, publishObstacle, stateOf, todayOf, type PlanHead, type Turn, type TurnAccount, type TurnState } from './irrigation-plans';
import type { Role, Session } from './types';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-10-05T10:00:00+07:00');

const account = (state: TurnState, more: Partial<TurnAccount> = {}): TurnAccount => ({ state, started: null, confirmed: null, ended: null, volume: null, how: null, deviation: null, reason: '', atRest: null, ...more });

const turn = (id: string, hours: number, more: Partial<Turn> = {}): Turn => ({ id, plan: 1, kind: 'field', subject: 'f', canal: 'k', device: 'd', from: NOW + hours * HOUR, to: NOW + (hours + 2) * HOUR, flow: 0.1, volume: 720, energy: [], cost: 0, pinned: false, withdrawn: null, account: null, ...more });

const session = (username: string, area: string | null, ...roles: Role[]): Session => ({ username, name: '', roles, area, expiresAt: '' });

const plan: PlanHead = { id: 3, state: 'accepted', horizon: { from: NOW, to: NOW + HOUR }, base: null, parent: null, made: { by: 'an', at: NOW }, accepted: { by: 'an', at: NOW }, published: null, ended: null, figures: null, note: '' };

describe('who may', () => {
  it('publish is another person than accepted', () => {
    expect(publishObstacle(plan, session('an', null, 'agriculture-officer'))).toBe('plan.publish.second');
    expect(publishObstacle(plan, session('binh', null, 'supervisor'))).toBeNull();
    expect(publishObstacle(plan, session('chi', null, 'operator'))).toBe('plan.publish.role');
  });

  it('plan is staff of the whole district; stop also who is on duty', () => {
    expect(mayPlan(session('an', 'xa', 'agriculture-officer'))).toBe(false);
    expect(mayPlan(session('an', null, 'agriculture-officer'))).toBe(true);
    expect(mayStop(session('an', null, 'operator'))).toBe(true);
    expect(mayStop(session('an', null, 'commune-viewer'))).toBe(false);
  });
});

describe('a turn', () => {
  it('has the state of its account, else that of the plan', () => {
    expect(stateOf(turn('a', 1))).toBe('planned');
    expect(stateOf(turn('a', 1, { withdrawn: 'stop' }))).toBe('withdrawn');
    expect(stateOf(turn('a', 1, { withdrawn: 'stop', account: account('running') }))).toBe('running');
  });

  it('has come as far as its water, and as its time', () => {
    const running = turn('a', -1, { account: account('running', { started: NOW - HOUR, volume: 180 }) });
    expect(progressOf(running, NOW)).toEqual({ volume: 0.25, time: 0.5 });
    expect(progressOf(turn('a', 1), NOW)).toEqual({ volume: null, time: 0 });
    expect(progressOf(turn('a', -9), NOW).time).toBe(1);
  });
});

describe('today', () => {
  const ids = (turns: readonly Turn[]) => turns.map(({ id }) => id);

  it('begins with what was missed, then cut short, then what nobody knows', () => {
    const found = todayOf(
      [
        turn('unknown', -5, { account: account('unknown') }),
        turn('cut', -4, { account: account('cut-short') }),
        turn('missed', -3, { account: account('missed') }),
        turn('running', -1, { account: account('running') }),
        turn('hand', -1, { kind: 'pump', account: account('manual') }),
        turn('soon', 3),
        turn('tomorrow', 20),
        turn('done', -6, { account: account('done', { ended: NOW - 4 * HOUR }) }),
        turn('hand-over', -8, { kind: 'pump', account: account('manual', { ended: NOW - 7 * HOUR }) }),
      ],
      NOW,
      12 * HOUR,
    );
    expect(ids(found.wrong)).toEqual(['missed', 'cut', 'unknown']);
    expect(ids(found.running)).toEqual(['hand', 'running']);
    expect(ids(found.next)).toEqual(['soon']);
    expect(ids(found.over)).toEqual(['done', 'hand-over']);
  });
});

describe('what closed an intake', () => {
  const found = (series: string, minutes: number, value: number) => ({ device: 'd', series, at: minutes * 60_000, value, limit: 2 });

  it('is told by what was measured, its three newest values in the order of time', () => {
    expect(findingsOf([found('oxygen', 30, 1.3), found('oxygen', 0, 1.1), found('oxygen', 15, 1.2), found('oxygen', -15, 9)])).toEqual([
      { series: 'oxygen', limit: 2, values: [1.1, 1.2, 1.3], times: [0, 900_000, 1_800_000] },
    ]);
    expect(findingsOf([found('oxygen', 0, 1.1), found('ph', 15, 4)]).map(({ series }) => series)).toEqual(['oxygen', 'ph']);
    expect(findingsOf([])).toEqual([]);
  });
});

describe('against the simple plan', () => {
  const figures = { cost: 900, energy: 1, volume: 5_000, missing: 300, greedyCost: 1_000, greedyMissing: 1_400, withSolver: true };

  it('water and money are told apart, in m³ and in VND', () => {
    expect(againstGreedy(figures)).toEqual({ saved: 100, percent: 10, water: 1_100 });
    expect(againstGreedy({ ...figures, cost: 1_100, missing: 1_400 })).toEqual({ saved: -100, percent: -10, water: 0 });
  });

  it('a simple plan that pumps nothing has no share', () => {
    expect(againstGreedy({ ...figures, greedyCost: 0 }).percent).toBeNull();
  });
});
