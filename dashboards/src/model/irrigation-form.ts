import type { SeriesPlace, WeeklyWindow } from './irrigation';

/** What forms of the irrigation desk hold, and back again. */

/** A device and something of it; null unless both are given. */
export function placeOf<T extends SeriesPlace>(given: Partial<T> | null | undefined): T | null {
  return given?.device && given.series ? (given as T) : null;
}

export function controlOf(given: { device?: string; target?: string } | null | undefined): { device: string; target: string } | null {
  return given?.device && given.target ? { device: given.device, target: given.target } : null;
}

export const textOf = (given: string | null | undefined): string | null => (given?.trim() ? given.trim() : null);

/** Windows without days hold every day. */
export function windowsOf(given: readonly Partial<WeeklyWindow>[] | null | undefined): WeeklyWindow[] {
  return (given ?? []).flatMap(({ days, from, to }) => (from && to ? [{ days: days && days.length > 0 ? days : null, from, to }] : []));
}

const DURATION = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/;

/** Whole minutes of a duration such as PT1H30M; null if it is none. */
export function minutesOf(duration: string | null): number | null {
  const parts = DURATION.exec(duration ?? '');
  if (parts === null || duration === 'PT') {
    return null;
  }
  return Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0) + Number(parts[3] ?? 0) / 60;
}

export const durationOf = (minutes: number | null | undefined): string | null => (minutes === null || minutes === undefined ? null : `PT${minutes}M`);

/** Days as 31/12/2026, several with commas; null where one is no day. */
export function daysOf(text: string, parse: (day: string) => string | null): string[] | null {
  const parts = text.split(/[,;\n]/).map((part) => part.trim()).filter((part) => part !== '');
  const days = parts.map(parse);
  return days.every((day): day is string => day !== null) ? days : null;
}

/** An outline as people paste it: a geometry, a feature or a collection with one feature; null if it is none. */
export function outlineOf(text: string): object | null {
  try {
    const given = JSON.parse(text) as { type?: unknown; geometry?: unknown; features?: unknown };
    const feature = given.type === 'FeatureCollection' && Array.isArray(given.features) && given.features.length === 1 ? (given.features[0] as typeof given) : given;
    const geometry = (feature.type === 'Feature' ? feature.geometry : feature) as { type?: unknown; coordinates?: unknown } | null;
    return (geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon') && Array.isArray(geometry.coordinates) ? { type: geometry.type, coordinates: geometry.coordinates } : null;
  } catch {
    return null;
  }
}
