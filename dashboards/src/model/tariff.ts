import type { Tariff, TariffBand } from './irrigation';
import { WEEKDAYS, type Weekday } from './weekdays';

const MINUTES = 1440;

export interface BandStretch {
  band: number;
  minutes: number;
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Whether a band holds at a minute of a day; a window past midnight belongs to the day on which it begins. */
function holds({ windows }: TariffBand, day: Weekday, minute: number): boolean {
  if (windows === null || windows.length === 0) {
    return true;
  }
  const before = WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7] ?? day;
  return windows.some(({ days, from, to }) => {
    const [start, end] = [minuteOf(from), minuteOf(to)];
    const on = (which: Weekday) => days === null || days.length === 0 || days.includes(which);
    return end > start ? on(day) && minute >= start && minute < end : (on(day) && minute >= start) || (on(before) && minute < end);
  });
}

/** The bands of a day from midnight to midnight; the first band that holds counts. */
export function bandsOfDay({ bands }: Pick<Tariff, 'bands'>, day: Weekday): BandStretch[] {
  const stretches: BandStretch[] = [];
  const STEP = 30;
  for (let minute = 0; minute < MINUTES; minute += STEP) {
    const band = bands.findIndex((each) => holds(each, day, minute));
    const last = stretches[stretches.length - 1];
    if (last?.band === band) {
      last.minutes += STEP;
    } else {
      stretches.push({ band, minutes: STEP });
    }
  }
  return stretches;
}

/** The version that holds on a day: the latest that began by then. */
export function tariffOn<T extends Pick<Tariff, 'validFrom'>>(tariffs: readonly T[], day: string): T | null {
  return [...tariffs].filter(({ validFrom }) => validFrom <= day).sort((a, b) => b.validFrom.localeCompare(a.validFrom))[0] ?? null;
}
