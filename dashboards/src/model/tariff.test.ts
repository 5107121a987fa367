import { describe, expect, it } from 'vitest';
import type { Tariff } from './irrigation';
import { bandsOfDay, tariffOn } from './tariff';

const bands: Tariff['bands'] = [
  { code: 'peak', price: 3000, windows: [{ days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'], from: '17:30', to: '22:30' }] },
  { code: 'off-peak', price: 1000, windows: [{ days: null, from: '00:00', to: '06:00' }] },
  { code: 'normal', price: 1800, windows: null },
];

describe('the bands of a tariff', () => {
  it('fill a weekday from midnight to midnight', () => {
    expect(bandsOfDay({ bands }, 'MONDAY')).toEqual([{ band: 1, minutes: 360 }, { band: 2, minutes: 690 }, { band: 0, minutes: 300 }, { band: 2, minutes: 90 }]);
  });

  it('have no peak on Sunday', () => {
    expect(bandsOfDay({ bands }, 'SUNDAY').map(({ band }) => band)).toEqual([1, 2]);
  });

  it('go past midnight into the next day', () => {
    const night = { bands: [{ code: 'off-peak', price: 1, windows: [{ days: ['SATURDAY' as const], from: '22:00', to: '04:00' }] }, { code: 'normal', price: 2, windows: null }] };
    expect(bandsOfDay(night, 'SUNDAY')).toEqual([{ band: 0, minutes: 240 }, { band: 1, minutes: 1200 }]);
    expect(bandsOfDay(night, 'SATURDAY')).toEqual([{ band: 1, minutes: 1320 }, { band: 0, minutes: 120 }]);
  });

  it('are those of the latest version that has begun', () => {
    const versions = [{ validFrom: '2026-04-01' }, { validFrom: '2025-01-01' }, { validFrom: '2027-01-01' }];
    expect(tariffOn(versions, '2026-11-22')?.validFrom).toBe('2026-04-01');
    expect(tariffOn(versions, '2024-11-22')).toBeNull();
  });
});
