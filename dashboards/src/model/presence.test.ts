import { describe, expect, it } from 'vitest';
import { foldForSearch, siteState } from './presence';

describe('foldForSearch', () => {
  it('finds Vietnamese names typed without accents', () => {
    expect(foldForSearch('Đồng Tân – Ứng Hòa')).toBe('dong tan – ung hoa');
  });
});

describe('siteState', () => {
  it('is that of its worst device', () => {
    expect(siteState({ devices: 0, online: 0, silent: 0, offline: 0 })).toBe('empty');
    expect(siteState({ devices: 3, online: 1, silent: 1, offline: 1 })).toBe('offline');
    expect(siteState({ devices: 3, online: 2, silent: 1, offline: 0 })).toBe('silent');
    expect(siteState({ devices: 2, online: 1, silent: 0, offline: 0 })).toBe('online');
    expect(siteState({ devices: 2, online: 0, silent: 0, offline: 0 })).toBe('never');
  });
});
