import { describe, expect, it } from 'vitest';
import { fromVn2000, toVn2000 } from './coordinates';

/** Expected values: PROJ, `cs2cs EPSG:4326 EPSG:5897`. */
const KNOWN: readonly [lat: number, lon: number, east: number, north: number][] = [
  [20.725, 105.77, 580_000.495, 2_292_699.891],
  [20.6, 105.75, 577_981.309, 2_278_851.577],
  [20.78, 105.9, 593_507.025, 2_298_858.923],
  [21.0285, 105.8542, 588_591.944, 2_326_345.312],
];

describe('VN-2000', () => {
  it.each(KNOWN)('of %s, %s is what PROJ says, to the centimetre', (lat, lon, east, north) => {
    const plane = toVn2000(lat, lon);
    expect(plane.east).toBeCloseTo(east, 1);
    expect(plane.north).toBeCloseTo(north, 1);
  });

  it.each(KNOWN)('of %s, %s leads back there', (lat, lon) => {
    const back = fromVn2000(toVn2000(lat, lon));
    expect(back.lat).toBeCloseTo(lat, 7);
    expect(back.lon).toBeCloseTo(lon, 7);
  });
});
