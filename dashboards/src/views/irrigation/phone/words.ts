import type { Language } from '../../../i18n/language';
import { formatNumber } from '../../../model/numbers';
import { formatDateTime, formatTime, today } from '../../../model/time';
import { dayAfter, type FieldState } from '../../../model/water-state';
import { hoursOf, type WaterTurn } from '../../../model/water-turns';
import { weekdayOf, type Say } from './texts';

interface Tongue {
  say: Say;
  language: Language;
}

/** A whole number of hours has no comma. */
function hoursText(hours: number, language: Language): string {
  const rounded = Math.round(hours * 10) / 10;
  return formatNumber(rounded, Number.isInteger(rounded) ? 0 : 1, language);
}

/** "thứ Năm 26/11", "hôm nay". */
export function dayText(day: string, now: number, { say, language }: Tongue): string {
  const current = today(now);
  if (day === current) {
    return say('dayToday');
  }
  const date = `${day.slice(8)}/${day.slice(5, 7)}`;
  return day === dayAfter(current, 1) ? `${say('dayTomorrow')} ${date}` : `${weekdayOf(day, language)} ${date}`;
}

/** When the water comes, as one would say it. */
export function turnText(turn: WaterTurn | null, now: number, tongue: Tongue): string {
  if (turn === null) {
    return tongue.say('noTurn');
  }
  const start = Date.parse(turn.start);
  if (start <= now) {
    return tongue.say('runs', { time: formatTime(Date.parse(turn.end)) });
  }
  return tongue.say('comes', { day: dayText(today(start), now, tongue), time: formatTime(start) });
}

export function lastsText(turn: WaterTurn, { say, language }: Tongue): string {
  return say('lasts', { hours: hoursText(hoursOf(turn), language), volume: formatNumber(turn.volume, 0, language) });
}

/** Farmers measure their water in centimetres. */
export function levelText({ water, growth }: FieldState, { say, language }: Tongue): string {
  if (growth.kind === 'dry') {
    return say('lacks', { mm: formatNumber(water.now, 0, language) });
  }
  const cm = Math.round(water.now) / 10;
  return cm === 0 ? say('even') : say(cm > 0 ? 'over' : 'under', { cm: formatNumber(Math.abs(cm), 1, language) });
}

export function measuredText({ water }: FieldState, { say }: Tongue): string {
  if (water.lastMeasured === null) {
    return say('neverMeasured');
  }
  return say(water.confidence === 'measured' ? 'measured' : 'computed', { time: formatDateTime(Date.parse(water.lastMeasured)) });
}

export function needText(state: FieldState, { say }: Tongue): string {
  if (state.urgency === 'now' || state.needed?.days === 0) {
    return say('needToday');
  }
  return state.needed === null ? say('needNone') : say('needDays', { n: state.needed.days });
}
