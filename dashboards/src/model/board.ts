import type { Constraint, Span, SubjectKind, Turn } from './irrigation-plans';
import { WEEKDAYS, type Weekday } from './weekdays';

/** The geometry of the week board: where things are drawn, and what moving them means. Pure; times are Unix milliseconds. */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Plans are made in slots of half an hour. */
export const SLOT = HOUR / 2;
/** Nothing can be moved to begin sooner than this: people and devices have to hear of it. */
export const LEAD = HOUR / 4;
/** Việt Nam has no summer time. */
const ZONE = 7 * HOUR;

export interface Axis extends Span {
  pixelsPerHour: number;
}

export const xOf = (axis: Axis, at: number): number => ((at - axis.from) / HOUR) * axis.pixelsPerHour;
export const timeAt = (axis: Axis, x: number): number => axis.from + (x / axis.pixelsPerHour) * HOUR;
export const widthOf = (axis: Axis): number => xOf(axis, axis.to);
export const snapped = (at: number): number => Math.round(at / SLOT) * SLOT;
export const overlaps = (one: Span, other: Span): boolean => one.from < other.to && other.from < one.to;
export const startOfDay = (at: number): number => Math.floor((at + ZONE) / DAY) * DAY - ZONE;
/** 1 Monday … 7 Sunday, in Việt Nam. */
export const weekdayOf = (at: number): number => ((Math.floor((at + ZONE) / DAY) + 3) % 7) + 1;
/** 2026-12-31, in Việt Nam. */
export const civilDate = (at: number): string => new Date(at + ZONE).toISOString().slice(0, 10);

/** Where a time is drawn; null if it lies outside of the axis. */
export function placed(axis: Axis, span: Span): { left: number; width: number } | null {
  const from = Math.max(axis.from, span.from);
  const to = Math.min(axis.to, span.to);
  return to <= from ? null : { left: xOf(axis, from), width: Math.max(2, xOf(axis, to) - xOf(axis, from)) };
}

export function daysOfAxis(axis: Span): Span[] {
  const days: Span[] = [];
  for (let at = startOfDay(axis.from); at < axis.to; at += DAY) {
    days.push({ from: Math.max(axis.from, at), to: Math.min(axis.to, at + DAY) });
  }
  return days;
}

/** Hours between two labels, so that they do not run into each other. */
export const hourStep = (axis: Axis): number => [1, 2, 3, 6, 12].find((step) => step * axis.pixelsPerHour >= 34) ?? 24;

/** Some hours of the week, as 22:00; a window whose end is not after its start goes on until the next day. */
export interface WeeklyWindow {
  days: readonly Weekday[];
  from: string;
  to: string;
}

function clock(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
}

function onDay(window: WeeklyWindow, day: number): Span {
  const from = day + clock(window.from);
  const to = day + clock(window.to);
  return { from, to: to > from ? to : to + DAY };
}

/** When a weekly window holds within a time. */
export function windowsWithin(windows: readonly WeeklyWindow[], span: Span): Span[] {
  const found: Span[] = [];
  for (let day = startOfDay(span.from) - DAY; day < span.to; day += DAY) {
    const weekday = WEEKDAYS[weekdayOf(day) - 1];
    for (const window of windows) {
      if (weekday !== undefined && (window.days.length === 0 || window.days.includes(weekday))) {
        const one = onDay(window, day);
        if (overlaps(one, span)) {
          found.push({ from: Math.max(one.from, span.from), to: Math.min(one.to, span.to) });
        }
      }
    }
  }
  return merged(found);
}

/** One stretch for those that touch. */
export function merged(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    const last = found[found.length - 1];
    if (last !== undefined && span.from <= last.to) {
      last.to = Math.max(last.to, span.to);
    } else {
      found.push({ ...span });
    }
  }
  return found;
}

export interface TariffBand {
  code: string;
  price: number;
  windows: readonly WeeklyWindow[];
}

export interface TariffVersion {
  name: string;
  validFrom: string;
  bands: readonly TariffBand[];
  holidays: readonly string[];
  holidayAs: Weekday;
}

export interface Stretch extends Span {
  code: string;
  price: number;
  /** Against the usual price of its version: dearer, cheaper, or as usual. */
  level: 'dear' | 'cheap' | 'usual';
}

/** What electricity costs when; the first band that holds counts, the last one holds otherwise. */
export function tariffStretches(versions: readonly TariffVersion[], span: Span): Stretch[] {
  const sorted = [...versions].sort((one, other) => one.validFrom.localeCompare(other.validFrom));
  const found: Stretch[] = [];
  for (let at = Math.floor(span.from / SLOT) * SLOT; at < span.to; at += SLOT) {
    const version = sorted.filter((each) => each.validFrom <= civilDate(at)).pop() ?? sorted[0];
    const band = version === undefined ? undefined : bandAt(version, at);
    const usual = version?.bands[version.bands.length - 1];
    if (version === undefined || band === undefined || usual === undefined) {
      continue;
    }
    const last = found[found.length - 1];
    const from = Math.max(at, span.from);
    const to = Math.min(at + SLOT, span.to);
    if (last !== undefined && last.code === band.code && last.price === band.price && last.to === from) {
      last.to = to;
    } else {
      found.push({ from, to, code: band.code, price: band.price, level: band.price > usual.price ? 'dear' : band.price < usual.price ? 'cheap' : 'usual' });
    }
  }
  return found;
}

function bandAt(version: TariffVersion, at: number): TariffBand | undefined {
  const holds = (band: TariffBand): boolean => band.windows.some((window) => holdsOn(version, window, at, startOfDay(at)) || holdsOn(version, window, at, startOfDay(at) - DAY));
  return version.bands.find(holds) ?? version.bands[version.bands.length - 1];
}

function holdsOn(version: TariffVersion, window: WeeklyWindow, at: number, day: number): boolean {
  const weekday = version.holidays.includes(civilDate(day)) ? version.holidayAs : WEEKDAYS[weekdayOf(day) - 1];
  const one = onDay(window, day);
  return weekday !== undefined && (window.days.length === 0 || window.days.includes(weekday)) && one.from <= at && at < one.to;
}

export interface BoardPump {
  id: string;
  name: string;
  canal: string;
  quiet: readonly WeeklyWindow[];
}

export interface BoardCanal {
  id: string;
  name: string;
  area: string;
  parent: string | null;
}

export interface BoardField {
  id: string;
  name: string;
  area: string;
  canal: string;
  hectares: number;
  quiet: readonly WeeklyWindow[];
}

export interface Works {
  pumps: readonly BoardPump[];
  canals: readonly BoardCanal[];
  fields: readonly BoardField[];
}

export interface BoardRow {
  key: string;
  kind: SubjectKind;
  id: string;
  name: string;
  /** How deep below a canal without a parent. */
  depth: number;
  /** Rows that are folded away in it. */
  folded: number;
}

export const rowKey = (kind: SubjectKind, id: string): string => `${kind} ${id}`;
const byName = (one: { name: string }, other: { name: string }): number => one.name.localeCompare(other.name, 'vi', { numeric: true });

/**
 * Canals in their order from the source on, each with its pumps and then its fields.
 *
 * @param wanted which fields to show; those without anything may be left out
 */
export function boardRows(works: Works, folded: ReadonlySet<string>, wanted: (field: BoardField) => boolean): BoardRow[] {
  const rows: BoardRow[] = [];
  const known = new Set(works.canals.map((canal) => canal.id));
  const visited = new Set<string>();
  const add = (canal: BoardCanal, depth: number): void => {
    if (visited.has(canal.id)) {
      return;
    }
    visited.add(canal.id);
    const pumps = works.pumps.filter((pump) => pump.canal === canal.id).sort(byName);
    const fields = works.fields.filter((field) => field.canal === canal.id && wanted(field)).sort(byName);
    const isFolded = folded.has(canal.id);
    rows.push({ key: rowKey('canal', canal.id), kind: 'canal', id: canal.id, name: canal.name, depth, folded: isFolded ? pumps.length + fields.length : 0 });
    if (!isFolded) {
      pumps.forEach((pump) => rows.push({ key: rowKey('pump', pump.id), kind: 'pump', id: pump.id, name: pump.name, depth: depth + 1, folded: 0 }));
      fields.forEach((field) => rows.push({ key: rowKey('field', field.id), kind: 'field', id: field.id, name: field.name, depth: depth + 1, folded: 0 }));
    }
    works.canals.filter((other) => other.parent === canal.id).sort(byName).forEach((child) => { add(child, depth + 1); });
  };
  works.canals.filter((canal) => canal.parent === null || !known.has(canal.parent)).sort(byName).forEach((canal) => { add(canal, 0); });
  return rows;
}

/** Turns by the row they stand in, each row in order of time. */
export function byRow(turns: readonly Turn[]): Map<string, Turn[]> {
  const found = new Map<string, Turn[]>();
  for (const turn of turns) {
    const key = rowKey(turn.kind, turn.subject);
    const row = found.get(key);
    if (row) {
      row.push(turn);
    } else {
      found.set(key, [turn]);
    }
  }
  found.forEach((row) => row.sort((one, other) => one.from - other.from || one.id.localeCompare(other.id)));
  return found;
}

export interface Forbid extends Span {
  kind: SubjectKind;
  subject: string;
  reason: string;
}

/** What a person has changed on the board and not yet had planned anew. */
export interface Changes {
  moves: ReadonlyMap<string, Span>;
  pins: ReadonlySet<string>;
  forbids: readonly Forbid[];
  releases: ReadonlySet<number>;
}

export const NO_CHANGES: Changes = { moves: new Map(), pins: new Set(), forbids: [], releases: new Set() };
export const countOf = ({ moves, pins, forbids, releases }: Changes): number => moves.size + pins.size + forbids.length + releases.size;

/** Turns as they stand with the changes. */
export function withMoves(turns: readonly Turn[], moves: Changes['moves']): readonly Turn[] {
  return moves.size === 0 ? turns : turns.map((turn) => ({ ...turn, ...moves.get(turn.id) }));
}

/** The pin of a turn that a former plan set; null: it has none. */
export function pinOf(turn: Turn, constraints: readonly Constraint[]): Constraint | null {
  return constraints.find((each) => !each.forbidden && each.subject === turn.subject && each.from === turn.from && each.to === turn.to) ?? null;
}

export function moved(changes: Changes, turn: Turn, to: Span): Changes {
  const moves = new Map(changes.moves);
  if (to.from === turn.from && to.to === turn.to) {
    moves.delete(turn.id);
  } else {
    moves.set(turn.id, to);
  }
  const pins = new Set(changes.pins);
  pins.delete(turn.id);
  return { ...changes, moves, pins };
}

/** Pins a turn or takes its pin away, whoever set it. A moved turn is pinned where it was put; unpinning puts it back. */
export function pinToggled(changes: Changes, turn: Turn, constraints: readonly Constraint[]): Changes {
  if (changes.moves.has(turn.id)) {
    const moves = new Map(changes.moves);
    moves.delete(turn.id);
    return { ...changes, moves };
  }
  const kept = pinOf(turn, constraints);
  if (kept !== null) {
    return { ...changes, releases: toggled(changes.releases, kept.number) };
  }
  return { ...changes, pins: toggled(changes.pins, turn.id) };
}

export function toggled<T>(all: ReadonlySet<T>, one: T): Set<T> {
  const next = new Set(all);
  if (!next.delete(one)) {
    next.add(one);
  }
  return next;
}

/** Whether a turn stands fast with the changes. */
export function isPinned(turn: Turn, changes: Changes, constraints: readonly Constraint[]): boolean {
  if (changes.moves.has(turn.id) || changes.pins.has(turn.id)) {
    return true;
  }
  const kept = pinOf(turn, constraints);
  return kept !== null && !changes.releases.has(kept.number);
}

/** Only a field's turn that has not begun can be moved: pumps follow. */
export const isMovable = (turn: Turn, now: number): boolean =>
  turn.kind === 'field' && turn.withdrawn === null && turn.from > now && (turn.account === null || turn.account.state === 'planned');

/**
 * Where a turn comes to that is pulled by so much: whole half hours, its length kept, within the plan's time and not before anybody could hear
 * of it.
 */
export function shifted(span: Span, by: number, within: Span, now: number): Span {
  const length = span.to - span.from;
  const soonest = Math.ceil(Math.max(within.from, now + LEAD) / SLOT) * SLOT;
  const latest = Math.floor((within.to - length) / SLOT) * SLOT;
  // A turn that does not begin on the half hour keeps its minutes: only whole steps are added.
  const wanted = span.from + Math.round(by / SLOT) * SLOT;
  if (latest < soonest) {
    return span;
  }
  const from = Math.max(soonest, Math.min(latest, wanted));
  return { from, to: from + length };
}

/** The time between two places of the pointer, in whole half hours, at least one. */
export function selected(axis: Axis, start: number, end: number): Span {
  const from = Math.max(axis.from, Math.floor(timeAt(axis, Math.min(start, end)) / SLOT) * SLOT);
  const to = Math.min(axis.to, Math.ceil(timeAt(axis, Math.max(start, end)) / SLOT) * SLOT);
  return { from, to: Math.max(to, from + SLOT) };
}

export type Direction = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

/** The bar that an arrow key leads to: in the same row, or the nearest in time of the next row that has any. */
export function neighbour(rows: readonly BoardRow[], bars: ReadonlyMap<string, readonly Turn[]>, current: string | null, direction: Direction): Turn | null {
  const filled = rows.map((row) => bars.get(row.key) ?? []).filter((row) => row.length > 0);
  const at = filled.findIndex((row) => row.some((turn) => turn.id === current));
  const row = filled[at];
  const here = row?.find((turn) => turn.id === current);
  if (row === undefined || here === undefined) {
    return filled[0]?.[0] ?? null;
  }
  const place = row.indexOf(here);
  switch (direction) {
    case 'left':
      return row[place - 1] ?? null;
    case 'right':
      return row[place + 1] ?? null;
    case 'first':
      return row[0] ?? null;
    case 'last':
      return row[row.length - 1] ?? null;
    default:
      return nearest(filled[direction === 'up' ? at - 1 : at + 1] ?? [], here);
  }
}

function nearest(row: readonly Turn[], to: Span): Turn | null {
  const distance = (turn: Turn): number => Math.abs(turn.from + turn.to - to.from - to.to);
  return row.reduce<Turn | null>((best, turn) => (best === null || distance(turn) < distance(best) ? turn : best), null);
}

export type HatchReason = 'quiet' | 'forbidden' | 'water-quality' | 'drainage' | 'suction' | 'stop';

/** A time in which nothing runs in a row, and why. */
export interface Hatch extends Span {
  reason: HatchReason;
  /** A person's words; empty for what needs none. */
  note: string;
}

/** The first reason that stands against a turn being then; null: none that is known here. */
export const conflictOf = (hatches: readonly Hatch[], span: Span): Hatch | null => hatches.find((hatch) => overlaps(hatch, span)) ?? null;

/** What keeps works from running, beside the windows that they have themselves. */
export interface Obstacles {
  forbids: readonly { kind: SubjectKind; subject: string; from: number; to: number; reason: string }[];
  /** Open ones. */
  lockouts: readonly { kind: SubjectKind; subject: string; since: number; reason: 'water-quality' | 'drainage' | 'suction' }[];
  stops: readonly { canal: string; since: number }[];
}

/** The forbidden times of every row; what holds for a canal holds for all that it feeds. */
export function hatchesOf(works: Works, rows: readonly BoardRow[], span: Span, obstacles: Obstacles): Map<string, Hatch[]> {
  const parents = new Map(works.canals.map((canal) => [canal.id, canal.parent]));
  const pumps = new Map(works.pumps.map((pump) => [pump.id, pump]));
  const fields = new Map(works.fields.map((field) => [field.id, field]));
  const found = new Map<string, Hatch[]>();
  for (const row of rows) {
    const work = row.kind === 'pump' ? pumps.get(row.id) : fields.get(row.id);
    const canals = upstream(parents, row.kind === 'canal' ? row.id : (work?.canal ?? ''));
    const concerns = (kind: SubjectKind, subject: string): boolean => (kind === 'canal' ? canals.has(subject) : kind === row.kind && subject === row.id);
    const hatches: Hatch[] = [
      ...windowsWithin(row.kind === 'canal' ? [] : (work?.quiet ?? []), span).map((each) => ({ ...each, reason: 'quiet' as const, note: '' })),
      ...obstacles.forbids.filter((each) => concerns(each.kind, each.subject)).map(({ from, to, reason }) => ({ from, to, reason: 'forbidden' as const, note: reason })),
      ...obstacles.lockouts.filter((each) => concerns(each.kind, each.subject)).map(({ since, reason }) => ({ from: since, to: span.to, reason, note: '' })),
      ...obstacles.stops.filter((each) => canals.has(each.canal)).map(({ since }) => ({ from: since, to: span.to, reason: 'stop' as const, note: '' })),
    ];
    if (hatches.length > 0) {
      found.set(row.key, hatches.filter((hatch) => overlaps(hatch, span)));
    }
  }
  return found;
}

/** A canal and all that it draws from. */
function upstream(parents: ReadonlyMap<string, string | null>, canal: string): Set<string> {
  const found = new Set<string>();
  for (let at: string | null | undefined = canal; at && !found.has(at); at = parents.get(at)) {
    found.add(at);
  }
  return found;
}

/**
 * The turns to draw: those of the plan with what became of them, and of what the plan does not know that which ran before it or beside it.
 *
 * @param told turns of all plans that stood, and pumps that people ran
 */
export function boardTurns(plan: { turns: readonly Turn[]; from: number } | null, told: readonly Turn[]): Turn[] {
  if (plan === null) {
    return [...told];
  }
  const accounts = new Map(told.map((turn) => [turn.id, turn]));
  const own = plan.turns.map((turn) => ({ ...turn, account: accounts.get(turn.id)?.account ?? turn.account, withdrawn: turn.withdrawn ?? accounts.get(turn.id)?.withdrawn ?? null }));
  const ids = new Set(own.map((turn) => turn.id));
  return [...own, ...told.filter((turn) => !ids.has(turn.id) && (turn.from < plan.from || turn.account?.state === 'manual'))];
}
