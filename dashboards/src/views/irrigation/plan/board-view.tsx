import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented, Select, Switch } from 'antd';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useBoardTariffs, useLockouts, usePlan, usePlans, useStops, useTurns, useWorks } from '../../../api/irrigation-plan-queries';
import { planApi } from '../../../api/irrigation-plans';
import { IRRIGATION_KEY } from '../../../api/irrigation-queries';
import { Empty, Loaded, Loading } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { useNowDerived } from '../../../components/now';
import { useSession } from '../../../components/session';
import { useTranslate } from '../../../i18n';
import {
  boardRows,
  boardTurns,
  byRow,
  DAY,
  hatchesOf,
  HOUR,
  moved,
  NO_CHANGES,
  pinToggled,
  startOfDay,
  tariffStretches,
  withMoves,
  xOf,
  type Axis,
  type BoardRow,
  type Changes,
  type Obstacles,
  type Works,
} from '../../../model/board';
import { isChangeable, isOpen, mayPlan, type PlanContent, type PlanHead, type Span, type Turn } from '../../../model/irrigation-plans';
import { Board } from './board';
import { Draft, Legend, PlanChoice } from './board-parts';
import { ChangesBar, ForbidDialog } from './changes';
import { TurnDetails } from './details';
import { MakeButton } from './make';
import { Solving } from './outcome';
import { nameOf } from './parts';
import './plan.css';

type Zoom = 'fit' | '12' | '30';
const ZOOMS: readonly Zoom[] = ['fit', '12', '30'];
/** Below this an hour can no longer be told from the next. */
const LEAST_PIXELS = 5;
const LABEL = 248;
const NARROW_LABEL = 116;
const NARROW = 720;

/** The week of canals, pumps and fields. */
export default function BoardView() {
  const t = useTranslate();
  const works = useWorks();
  const plans = usePlans();
  return (
    <div className="page board-page">
      <Loaded query={works} height={480}>
        {(known) =>
          known.canals.length === 0 ? (
            <Empty icon="irrigation" title={t('board.noWorks')} hint={t('board.noWorksHint')} />
          ) : (
            <Loaded query={plans} height={480}>{(all) => <Chosen works={known} plans={all} />}</Loaded>
          )
        }
      </Loaded>
    </div>
  );
}

/** The plan that is asked for, else the one in force, else the newest that is under way. */
function planToShow(plans: readonly PlanHead[], asked: string | null): PlanHead | null {
  return plans.find((plan) => String(plan.id) === asked) ?? plans.find(({ state }) => state === 'published') ?? plans.find(({ state }) => isOpen(state)) ?? null;
}

function Chosen({ works, plans }: { works: Works; plans: readonly PlanHead[] }) {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('plan');
  const chosen = planToShow(plans, asked);
  // A plan that was just begun may not be in the list yet.
  const id = asked !== null && /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : (chosen?.id ?? null);
  const plan = usePlan(id);
  const choose = (next: number) => {
    setParameters((former) => {
      former.set('plan', String(next));
      return former;
    });
  };
  if (id !== null && plan.data === undefined) {
    return <Loaded query={plan} height={480}>{() => <Loading height={480} />}</Loaded>;
  }
  return <Week key={id ?? 'none'} works={works} plans={plans} plan={plan.data ?? null} onChoose={choose} />;
}

interface WeekProps {
  works: Works;
  plans: readonly PlanHead[];
  plan: PlanContent | null;
  onChoose: (plan: number) => void;
}

const NO_TURNS: readonly Turn[] = [];

function Week({ works, plans, plan, onChoose }: WeekProps) {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const today = useNowDerived(startOfDay);
  const minute = useNowDerived((now) => Math.floor(now / 60_000) * 60_000);
  const [days, setDays] = useState<5 | 7>(5);
  const [offset, setOffset] = useState(0);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [only, setOnly] = useState(false);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [changes, setChanges] = useState<Changes>(NO_CHANGES);
  const [current, setCurrent] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [forbidding, setForbidding] = useState(false);
  const [forbid, setForbid] = useState<(Span & { kind: BoardRow['kind']; subject: string }) | null>(null);
  const viewport = useRef<HTMLDivElement>(null);
  const { width, labelWidth } = useWidth(viewport);

  // A draft begins with its own first day; what is in force is looked at from today on.
  const first = plan === null || plan.head.state === 'published' ? today : Math.max(startOfDay(plan.head.horizon.from), plan.head.state === 'draft' || plan.head.state === 'accepted' ? today : 0);
  const from = first + offset * DAY;
  const axis = useMemo<Axis>(() => {
    const fit = (width - labelWidth) / (days * 24);
    return { from, to: from + days * DAY, pixelsPerHour: Math.max(LEAST_PIXELS, zoom === 'fit' ? fit : Number(zoom)) };
  }, [from, days, zoom, width, labelWidth]);

  const told = useTurns(axis.from, axis.to).data ?? NO_TURNS;
  const stretches = useStretches(axis);
  const turns = useMemo(() => boardTurns(plan === null ? null : { turns: plan.turns, from: plan.head.horizon.from }, told), [plan, told]);
  const asPlanned = useMemo(() => new Map(turns.map((turn) => [turn.id, turn])), [turns]);
  const bars = useMemo(() => byRow(withMoves(turns, changes.moves).filter((turn) => turn.from < axis.to && Math.max(turn.to, turn.from + 1) > axis.from)), [turns, changes.moves, axis]);
  const before = useMemo(() => new Map([...changes.moves.keys()].flatMap((id) => (asPlanned.has(id) ? [[id, asPlanned.get(id) as Span] as const] : []))), [changes.moves, asPlanned]);
  const rows = useMemo(() => boardRows(works, folded, (field) => !only || bars.has(`field ${field.id}`)), [works, folded, only, bars]);
  const names = useMemo(() => nameOf(works), [works]);
  const constraints = useMemo(() => plan?.constraints ?? [], [plan]);
  const obstacles = useObstacles(constraints, changes);
  const hatches = useMemo(() => hatchesOf(works, rows, { from: axis.from, to: axis.to }, obstacles), [works, rows, axis, obstacles]);
  const changeable = plan !== null && isChangeable(plan.head.state) && mayPlan(session);
  const within = useMemo(() => (changeable ? (plan?.head.horizon ?? null) : null), [changeable, plan]);

  const replan = useMutation({
    mutationFn: () => planApi.replan(plan?.head.id ?? 0, changes),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: [IRRIGATION_KEY] });
      onChoose(id);
    },
  });
  const onPick = useCallback((turn: Turn, wide: boolean) => {
    setCurrent(turn.id);
    if (wide) {
      setOpen(true);
    }
    viewport.current?.focus({ preventScroll: true });
  }, []);
  const onMove = useCallback((turn: Turn, to: Span) => {
    const kept = asPlanned.get(turn.id);
    if (kept !== undefined) {
      setChanges((former) => moved(former, kept, to));
    }
  }, [asPlanned]);
  const onPin = useCallback((turn: Turn) => {
    const kept = asPlanned.get(turn.id);
    if (kept !== undefined) {
      setChanges((former) => pinToggled(former, kept, constraints));
    }
  }, [asPlanned, constraints]);
  const onFold = useCallback((canal: string) => {
    setFolded((former) => {
      const next = new Set(former);
      if (!next.delete(canal)) {
        next.add(canal);
      }
      return next;
    });
  }, []);
  const onForbid = useCallback((row: BoardRow | null, span: Span | null) => {
    setForbidding(false);
    if (row !== null && span !== null) {
      setForbid({ kind: row.kind, subject: row.id, ...span });
    }
  }, []);
  useNowInSight(viewport, axis, today, labelWidth);

  const drawn = current === null ? null : ([...bars.values()].flat().find((turn) => turn.id === current) ?? null);
  const startForbid = () => {
    if (within !== null && rows[0] !== undefined && forbidding) {
      const start = Math.max(within.from, Math.ceil(minute / HOUR) * HOUR);
      setForbid({ kind: rows[0].kind, subject: rows[0].id, from: start, to: Math.min(within.to, start + 2 * HOUR) });
      setForbidding(false);
    } else {
      setForbidding(true);
    }
  };
  return (
    <>
      <div className="page-head board-headline">
        <h1 className="page-title">{t('board.title')}</h1>
        <span className="page-tools board-tools">
          <PlanChoice plans={plans} plan={plan?.head ?? null} onChoose={onChoose} />
          <span className="board-move">
            <Button icon={<Icon name="back" size={16} />} aria-label={t('board.earlier')} onClick={() => { setOffset(offset - 1); }} />
            <Button disabled={offset === 0} onClick={() => { setOffset(0); }}>{t('board.now')}</Button>
            <Button icon={<Icon name="chevronRight" size={16} />} aria-label={t('board.later')} onClick={() => { setOffset(offset + 1); }} />
          </span>
          <Segmented<5 | 7> value={days} options={([5, 7] as const).map((value) => ({ value, label: t('board.days', { n: value }) }))} onChange={setDays} />
          <Select<Zoom> value={zoom} aria-label={t('board.zoom')} options={ZOOMS.map((value) => ({ value, label: t(`board.zoom.${value}`) }))} onChange={setZoom} popupMatchSelectWidth={false} />
          {mayPlan(session) && <MakeButton onMade={onChoose} />}
        </span>
      </div>
      {plan === null && <Empty icon="irrigation" title={t('board.empty')} hint={mayPlan(session) ? t('board.emptyHint') : undefined} />}
      {plan?.head.state === 'solving' && <Solving plan={plan.head} />}
      {plan !== null && (plan.head.state === 'draft' || plan.head.state === 'accepted') && <Draft plan={plan} />}
      <div className={`board-columns${open && drawn !== null ? ' board-columns-open' : ''}`}>
        <div className="panel board-panel">
          <div className="board-toolbar">
            <label className="board-switch">
              <Switch size="small" checked={only} onChange={setOnly} /> {t('board.only')}
            </label>
            {within !== null && (
              <Button size="small" type={forbidding ? 'primary' : 'default'} icon={<Icon name="stop" size={14} />} onClick={startForbid} data-testid="board-forbid">
                {t('board.forbid')}
              </Button>
            )}
            <span className="muted board-hint">{forbidding ? t('board.forbidHint') : t('board.keys')}</span>
          </div>
          <Board
            rows={rows}
            bars={bars}
            before={before}
            hatches={hatches}
            stretches={stretches}
            axis={axis}
            labelWidth={labelWidth}
            names={names}
            changes={changes}
            constraints={constraints}
            within={within}
            current={current}
            onPick={onPick}
            onMove={onMove}
            onPin={onPin}
            onFold={onFold}
            forbidding={forbidding}
            onForbid={onForbid}
            viewport={viewport}
          />
          <Legend />
        </div>
        {open && drawn !== null && (
          <TurnDetails turn={drawn} names={names} changes={changes} constraints={constraints} within={within} now={minute} onMove={onMove} onPin={onPin} onClose={() => { setOpen(false); viewport.current?.focus(); }} />
        )}
      </div>
      <ChangesBar
        changes={changes}
        turns={asPlanned}
        constraints={constraints}
        names={names}
        busy={replan.isPending}
        error={replan.error}
        onChange={setChanges}
        onDrop={() => { setChanges(NO_CHANGES); replan.reset(); }}
        onReplan={() => { replan.mutate(); }}
      />
      {forbid !== null && within !== null && (
        <ForbidDialog
          start={forbid}
          rows={rows}
          within={within}
          names={names}
          onClose={() => { setForbid(null); }}
          onForbid={(one) => {
            setChanges((former) => ({ ...former, forbids: [...former.forbids, one] }));
            setForbid(null);
          }}
        />
      )}
    </>
  );
}

function useStretches(axis: Axis) {
  const tariffs = useBoardTariffs().data;
  return useMemo(() => tariffStretches(tariffs ?? [], { from: axis.from, to: axis.to }), [tariffs, axis.from, axis.to]);
}

function useObstacles(constraints: PlanContent['constraints'], changes: Changes): Obstacles {
  const lockouts = useLockouts().data;
  const stops = useStops().data;
  return useMemo(
    () => ({
      forbids: [...constraints.filter((each) => each.forbidden && !changes.releases.has(each.number)), ...changes.forbids],
      lockouts: (lockouts ?? []).filter(({ state }) => state !== 'released').map(({ subjectKind, subject, since, kind }) => ({ kind: subjectKind, subject, since, reason: kind })),
      stops: (stops ?? []).filter(({ state }) => state !== 'released').map(({ canal, stopped }) => ({ canal, since: stopped.at })),
    }),
    [constraints, changes.releases, changes.forbids, lockouts, stops],
  );
}

function useWidth(viewport: React.RefObject<HTMLDivElement | null>): { width: number; labelWidth: number } {
  const [width, setWidth] = useState(1_200);
  useLayoutEffect(() => {
    const element = viewport.current;
    if (element === null) {
      return;
    }
    const measure = () => { setWidth(element.clientWidth); };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => { observer.disconnect(); };
  }, [viewport]);
  return { width, labelWidth: width < NARROW ? NARROW_LABEL : LABEL };
}

/** At first the board stands where now is, if that lies beyond what is in sight. */
function useNowInSight(viewport: React.RefObject<HTMLDivElement | null>, axis: Axis, today: number, labelWidth: number): void {
  const seen = useRef<string | null>(null);
  useEffect(() => {
    const element = viewport.current;
    const key = `${axis.from} ${axis.pixelsPerHour}`;
    if (element === null || seen.current === key) {
      return;
    }
    seen.current = key;
    const x = xOf(axis, Date.now());
    const room = element.clientWidth - labelWidth;
    element.scrollLeft = x > room * 0.7 && x < xOf(axis, axis.to) ? x - room / 4 : 0;
  }, [viewport, axis, today, labelWidth]);
}
