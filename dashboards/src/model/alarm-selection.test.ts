import { describe, expect, test } from 'vitest';
import { alarmOf } from './alarms.fixture';
import { allOf, beganAnew, chosenOf, isSelected, NOTHING_SELECTED, toggled } from './alarm-selection';

const first = alarmOf({ id: 1, occurrence: 'o1' });
const second = alarmOf({ id: 2, occurrence: 'o2' });
const rows = [first, second];

describe('selection', () => {
  test('marks and unmarks one', () => {
    const one = toggled(NOTHING_SELECTED, first);
    expect(rows.map((alarm) => isSelected(one, alarm))).toEqual([true, false]);
    expect(toggled(one, first).size).toBe(0);
  });

  test('an alarm raised anew is not marked any more', () => {
    const again = alarmOf({ id: 1, occurrence: 'o9' });
    const both = allOf(rows);
    expect(isSelected(both, again)).toBe(false);
    expect(chosenOf([again, second], both, null).alarms).toEqual([second]);
  });

  test('marking an alarm raised anew marks the new occurrence', () => {
    const again = alarmOf({ id: 1, occurrence: 'o9' });
    const marked = toggled(allOf(rows), again);
    expect(isSelected(marked, again)).toBe(true);
  });

  test('an alarm that is not marked is not taken for one without an occurrence', () => {
    expect(isSelected(NOTHING_SELECTED, alarmOf({ occurrence: null }))).toBe(false);
    expect(isSelected(allOf([alarmOf({ occurrence: null })]), alarmOf({ occurrence: null }))).toBe(true);
  });

  test('actions are for the marked rows, without any for the cursor', () => {
    expect(chosenOf(rows, toggled(NOTHING_SELECTED, second), 1)).toEqual({ alarms: [second], marked: true });
    expect(chosenOf(rows, NOTHING_SELECTED, 1)).toEqual({ alarms: [first], marked: false });
    expect(chosenOf(rows, new Map([[2, 'long over']]), 1)).toEqual({ alarms: [first], marked: false });
    expect(chosenOf(rows, NOTHING_SELECTED, null)).toEqual({ alarms: [], marked: false });
  });

  test('only another occurrence is one that nobody has seen', () => {
    expect(beganAnew(first, alarmOf({ id: 1, occurrence: 'o9' }))).toBe(true);
    expect(beganAnew(first, { ...first, letter: 'C' })).toBe(false);
    expect(beganAnew(first, alarmOf({ id: 1, occurrence: null, letter: 'A' }))).toBe(false);
    expect(beganAnew(first, undefined)).toBe(false);
  });
});
