import { describe, expect, it } from 'vitest';
import { byCommune, countStandings, drift, filterClusters, filtersOf, standingOf, writeFilters, type Cluster } from './loudspeakers';

const cluster = (device: string, more: Partial<Cluster> = {}): Cluster => ({
  device, name: `Cụm loa ${device}`, site: 's', area: 'vien-an', areaName: 'Xã Viên An', village: null, population: 400, lat: 20.7, lon: 105.8, online: true, lastSeen: null, state: 'idle', volume: 60, muted: false, latched: false, playing: null,
  lastHeard: null, nextDue: null, health: [], temperature: 40, impedance: 16, baseline: 16, volumeWanted: 70, certificate: null, certificateTold: null, rsrp: -90, vendor: null, model: null, firmware: null, amplifierWatts: null, horns: null, installedOn: null, sim: null, revision: 1, today: { planned: 0, verified: 0, partial: 0, missed: 0, unplanned: 0 }, ...more,
});

describe('how a cluster stands', () => {
  it('is what needs a person most', () => {
    expect(standingOf(cluster('a'))).toBe('ready');
    expect(standingOf(cluster('a', { state: 'playing' }))).toBe('playing');
    expect(standingOf(cluster('a', { state: 'muted' }))).toBe('muted');
    expect(standingOf(cluster('a', { state: 'playing', health: [{ key: 'drift', severity: 2 }] }))).toBe('watch');
    expect(standingOf(cluster('a', { state: 'fault' }))).toBe('fault');
    expect(standingOf(cluster('a', { state: 'fault', online: false }))).toBe('offline');
    expect(standingOf(cluster('a', { online: false, latched: true }))).toBe('unplanned');
  });

  it('is unauthorised sound also before it is locked', () => {
    expect(standingOf(cluster('a', { health: [{ key: 'unplanned', severity: 1 }] }))).toBe('unplanned');
  });
});

describe('communes', () => {
  const clusters = [
    cluster('a2', { name: 'Cụm loa 10' }),
    cluster('a1', { name: 'Cụm loa 2' }),
    cluster('b1', { area: 'hoa-nam', areaName: 'Xã Hòa Nam', online: false }),
    cluster('b2', { area: 'hoa-nam', areaName: 'Xã Hòa Nam' }),
    cluster('c1', { area: 'dong-lo', areaName: 'Xã Đông Lỗ', state: 'playing' }),
  ];

  it('with trouble stand first, in them the clusters that need a person', () => {
    const communes = byCommune(clusters);
    expect(communes.map(({ area }) => area)).toEqual(['hoa-nam', 'dong-lo', 'vien-an']);
    expect(communes[0]?.clusters.map(({ device }) => device)).toEqual(['b1', 'b2']);
    expect(communes[0]?.troubles).toBe(1);
  });

  it('count numbers in names as people do', () => {
    expect(byCommune(clusters)[2]?.clusters.map(({ name }) => name)).toEqual(['Cụm loa 2', 'Cụm loa 10']);
  });

  it('without trouble stand by name although one is playing', () => {
    const calm = byCommune(clusters.filter(({ online }) => online));
    expect(calm.map(({ area }) => area)).toEqual(['dong-lo', 'hoa-nam', 'vien-an']);
  });

  it('are counted', () => {
    expect(countStandings(clusters)).toEqual({ unplanned: 0, fault: 0, offline: 1, watch: 0, muted: 0, playing: 1, ready: 3 });
  });
});

describe('filters', () => {
  it('find without accents, by village and commune', () => {
    const found = filterClusters([cluster('x', { village: 'Thôn Đoài' }), cluster('y')], { text: 'thon doai', area: null, standing: null });
    expect(found.map(({ device }) => device)).toEqual(['x']);
  });

  it('survive the address, and leave what else is in it', () => {
    const written = writeFilters(new URLSearchParams('view=overview'), { text: 'đình', area: 'vien-an', standing: 'offline' });
    expect(filtersOf(written)).toEqual({ text: 'đình', area: 'vien-an', standing: 'offline' });
    expect(written.get('view')).toBe('overview');
    expect(writeFilters(written, { text: '', area: null, standing: null }).toString()).toBe('view=overview');
  });

  it('take no state that does not exist', () => {
    expect(filtersOf(new URLSearchParams('state=toString')).standing).toBeNull();
  });
});

describe('drift of the line', () => {
  it('is a share of the baseline, unknown without one', () => {
    expect(drift({ impedance: 12, baseline: 16 })).toBeCloseTo(-0.25);
    expect(drift({ impedance: 12, baseline: null })).toBeNull();
    expect(drift({ impedance: 12, baseline: 0 })).toBeNull();
  });
});
