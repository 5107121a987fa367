import { describe, expect, it } from 'vitest';
import { bandsOf, monthBefore, type BookLine } from './books';

describe('books', () => {
  it('know their bands, the greatest first', () => {
    const line = (energy: BookLine['energy']) => ({ energy }) as BookLine;
    const lines = [line([{ band: 'normal', kilowattHours: 10, cost: 1 }, { band: 'off-peak', kilowattHours: 8, cost: 1 }]), line([{ band: 'off-peak', kilowattHours: 5, cost: 1 }])];
    expect(bandsOf({ lines })).toEqual(['off-peak', 'normal']);
  });

  it('go back by months, over the year too', () => {
    expect(monthBefore('2026-11', 0)).toBe('2026-11');
    expect(monthBefore('2026-01', 1)).toBe('2025-12');
    expect(monthBefore('2026-11', 13)).toBe('2025-10');
  });
});
