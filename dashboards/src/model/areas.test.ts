import { describe, expect, it } from 'vitest';
import { areaWithDescendants, isValidOn } from './areas';
import type { Area } from './types';

describe('areas', () => {
  const area = (id: string, parent: string | null): Area => ({ id, parent, code: id, name: id, kind: 'commune', validFrom: null, validTo: null, replacedBy: null, outline: null });

  it('include what lies in them, even where parents run in a circle', () => {
    const areas = [area('district', null), area('commune', 'district'), area('village', 'commune'), area('other', null), area('a', 'b'), area('b', 'a')];
    expect([...areaWithDescendants(areas, 'district')].sort()).toEqual(['commune', 'district', 'village']);
    expect([...areaWithDescendants(areas, 'a')].sort()).toEqual(['a', 'b']);
  });

  it('are in force from their first day until before their last', () => {
    expect(isValidOn({ validFrom: '2025-07-01', validTo: null }, '2025-07-01')).toBe(true);
    expect(isValidOn({ validFrom: null, validTo: '2025-07-01' }, '2025-07-01')).toBe(false);
    expect(isValidOn({ validFrom: '2025-07-01', validTo: null }, '2025-06-30')).toBe(false);
  });
});
