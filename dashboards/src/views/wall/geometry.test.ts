import { describe, expect, it } from 'vitest';
import type { Area, Outline } from '../../model/types';
import { shapesOf } from './geometry';

const area = (id: string, parent: string | null, outline: Outline | null, kind = 'commune'): Area => ({
  id, code: id, name: id, kind, parent, validFrom: null, validTo: null, replacedBy: null, outline,
});
const square = (west: number, south: number, side: number): Outline => ({
  type: 'Polygon',
  coordinates: [[[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]],
});

describe('the map of the wall', () => {
  it('is nothing where no outline was drawn', () => {
    expect(shapesOf([area('a', null, null)])).toBeNull();
  });

  it('shows the areas that have none within, with north up and the shape kept', () => {
    const shapes = shapesOf([
      area('district', null, square(105, 20, 0.2), 'district'),
      area('zone', 'district', square(105, 20, 0.2), 'zone'),
      area('southwest', 'zone', square(105, 20, 0.1)),
      area('northeast', 'zone', square(105.1, 20.1, 0.1)),
      area('river', 'district', { type: 'LineString', coordinates: [[105, 20], [105.2, 20.2]] }, 'river'),
    ]);
    expect(shapes?.areas.map((each) => each.id)).toEqual(['southwest', 'northeast']);
    expect(shapes?.waters.map((each) => each.id)).toEqual(['river']);
    const [southwest, northeast] = shapes?.areas ?? [];
    expect(southwest?.x).toBeCloseTo(250, 0);
    expect(northeast?.x).toBeCloseTo(750, 0);
    expect(southwest?.y ?? 0).toBeGreaterThan(northeast?.y ?? 0);
    // A degree of longitude at 20° N is 0.94 of one of latitude.
    expect((shapes?.height ?? 0) / (shapes?.width ?? 1)).toBeCloseTo(1 / Math.cos((20.1 * Math.PI) / 180), 3);
  });

  it('puts a mark inside an area that bends', () => {
    // An L: its foot reaches from west to east and up to 1.1 degrees, its stem stands in the west.
    const bent: Outline = { type: 'Polygon', coordinates: [[[0, 0], [3, 0], [3, 1.1], [1, 1.1], [1, 3], [0, 3], [0, 0]]] };
    const shapes = shapesOf([area('bent', null, bent)]);
    const [shape] = shapes?.areas ?? [];
    const degree = (shapes?.height ?? 0) / 3;
    expect(shape?.x).toBeCloseTo(500, 0);
    expect(shape?.y ?? 0).toBeGreaterThan((shapes?.height ?? 0) - 1.1 * degree);
  });
});
