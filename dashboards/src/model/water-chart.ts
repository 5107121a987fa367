import type { Day } from './irrigation';
import type { Bounds, FieldDays, FieldState } from './water-state';

type Values = (number | null)[];

/** The water of a field as lines over time. Times are Unix seconds; a day's value stands at its end, as it was reckoned. */
export interface WaterLines {
  times: number[];
  past: Values;
  ahead: Values;
  /** Where a sensor was followed. */
  measured: Values;
  target: Values;
  trigger: Values;
  stress: Values;
}

/** Water that came, by day; times are noons. */
export interface WaterBars {
  times: number[];
  rain: Values;
  rainAhead: Values;
  irrigation: Values;
}

const ZONE = 7 * 3600;
const DAY = 86_400;

/** Unix seconds of the beginning of a civil day of Việt Nam. */
export const startOf = (day: Day): number => Date.parse(day) / 1000 - ZONE;
export const dayOfSeconds = (seconds: number): Day => new Date((seconds + ZONE) * 1000).toISOString().slice(0, 10);

interface Point {
  time: number;
  past: number | null;
  ahead: number | null;
  measured: number | null;
  bounds: Bounds | null;
}

export function waterLines({ days, forecast }: FieldDays, state: FieldState | undefined): WaterLines {
  const points: Point[] = days.map((day) => ({
    time: startOf(day.day) + DAY,
    past: day.water,
    ahead: null,
    measured: day.sensor.effect === 'applied' ? day.water : null,
    bounds: day.bounds,
  }));
  if (state) {
    const { now, bounds, confidence } = state.water;
    points.push({ time: Date.parse(state.asOf) / 1000, past: now, ahead: now, measured: confidence === 'measured' ? now : null, bounds });
  }
  const last = points[points.length - 1];
  if (last !== undefined && last.ahead === null) {
    last.ahead = last.past;
  }
  const known = last?.time ?? Number.NEGATIVE_INFINITY;
  for (const day of forecast) {
    const time = startOf(day.day) + DAY;
    if (time > known) {
      points.push({ time, past: null, ahead: day.water, measured: null, bounds: day.bounds });
    }
  }
  const of = (key: keyof Bounds): Values => points.map(({ bounds }) => bounds?.[key] ?? null);
  return {
    times: points.map(({ time }) => time),
    past: points.map(({ past }) => past),
    ahead: points.map(({ ahead }) => ahead),
    measured: points.map(({ measured }) => measured),
    target: of('target'),
    trigger: of('trigger'),
    stress: of('stress'),
  };
}

export function waterBars({ days, forecast }: FieldDays): WaterBars {
  const ahead = forecast.filter(({ day }) => !days.some((past) => past.day === day));
  const none = (count: number): Values => Array.from({ length: count }, () => null);
  return {
    times: [...days, ...ahead].map(({ day }) => startOf(day) + DAY / 2),
    rain: [...days.map(({ rain, ignoredRain }) => some(rain + ignoredRain)), ...none(ahead.length)],
    rainAhead: [...none(days.length), ...ahead.map(({ rain }) => some(rain))],
    irrigation: [...days.map(({ irrigation }) => some(irrigation)), ...none(ahead.length)],
  };
}

/** A day without water has no bar, not one without height. */
const some = (millimetres: number | null): number | null => (millimetres === 0 ? null : millimetres);

/** The values that an axis must show: all of the lines, and for a paddy the soil. */
export function waterRange(lines: WaterLines): [least: number, most: number] {
  const values = [lines.past, lines.ahead, lines.target, lines.trigger].flat().filter((value): value is number => value !== null);
  const least = Math.min(0, ...values);
  const most = Math.max(10, ...values);
  const room = (most - least) * 0.08;
  return [least - room, most + room];
}
