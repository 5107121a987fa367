import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { Icon } from '../../../components/icons';
import { useNowDerived } from '../../../components/now';
import { useLanguage, useTranslate } from '../../../i18n';
import { drawnRows, scrollFor, visibleRange } from '../../../model/alarm-list';
import {
  daysOfAxis,
  hourStep,
  HOUR,
  isMovable,
  isPinned,
  neighbour,
  placed,
  selected as selectedSpan,
  shifted,
  SLOT,
  startOfDay,
  widthOf,
  xOf,
  type Axis,
  type BoardRow,
  type Changes,
  type Direction,
  type Hatch,
  type Stretch,
} from '../../../model/board';
import type { Constraint, Span, Turn } from '../../../model/irrigation-plans';
import { formatTime } from '../../../model/time';
import { Bar, barId, describe, nowX } from './bar';
import { formatDay, formatSpan, type NameOf } from './parts';

const ROW = 34;
const HEAD = 58;

export interface BoardProps {
  rows: readonly BoardRow[];
  bars: ReadonlyMap<string, readonly Turn[]>;
  /** By turn, where the plan has those that were moved. */
  before: ReadonlyMap<string, Span>;
  hatches: ReadonlyMap<string, readonly Hatch[]>;
  stretches: readonly Stretch[];
  axis: Axis;
  labelWidth: number;
  names: NameOf;
  changes: Changes;
  constraints: readonly Constraint[];
  /** Within which turns may be moved and times forbidden; null: the person or the plan allows neither. */
  within: Span | null;
  current: string | null;
  onPick: (turn: Turn, open: boolean) => void;
  onMove: (turn: Turn, to: Span) => void;
  onPin: (turn: Turn) => void;
  onFold: (canal: string) => void;
  /** Whether the pointer chooses times to forbid rather than turns. */
  forbidding: boolean;
  onForbid: (row: BoardRow | null, span: Span | null) => void;
  viewport: RefObject<HTMLDivElement | null>;
}

const NO_HATCHES: readonly Hatch[] = [];
const NO_BARS: readonly Turn[] = [];

/** Rows of works against the hours, of which only those in sight are drawn. */
export function Board(props: BoardProps) {
  const { rows, bars, axis, labelWidth, current, viewport } = props;
  const t = useTranslate();
  const now = useNowDerived((at) => Math.floor(at / 60_000) * 60_000);
  const { top, height, onScroll } = useViewport(viewport);
  const width = widthOf(axis);
  const at = rows.findIndex((row) => (bars.get(row.key) ?? NO_BARS).some((turn) => turn.id === current));
  const drawn = drawnRows(visibleRange(Math.max(0, top - HEAD), height, ROW, rows.length), at);
  const { onKeyDown, said } = useKeys(props, now);
  useInSight(viewport, { at, turn: turnOf(rows[at], bars, current), axis, labelWidth });
  return (
    <div
      ref={viewport}
      className={`board${props.forbidding ? ' board-forbidding' : ''}`}
      role="grid"
      tabIndex={0}
      aria-label={t('board.grid')}
      aria-rowcount={rows.length}
      {...(at < 0 || current === null ? {} : { 'aria-activedescendant': barId(current) })}
      onKeyDown={onKeyDown}
      onScroll={onScroll}
      data-testid="board"
      data-rows={rows.length}
    >
      <div className="board-canvas" style={{ width: labelWidth + width, height: HEAD + rows.length * ROW, ['--board-label' as string]: `${labelWidth}px` }}>
        <Head axis={axis} stretches={props.stretches} now={now} />
        <Ground axis={axis} stretches={props.stretches} now={now} />
        {drawn.map((index) => {
          const row = rows[index];
          return row === undefined ? null : <Row key={row.key} row={row} index={index} now={now} {...props} />;
        })}
      </div>
      <div className="visually-hidden" aria-live="polite">{said}</div>
    </div>
  );
}

const turnOf = (row: BoardRow | undefined, bars: BoardProps['bars'], id: string | null): Turn | null =>
  row === undefined ? null : ((bars.get(row.key) ?? NO_BARS).find((turn) => turn.id === id) ?? null);

/** Days, hours and what electricity costs in them; stays in sight above the rows. */
const Head = memo(function Head({ axis, stretches, now }: { axis: Axis; stretches: readonly Stretch[]; now: number }) {
  const t = useTranslate();
  const language = useLanguage();
  const step = hourStep(axis) * HOUR;
  const line = nowX(axis, now);
  return (
    <div className="board-head" style={{ height: HEAD }} aria-hidden="true">
      <div className="board-corner">{t('board.works')}</div>
      <div className="board-scale">
        {daysOfAxis(axis).map((day) => {
          const place = placed(axis, day);
          return place === null ? null : (
            <div key={day.from} className="board-day" style={place}>
              <span>{formatDay(day.from, language)}</span>
            </div>
          );
        })}
        {hoursOf(axis, step).map((hour) => (
          <span key={hour} className="board-hour" style={{ left: xOf(axis, hour) }}>
            {formatTime(hour).slice(0, 2)}
          </span>
        ))}
        {stretches.map((stretch) => {
          const place = placed(axis, stretch);
          return place === null ? null : (
            <div
              key={stretch.from}
              className={`board-band board-band-${stretch.level}`}
              style={place}
              title={t('board.bandAt', { band: stretch.level === 'usual' ? stretch.code : t(`board.band.${stretch.level}`), price: stretch.price })}
            >
              {stretch.level !== 'usual' && place.width > 76 && t(`board.band.${stretch.level}`)}
            </div>
          );
        })}
        {line !== null && <span className="board-now-time" style={{ left: line }}>{formatTime(now)}</span>}
      </div>
    </div>
  );
});

function hoursOf(axis: Axis, step: number): number[] {
  const hours: number[] = [];
  for (let at = startOfDay(axis.from); at < axis.to; at += step) {
    if (at >= axis.from) {
      hours.push(at);
    }
  }
  return hours;
}

/** What lies behind all rows: bands of the tariff, the days, and now. */
const Ground = memo(function Ground({ axis, stretches, now }: { axis: Axis; stretches: readonly Stretch[]; now: number }) {
  const t = useTranslate();
  const line = nowX(axis, now);
  return (
    <div className="board-ground" style={{ top: HEAD }} aria-hidden="true">
      {stretches.filter(({ level }) => level !== 'usual').map((stretch) => {
        const place = placed(axis, stretch);
        return place === null ? null : <div key={stretch.from} className={`board-shade board-shade-${stretch.level}`} style={place} />;
      })}
      {daysOfAxis(axis).slice(1).map((day) => (
        <div key={day.from} className="board-midnight" style={{ left: xOf(axis, day.from) }} />
      ))}
      {line !== null && <div className="board-now" style={{ left: line }} title={t('board.nowLine', { time: formatTime(now) })} data-testid="board-now" />}
    </div>
  );
});

interface RowProps extends BoardProps {
  row: BoardRow;
  index: number;
  now: number;
}

/** Drawn anew only when something in it changes: the turn at the cursor counts only for its own row. */
const Row = memo(
  function Row({ row, index, now, bars, before, hatches, axis, names, changes, constraints, within, current, onPick, onMove, onFold, forbidding, onForbid }: RowProps) {
    const t = useTranslate();
    const turns = bars.get(row.key) ?? NO_BARS;
    const forbidden = hatches.get(row.key) ?? NO_HATCHES;
    const isCanal = row.kind === 'canal';
    return (
      <div className={`board-row board-row-${row.kind}`} role="row" aria-rowindex={index + 1} style={{ top: HEAD + index * ROW, height: ROW }} data-row={row.key}>
        <div className="board-label" role="rowheader" style={{ paddingLeft: 8 + row.depth * 12 }} title={row.name}>
          {isCanal ? (
            <button type="button" tabIndex={-1} className="board-fold" aria-label={t(row.folded > 0 ? 'board.unfold' : 'board.fold', { name: row.name })} aria-expanded={row.folded === 0} onClick={() => { onFold(row.id); }}>
              <Icon name={row.folded > 0 ? 'chevronRight' : 'chevronDown'} size={14} />
              <span className="truncate">{row.name}</span>
            </button>
          ) : (
            <>
              <span className={`board-kind board-kind-${row.kind}`} aria-hidden="true" />
              <span className="truncate">{row.name}</span>
            </>
          )}
        </div>
        <Lane row={row} axis={axis} within={forbidding ? within : null} onForbid={onForbid}>
          {forbidden.map((hatch) => {
            const place = placed(axis, hatch);
            return place === null ? null : (
              <div
                key={`${hatch.reason} ${hatch.from}`}
                className={`board-hatch board-hatch-${hatch.reason}`}
                style={place}
                title={`${t(`hatch.${hatch.reason}`, { reason: hatch.note })}, ${formatTime(hatch.from)}–${formatTime(hatch.to)}`}
                data-testid="hatch"
                data-reason={hatch.reason}
              />
            );
          })}
          {row.folded > 0 && <span className="board-folded">{t('board.folded', { n: row.folded })}</span>}
          {turns.map((turn) => (
            <Bar
              key={turn.id}
              turn={turn}
              before={before.get(turn.id) ?? null}
              name={names(turn.kind, turn.subject)}
              axis={axis}
              hatches={forbidden}
              within={forbidding ? null : within}
              now={now}
              pinned={isPinned(turn, changes, constraints)}
              current={turn.id === current}
              onPick={onPick}
              onMove={onMove}
            />
          ))}
        </Lane>
      </div>
    );
  },
  (one, other) => {
    const keys = Object.keys(other) as (keyof RowProps)[];
    const holds = (current: string | null) => (other.bars.get(other.row.key) ?? NO_BARS).some((turn) => turn.id === current);
    return keys.every((key) => Object.is(one[key], other[key]) || (key === 'current' && !holds(one.current) && !holds(other.current)) || (key === 'row' && isSameRow(one.row, other.row)));
  },
);

const isSameRow = (one: BoardRow, other: BoardRow): boolean => one.key === other.key && one.name === other.name && one.depth === other.depth && one.folded === other.folded;

interface LaneProps {
  row: BoardRow;
  axis: Axis;
  /** Null while times are not being forbidden. */
  within: Span | null;
  onForbid: (row: BoardRow, span: Span) => void;
  children: React.ReactNode;
}

/** Where bars stand; while times are being forbidden, one is chosen by pulling along it. */
function Lane({ row, axis, within, onForbid, children }: LaneProps) {
  const language = useLanguage();
  const [chosen, setChosen] = useState<Span | null>(null);
  const start = useRef<number | null>(null);
  if (within === null) {
    return <div className="board-lane" style={{ width: widthOf(axis) }}>{children}</div>;
  }
  const xIn = (event: PointerEvent<HTMLDivElement>): number => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = xIn(event);
    setChosen(selectedSpan(axis, start.current, start.current));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (start.current !== null) {
      setChosen(selectedSpan(axis, start.current, xIn(event)));
    }
  };
  const onPointerUp = () => {
    start.current = null;
    if (chosen !== null) {
      onForbid(row, chosen);
    }
    setChosen(null);
  };
  const place = chosen === null ? null : placed(axis, chosen);
  return (
    <div className="board-lane" style={{ width: widthOf(axis) }} onPointerDown={onPointerDown} onPointerMove={onPointerMove} onPointerUp={onPointerUp} onPointerCancel={() => { start.current = null; setChosen(null); }}>
      {children}
      {place !== null && chosen !== null && (
        <div className="board-choice" style={place}>
          <span className="bar-flag">{formatSpan(chosen, language)}</span>
        </div>
      )}
    </div>
  );
}

const ARROWS: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last' };

/** Arrow keys lead from bar to bar, with Shift they move it; what happens is said. */
function useKeys({ rows, bars, current, within, names, onPick, onMove, onPin, forbidding, onForbid }: BoardProps, now: number): { onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void; said: string } {
  const t = useTranslate();
  const language = useLanguage();
  const [said, setSaid] = useState('');
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const here = current === null ? null : [...bars.values()].flat().find((turn) => turn.id === current) ?? null;
    const direction = ARROWS[event.key];
    if (direction !== undefined && event.shiftKey) {
      if (here !== null && (direction === 'left' || direction === 'right')) {
        event.preventDefault();
        if (within === null || !isMovable(here, now)) {
          setSaid(t('board.fixed'));
          return;
        }
        const to = shifted(here, direction === 'left' ? -SLOT : SLOT, within, now);
        if (to.from !== here.from) {
          onMove(here, to);
        }
        setSaid(t('board.moved', { name: names(here.kind, here.subject), time: formatSpan(to, language) }));
      }
      return;
    }
    if (direction !== undefined) {
      event.preventDefault();
      const next = neighbour(rows, bars, current, direction);
      if (next !== null) {
        onPick(next, false);
        setSaid(describe(t, next, names(next.kind, next.subject)));
      }
    } else if ((event.key === 'Enter' || event.key === ' ') && here !== null) {
      event.preventDefault();
      onPick(here, true);
    } else if (event.key.toLowerCase() === 'p' && here !== null && within !== null && isMovable(here, now)) {
      event.preventDefault();
      onPin(here);
    } else if (event.key === 'Escape' && forbidding) {
      onForbid(null, null);
    }
  };
  return { onKeyDown, said };
}

interface Viewport {
  top: number;
  height: number;
  onScroll: () => void;
}

/** What of the rows is in sight; scrolling by less than a row draws nothing anew. */
function useViewport(viewport: RefObject<HTMLDivElement | null>): Viewport {
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  useLayoutEffect(() => {
    const element = viewport.current;
    if (element === null) {
      return;
    }
    const measure = () => { setHeight(element.clientHeight); };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => { observer.disconnect(); };
  }, [viewport]);
  const onScroll = useCallback(() => { setTop(Math.floor((viewport.current?.scrollTop ?? 0) / ROW) * ROW); }, [viewport]);
  return { top, height, onScroll };
}

interface InSight {
  at: number;
  turn: Turn | null;
  axis: Axis;
  labelWidth: number;
}

/** The bar that the keys lead to is brought into sight, as far as its beginning. */
function useInSight(viewport: RefObject<HTMLDivElement | null>, { at, turn, axis, labelWidth }: InSight): void {
  const id = turn?.id ?? null;
  const left = useMemo(() => (turn === null ? 0 : xOf(axis, turn.from)), [axis, turn]);
  useEffect(() => {
    const element = viewport.current;
    if (element === null || id === null || at < 0) {
      return;
    }
    element.scrollTop = scrollFor(at, element.scrollTop, element.clientHeight - HEAD, ROW);
    const room = element.clientWidth - labelWidth;
    if (left < element.scrollLeft || left > element.scrollLeft + room - 60) {
      element.scrollLeft = Math.max(0, left - room / 4);
    }
  }, [viewport, id, at, left, labelWidth]);
}
