import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useTranslate } from '../../i18n';
import type { AlarmView } from '../../model/alarms';
import { isSelected, type Selection } from '../../model/alarm-selection';
import { drawnRows, scrollFor, visibleRange } from '../../model/alarm-list';
import { AlarmRow, rowId } from './row';

const ROW_HEIGHT = 48;
const NARROW_ROW_HEIGHT = 84;
/** Below this width a row takes three lines. */
const NARROW = 720;

interface AlarmListProps {
  rows: readonly AlarmView[];
  waiting: number;
  onBringIn: () => void;
  cursor: number | null;
  selected: Selection;
  selectable: boolean;
  onSelect: (alarm: AlarmView) => void;
  onOpen: (id: number) => void;
  /** Somebody is at the list: it has to stand still. */
  onHold: (held: boolean) => void;
  grid: RefObject<HTMLDivElement | null>;
}

/** The list, of which only the rows in sight are drawn. */
export function AlarmList({ rows, waiting, onBringIn, cursor, selected, selectable, onSelect, onOpen, onHold, grid }: AlarmListProps) {
  const t = useTranslate();
  const { top, height, width, onScroll } = useViewport(grid);
  const narrow = width < NARROW;
  const rowHeight = narrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT;
  const cursorAt = cursor === null ? -1 : rows.findIndex((alarm) => alarm.id === cursor);
  const drawn = drawnRows(visibleRange(top, height, rowHeight, rows.length), cursorAt);
  useHold(grid, top > 0, onHold);
  useCursorInSight(grid, { rows, cursor, rowHeight });
  return (
    <div className={`alarm-list${narrow ? ' alarm-list-narrow' : ''}`}>
      {!narrow && <Columns />}
      <div className="alarm-new-place">
        {waiting > 0 && (
          <button type="button" className="alarm-new" title={t('alarms.newHint')} onClick={onBringIn} data-testid="bring-in">
            {t('alarms.new', { n: waiting })} <kbd>n</kbd>
          </button>
        )}
      </div>
      <div
        ref={grid}
        className="alarm-viewport"
        role="grid"
        tabIndex={0}
        aria-label={t('alarms.list')}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={selectable}
        {...(cursor === null || cursorAt < 0 ? {} : { 'aria-activedescendant': rowId(cursor) })}
        onScroll={onScroll}
        data-testid="alarm-list"
        data-rows={rows.length}
      >
        <HeadRow />
        <div className="alarm-rows" role="rowgroup" style={{ height: rows.length * rowHeight }}>
          {present(rows, drawn).map(({ alarm, index }) => (
            <AlarmRow
              key={alarm.id}
              alarm={alarm}
              index={index}
              top={index * rowHeight}
              selected={isSelected(selected, alarm)}
              current={alarm.id === cursor}
              selectable={selectable}
              onSelect={onSelect}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

const present = (rows: readonly AlarmView[], places: readonly number[]): { alarm: AlarmView; index: number }[] =>
  places.flatMap((index) => {
    const alarm = rows[index];
    return alarm === undefined ? [] : [{ alarm, index }];
  });

const COLUMNS = ['alarms.column.select', 'alarms.priority', 'alarms.column.alarm', 'alarms.column.value', 'alarms.column.place', 'alarms.column.age', 'alarms.column.state'] as const;

/** The first row of the grid, for those who hear it; what is seen of it stands above, where it does not scroll away. */
function HeadRow() {
  const t = useTranslate();
  return (
    <div role="row" aria-rowindex={1} className="visually-hidden">
      {COLUMNS.map((key) => (
        <span key={key} role="columnheader">
          {t(key)}
        </span>
      ))}
    </div>
  );
}

function Columns() {
  const t = useTranslate();
  return (
    <div className="alarm-columns" aria-hidden="true">
      <span />
      <span />
      <span>{t('alarms.column.alarm')}</span>
      <span className="alarm-column-number">{t('alarms.column.value')}</span>
      <span>{t('alarms.column.place')}</span>
      <span className="alarm-column-number">{t('alarms.column.age')}</span>
      <span>{t('alarms.column.state')}</span>
    </div>
  );
}

interface Viewport {
  top: number;
  height: number;
  width: number;
  onScroll: () => void;
}

/** What of the list is in sight; scrolling by less than a row draws nothing anew. */
function useViewport(grid: RefObject<HTMLDivElement | null>): Viewport {
  const [top, setTop] = useState(0);
  const [size, setSize] = useState({ height: 600, width: 1200 });
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null) {
      return;
    }
    const observer = new ResizeObserver(() => { setSize({ height: element.clientHeight, width: element.clientWidth }); });
    observer.observe(element);
    setSize({ height: element.clientHeight, width: element.clientWidth });
    return () => { observer.disconnect(); };
  }, [grid]);
  const onScroll = () => {
    const now = grid.current?.scrollTop ?? 0;
    setTop(now === 0 ? 0 : Math.max(1, Math.floor(now / ROW_HEIGHT) * ROW_HEIGHT));
  };
  return { top, ...size, onScroll };
}

/** The pointer on the list, the keyboard in it, or reading further down: in each case nothing may move. */
function useHold(grid: RefObject<HTMLDivElement | null>, scrolled: boolean, onHold: (held: boolean) => void): void {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    // With the button that lets new ones in: it must not set the list free by appearing under the pointer.
    const element = grid.current?.parentElement;
    if (!element) {
      return;
    }
    const listeners: [keyof HTMLElementEventMap, () => void][] = [
      ['pointerenter', () => { setPointed(true); }],
      ['pointerleave', () => { setPointed(false); }],
      ['focusin', () => { setFocused(true); }],
      ['focusout', () => { setFocused(false); }],
    ];
    listeners.forEach(([name, listener]) => { element.addEventListener(name, listener); });
    return () => { listeners.forEach(([name, listener]) => { element.removeEventListener(name, listener); }); };
  }, [grid]);
  const held = pointed || focused || scrolled;
  useEffect(() => { onHold(held); }, [held, onHold]);
}

function useCursorInSight(grid: RefObject<HTMLDivElement | null>, { rows, cursor, rowHeight }: { rows: readonly AlarmView[]; cursor: number | null; rowHeight: number }): void {
  const seen = useRef<number | null>(null);
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null || cursor === seen.current) {
      return;
    }
    seen.current = cursor;
    const index = rows.findIndex((alarm) => alarm.id === cursor);
    if (index >= 0) {
      element.scrollTop = scrollFor(index, element.scrollTop, element.clientHeight, rowHeight);
    }
  }, [grid, rows, cursor, rowHeight]);
}
