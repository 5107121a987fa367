import { describe, expect, it } from 'vitest';
import { daysOf, draftOf, durationOf, gridPriority, parseRule, spanOf, valueAt, withConditionType, withValue } from './rules';

describe('a draft', () => {
  const draft = { name: { vi: 'a' }, condition: { type: 'high', setpoint: 3, onDelay: 'PT10S' }, suppression: { when: '{x} = 0' } };

  it('keeps what the form does not know when one member changes', () => {
    const changed = withValue(draft, 'condition.setpoint', 4);
    expect(valueAt(changed, 'condition.setpoint')).toBe(4);
    expect(changed['suppression']).toBe(draft.suppression);
    expect(draft.condition.setpoint).toBe(3);
  });

  it('loses a member that is emptied, and its holder when nothing is left', () => {
    expect(withValue(draft, 'suppression.when', undefined)).not.toHaveProperty('suppression');
    expect(withValue(draft, 'scope.kind', undefined)).not.toHaveProperty('scope');
    expect(withValue({}, 'scope.kind', 'river')).toEqual({ scope: { kind: 'river' } });
  });

  it('keeps only what the new kind of condition knows', () => {
    expect(withConditionType(draft, 'low')['condition']).toEqual({ type: 'low', setpoint: 3, onDelay: 'PT10S' });
    expect(withConditionType(draft, 'missing')['condition']).toEqual({ type: 'missing', onDelay: 'PT10S' });
  });

  it('is what people wrote, without what the server says', () => {
    expect(draftOf({ id: 'x', name: 'n', version: 3, gaps: [], live: true })).toEqual({ id: 'x', name: 'n' });
  });

  it('is read from JSON, and what is none is told', () => {
    expect(parseRule('{"name":"n","version":2}')).toEqual({ draft: { name: 'n' } });
    expect(parseRule('[1]')).toHaveProperty('problem');
    expect(parseRule('{"name":')).toHaveProperty('problem');
  });
});

describe('durations', () => {
  it.each([
    ['PT90S', 90, 'S'],
    ['PT60S', 1, 'M'],
    ['PT1H30M', 90, 'M'],
    ['P1D', 1, 'D'],
    ['PT0S', 0, 'S'],
    ['PT2.5S', 2.5, 'S'],
  ])('%s is %d %s', (text, amount, unit) => {
    expect(spanOf(text)).toEqual({ amount, unit });
  });

  it('are written as they are read', () => {
    expect(['PT90S', 'PT5M', 'PT8H', 'P2D'].map((text) => durationOf(spanOf(text) ?? { amount: -1, unit: 'S' }))).toEqual(['PT90S', 'PT5M', 'PT8H', 'P2D']);
  });

  it.each(['P', 'PT', '10', 'PT-5S', ''])('%j is none', (text) => { expect(spanOf(text)).toBeNull(); });
});

describe('the grid', () => {
  it.each([
    [31, 'minor', null], [31, 'major', 3], [31, 'severe', 2],
    [30, 'minor', 3], [10, 'major', 2], [20, 'severe', 1],
    [9, 'minor', 2], [9, 'major', 1], [9, 'severe', 1],
  ] as const)('%d min and %s is %s', (minutes, consequence, priority) => {
    expect(gridPriority({ amount: minutes, unit: 'M' }, consequence)).toBe(priority);
  });
});

describe('the days of a replay', () => {
  it('are those of Việt Nam, quiet ones too', () => {
    const days = daysOf({ from: '2026-11-19T16:30:00Z', to: '2026-11-21T17:30:00Z', perDay: [{ day: '2026-11-21', count: 4 }] });
    expect(days).toEqual([
      { day: '2026-11-19', count: 0 },
      { day: '2026-11-20', count: 0 },
      { day: '2026-11-21', count: 4 },
      { day: '2026-11-22', count: 0 },
    ]);
  });
});
