import { App, Button, type InputRef } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type MouseEvent, type RefObject } from 'react';
import { useAlarms, useAlarmSummary, useAreas, useSites } from '../../api/queries';
import { useHorn } from '../../components/alarms/watch';
import { Empty, Failure, Loading } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { useNowDerived } from '../../components/now';
import { useSession } from '../../components/session';
import { useTranslate } from '../../i18n';
import type { AlarmView } from '../../model/alarms';
import { mayEver, mayHandleAlarms, targetsOf, type AlarmAction } from '../../model/alarm-actions';
import { filterAlarms, isNarrowed, isOnTab, NO_FILTERS, sortAlarms, type AlarmFilters, type Places } from '../../model/alarm-list';
import { allOf, chosenOf, NOTHING_SELECTED, toggled, type Selection } from '../../model/alarm-selection';
import type { Area, Site } from '../../model/types';
import { useAlarmActions, useRefusalNotice, type Order } from './actions';
import { afterOrder, type Asking } from './asking';
import { AlarmDetail } from './detail';
import { AskingDialog, KeyboardHelp } from './dialogs';
import { useConsoleAddress, type ConsoleAddress } from './filters';
import { useCharacterKeys, useKeys } from './keyboard';
import { AlarmList } from './list';
import { useStillRows } from './rows';
import { ActionButtons, AlarmTabs, FilterBar } from './toolbar';
import './console.css';

const NO_ALARMS: readonly AlarmView[] = [];
const NO_AREAS: readonly Area[] = [];
const NO_SITES: readonly Site[] = [];

export default function AlarmsView() {
  const t = useTranslate();
  const alarms = useAlarms();
  if (alarms.data === undefined) {
    return (
      <div className="page">
        <h1 className="page-title">{t('alarms.title')}</h1>
        {alarms.error ? <Failure error={alarms.error} onRetry={() => void alarms.refetch()} /> : <Loading height={320} />}
      </div>
    );
  }
  return <Console alarms={alarms.data} />;
}

/** The screen that an operator watches: what waits, in an order that stays still while one is at it. */
function Console({ alarms }: { alarms: readonly AlarmView[] }) {
  const t = useTranslate();
  const session = useSession();
  const mayAct = mayHandleAlarms(session);
  const [characters, setCharacters] = useCharacterKeys(session.username);
  const address = useConsoleAddress();
  const { filters, setFilters, opened, open } = address;
  const summary = useAlarmSummary();
  const [asking, setAsking] = useState<Asking | null>(null);
  const { rows, waiting, bringIn, setHold, places, matching, onTab } = useRows(alarms, filters, asking !== null);
  const [cursor, setCursor] = useState<number | null>(null);
  const { selected, setSelected } = useSelection(filters);
  const [helping, setHelping] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const search = useRef<InputRef>(null);
  const actions = useAlarmActions();
  const { act, order } = useActing({ actions, asking, setAsking, onDone: () => { setSelected(NOTHING_SELECTED); } });

  // An alarm that is opened from elsewhere (the strip, the map) is found in the list too.
  useEffect(() => {
    if (opened !== null) {
      setCursor(opened);
    }
  }, [opened]);
  const { alarms: chosen, marked } = useMemo(() => chosenOf(rows, selected, cursor), [rows, selected, cursor]);
  const people = useMemo(() => [...new Set(alarms.flatMap(({ assignee, acknowledgedBy }) => [assignee, acknowledgedBy]))].filter((name) => name !== null).sort(), [alarms]);
  const classes = useStill([...new Set(alarms.map((alarm) => alarm.alarmClass))].sort());
  const leaveSearch = useCallback(() => { grid.current?.focus(); }, []);
  const select = useCallback((alarm: AlarmView) => { setSelected((before) => toggled(before, alarm)); }, [setSelected]);
  const openRow = useCallback(
    (id: number) => {
      setCursor(id);
      open(id, 'step');
    },
    [open],
  );
  useConsoleKeys({ address, rows, cursor, setCursor, selected, setSelected, chosen, act: mayAct ? act : null, bringIn, grid, search, help: () => { setHelping(true); } }, { enabled: asking === null && !helping, characters });

  return (
    <div className={`console${characters ? '' : ' console-without-letters'}`}>
      <div className="console-top" onClick={leaveButton}>
        <div className="console-head">
          <h1 className="visually-hidden">{t('alarms.title')}</h1>
          <AlarmTabs tab={filters.tab} summary={summary.data} onTab={(tab) => { setFilters({ tab }); }} />
          <Button type="text" className="console-keys" icon={<Icon name="keyboard" />} onClick={() => { setHelping(true); }}>
            <span>{t('alarms.keyboard')}</span> <kbd>?</kbd>
          </Button>
        </div>
        <FilterBar filters={filters} onChange={setFilters} classes={classes} places={places} search={search} onLeave={leaveSearch} />
        {mayAct && (
          <div className="console-bar">
            <ActionButtons alarms={chosen} onAction={act} />
            <span className="console-chosen">
              {marked && (
                <>
                  {t('alarms.selected', { n: chosen.length })}
                  <Button size="small" type="link" onClick={() => { setSelected(NOTHING_SELECTED); }}>
                    {t('alarms.selectNone')}
                  </Button>
                </>
              )}
            </span>
            <span className="muted console-count">{t('alarms.count', { shown: matching, total: onTab })}</span>
          </div>
        )}
      </div>
      <div className="console-body">
        {rows.length === 0 && waiting === 0 ? (
          <Nothing filters={filters} onClear={() => { setFilters({ ...NO_FILTERS, tab: filters.tab, order: filters.order }); }} />
        ) : (
          <AlarmList
            rows={rows}
            waiting={waiting}
            onBringIn={bringIn}
            cursor={cursor}
            selected={selected}
            selectable={mayAct}
            onSelect={select}
            onOpen={openRow}
            onHold={setHold}
            grid={grid}
          />
        )}
        {opened !== null && <AlarmDetail key={opened} id={opened} mayAct={mayAct} onAction={act} onOpen={(id) => { open(id); }} onClose={() => { open(null); }} />}
      </div>
      <AskingDialog asking={asking} busy={actions.busy} people={people} onOrder={order} onClose={() => { setAsking(null); }} />
      <KeyboardHelp open={helping} mayAct={mayAct} characters={characters} onCharacters={setCharacters} onClose={() => { setHelping(false); }} />
    </div>
  );
}

/** A button pressed with the pointer gives the focus back, so that letters go on acting; by keyboard it stays where it is. */
function leaveButton({ detail, target }: MouseEvent<HTMLElement>): void {
  if (detail > 0 && target instanceof Element) {
    target.closest('button')?.blur();
  }
}

/** What is marked, forgotten when the list becomes another one: nobody may act on what they do not see. */
function useSelection(filters: AlarmFilters) {
  // Another order shows the same alarms.
  const of = JSON.stringify({ ...filters, order: null });
  const [kept, setKept] = useState({ of, selected: NOTHING_SELECTED });
  if (kept.of !== of) {
    setKept({ of, selected: NOTHING_SELECTED });
  }
  const setSelected = useCallback((next: Selection | ((before: Selection) => Selection)) => {
    setKept((before) => ({ ...before, selected: typeof next === 'function' ? next(before.selected) : next }));
  }, []);
  return { selected: kept.of === of ? kept.selected : NOTHING_SELECTED, setSelected };
}

function Nothing({ filters, onClear }: { filters: AlarmFilters; onClear: () => void }) {
  const t = useTranslate();
  return isNarrowed(filters) ? (
    <Empty icon="search" title={t('alarms.nothingFound')} action={<Button onClick={onClear}>{t('common.clearFilters')}</Button>} />
  ) : (
    <Empty icon="check" title={t(`alarms.none.${filters.tab}`)} hint={filters.tab === 'live' ? t('alarms.noneHint') : undefined} />
  );
}

/** Filtered, in order, and still while somebody is at the list. */
function useRows(alarms: readonly AlarmView[], filters: AlarmFilters, asked: boolean) {
  const areas = useAreas().data ?? NO_AREAS;
  const sites = useSites().data ?? NO_SITES;
  const [hold, setHold] = useState(false);
  // Alarms become standing with time alone; to the minute is soon enough.
  const minute = useNowDerived((now) => Math.floor(now / 60_000));
  const places = useMemo<Places>(() => ({ areas, sites }), [areas, sites]);
  const all = useMemo(() => new Map(alarms.map((alarm) => [alarm.id, alarm])), [alarms]);
  const wanted = useMemo(
    () => sortAlarms(filterAlarms(alarms.length === 0 ? NO_ALARMS : alarms, filters, places, minute * 60_000), filters.order),
    [alarms, filters, places, minute],
  );
  const onTab = useMemo(() => alarms.filter((alarm) => isOnTab(alarm, filters.tab, minute * 60_000)).length, [alarms, filters.tab, minute]);
  const still = useStillRows(wanted, all, { hold: hold || asked, of: JSON.stringify(filters) });
  return { ...still, setHold, places, matching: wanted.length, onTab };
}

/** The same array as long as the same words stand in it, so that alarms that change do not draw the filters anew. */
function useStill(words: readonly string[]): readonly string[] {
  const joined = words.join('\n');
  return useMemo(() => (joined === '' ? [] : joined.split('\n')), [joined]);
}

interface ActingProps {
  actions: ReturnType<typeof useAlarmActions>;
  asking: Asking | null;
  setAsking: (asking: Asking | null) => void;
  onDone: () => void;
}

type Act = (action: AlarmAction | 'assign-me', alarms: readonly AlarmView[]) => void;

/** From a button or key to the server: at once, or by way of a question. */
function useActing({ actions, asking, setAsking, onDone }: ActingProps): { act: Act; order: (order: Order) => void } {
  const { message } = App.useApp();
  const t = useTranslate();
  const session = useSession();
  const notice = useRefusalNotice();
  const perform = async (order: Order, alarms: readonly AlarmView[]) => {
    const refusals = await actions.perform(order, alarms);
    if (refusals !== null && refusals.length < alarms.length) {
      onDone();
    }
    return refusals;
  };
  const performAtOnce = async (order: Order, alarms: readonly AlarmView[]) => {
    notice((await perform(order, alarms)) ?? []);
  };
  const act: Act = (wanted, alarms) => {
    const action = wanted === 'assign-me' ? 'assign' : wanted;
    const targets = targetsOf(action, alarms);
    if (alarms.length === 0) {
      void message.info(t('alarms.chooseFirst'));
    } else if (!mayEver(session, action)) {
      void message.info(t('alarms.supervisorOnly'));
    } else if (targets.length === 0) {
      void message.info(t(`alarms.nothingToDo.${action}`));
    } else if (action === 'acknowledge' || action === 'reset' || action === 'unshelve') {
      void performAtOnce({ action }, targets);
    } else if (wanted === 'assign-me') {
      void performAtOnce({ action: 'assign', to: session.username }, targets);
    } else {
      setAsking({ action, alarms: targets, refusals: [] });
    }
  };
  const order = (given: Order) => {
    if (asking !== null) {
      void perform(given, asking.alarms).then((refusals) => {
        if (refusals !== null) {
          setAsking(afterOrder(asking, refusals));
        }
      });
    }
  };
  return { act, order };
}

interface ConsoleKeys {
  address: ConsoleAddress;
  rows: readonly AlarmView[];
  cursor: number | null;
  setCursor: (cursor: number | null) => void;
  selected: Selection;
  setSelected: (selected: Selection) => void;
  chosen: readonly AlarmView[];
  /** Null for who may only look. */
  act: Act | null;
  bringIn: () => void;
  grid: RefObject<HTMLDivElement | null>;
  search: RefObject<InputRef | null>;
  help: () => void;
}

const PAGE = 12;

/** The whole flow by keyboard; `?` lists the keys. */
function useConsoleKeys(keys: ConsoleKeys, when: { enabled: boolean; characters: boolean }): void {
  const { address, rows, cursor, setCursor, selected, setSelected, chosen, act, bringIn, grid, search, help } = keys;
  const horn = useHorn();
  const go = (to: number) => {
    const target = rows[Math.max(0, Math.min(rows.length - 1, to))];
    grid.current?.focus({ preventScroll: true });
    if (target !== undefined) {
      setCursor(target.id);
      if (address.opened !== null) {
        address.open(target.id, 'step');
      }
    }
  };
  const at = rows.findIndex((alarm) => alarm.id === cursor);
  const current = rows[at];
  const down = () => { go(at + 1); };
  const up = () => { go(at < 0 ? 0 : at - 1); };
  const leave = () => {
    if (address.opened !== null) {
      address.open(null);
    } else if (selected.size > 0) {
      setSelected(NOTHING_SELECTED);
    } else {
      setCursor(null);
      grid.current?.blur();
    }
  };
  const doing = (action: AlarmAction | 'assign-me') => () => { act?.(action, chosen); };
  useKeys(
    {
      j: down,
      ArrowDown: down,
      k: up,
      ArrowUp: up,
      PageDown: () => { go(at + PAGE); },
      PageUp: () => { go(at - PAGE); },
      Home: () => { go(0); },
      End: () => { go(rows.length - 1); },
      Enter: () => { if (cursor !== null) { address.open(cursor); } },
      Escape: leave,
      '/': () => { search.current?.focus({ cursor: 'all' }); },
      '?': help,
      n: bringIn,
      m: () => { horn.silence(); },
      ...(act === null
        ? {}
        : {
            x: () => { if (current !== undefined) { setSelected(toggled(selected, current)); } },
            A: () => { setSelected(allOf(rows)); },
            a: doing('acknowledge'),
            s: doing('shelve'),
            u: doing('unshelve'),
            c: doing('comment'),
            r: doing('reset'),
            i: doing('assign-me'),
            o: doing('out-of-service'),
          }),
    },
    when,
  );
}
