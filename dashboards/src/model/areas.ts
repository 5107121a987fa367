import type { Area } from './types';

/** An area and everything that lies in it. Rows that name each other as parent do not make it run for ever. */
export function areaWithDescendants(areas: readonly Area[], id: string): Set<string> {
  const within = new Set([id]);
  let before = 0;
  while (within.size > before) {
    before = within.size;
    for (const area of areas) {
      if (area.parent !== null && within.has(area.parent)) {
        within.add(area.id);
      }
    }
  }
  return within;
}

/** Whether an area is in force on a day (2026-11-20). */
export function isValidOn(area: Pick<Area, 'validFrom' | 'validTo'>, day: string): boolean {
  return (area.validFrom === null || area.validFrom <= day) && (area.validTo === null || day < area.validTo);
}
