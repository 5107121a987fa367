import { describe, expect, it } from 'vitest';
import { makesSense, mayEver, mayHandleAlarms, mayShelve, minutesOf, targetsOf, type AlarmAction } from './alarm-actions';
import type { Letter } from './alarms';
import { alarmOf } from './alarms.fixture';
import type { Role, Session } from './types';

const personOf = (...roles: Role[]): Session => ({ username: 'a', name: 'A', roles, area: null, expiresAt: '2026-11-21T08:00:00Z' });

describe('actions', () => {
  it.each<[AlarmAction, string]>([
    ['acknowledge', 'BDE'],
    ['shelve', 'BCDEF'],
    ['reset', 'F'],
    ['comment', 'ABCDEFGHI'],
  ])('%s is for the states %s', (action, letters) => {
    const sensible = [...'ABCDEFGHI'].filter((letter) => makesSense(action, alarmOf({ letter: letter as Letter })));
    expect(sensible.join('')).toBe(letters);
  });

  it('undo what is there to be undone', () => {
    expect(makesSense('unshelve', alarmOf({ letter: 'G', shelvedUntil: '2026-11-21T09:00:00Z' }))).toBe(true);
    expect(makesSense('unshelve', alarmOf())).toBe(false);
    expect(makesSense('in-service', alarmOf({ outOfService: true }))).toBe(true);
    expect(makesSense('out-of-service', alarmOf({ outOfService: true }))).toBe(false);
  });

  it('of several are for those that they fit', () => {
    const alarms = [alarmOf({ id: 1 }), alarmOf({ id: 2, letter: 'C' }), alarmOf({ id: 3, letter: 'D' })];
    expect(targetsOf('acknowledge', alarms).map((alarm) => alarm.id)).toEqual([1, 3]);
  });
});

describe('people', () => {
  it.each<[Role, boolean]>([
    ['operator', true],
    ['supervisor', true],
    ['administrator', true],
    ['commune-viewer', false],
    ['auditor', false],
    ['agriculture-officer', false],
    ['broadcaster', false],
  ])('%s may handle alarms: %s', (role, may) => {
    expect(mayHandleAlarms(personOf(role))).toBe(may);
  });

  it('take out of service only as supervisors', () => {
    expect(mayEver(personOf('operator'), 'out-of-service')).toBe(false);
    expect(mayEver(personOf('supervisor'), 'in-service')).toBe(true);
    expect(mayEver(personOf('operator'), 'acknowledge')).toBe(true);
    expect(mayEver(personOf('auditor'), 'comment')).toBe(false);
  });

  it('shelve priority 1 only as supervisors', () => {
    const urgent = alarmOf({ priority: 1 });
    expect(mayShelve(personOf('operator'), urgent)).toBe(false);
    expect(mayShelve(personOf('operator', 'supervisor'), urgent)).toBe(true);
    expect(mayShelve(personOf('operator'), alarmOf({ priority: 2 }))).toBe(true);
  });
});

describe('minutes of a duration', () => {
  it.each([
    ['PT15M', 15],
    ['PT1H30M', 90],
    ['P1DT1H', 1_500],
    ['PT90S', 1.5],
    ['soon', null],
  ])('%s is %s', (duration, minutes) => {
    expect(minutesOf(duration)).toBe(minutes);
  });
});
