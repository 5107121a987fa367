import { memo, useRef, useState, type PointerEvent } from 'react';
import { useLanguage, useTranslate, type Translate } from '../../../i18n';
import { conflictOf, isMovable, placed, shifted, timeAt, xOf, type Axis, type Hatch } from '../../../model/board';
import { stateOf, type Span, type Turn } from '../../../model/irrigation-plans';
import { formatTime } from '../../../model/time';
import { formatSpan, formatWhole, TurnMark } from './parts';

export const barId = (turn: string): string => `bar-${turn}`;

/** So far a pointer moves by itself when somebody only presses. */
const STILL = 4;
const ROOM_FOR_TIME = 84;
const ROOM_FOR_START = 42;
const ROOM_FOR_VOLUME = 150;
/** Below this the mark of the state needs all of the bar. */
const SLIM = 22;

export interface BarProps {
  turn: Turn;
  /** Where the plan has it, if a person has moved it since. */
  before: Span | null;
  name: string;
  axis: Axis;
  hatches: readonly Hatch[];
  /** Within which it may be moved; null: nothing may. */
  within: Span | null;
  /** To the minute, for bars that still grow. */
  now: number;
  pinned: boolean;
  current: boolean;
  /** Called with the same function always. */
  onPick: (turn: Turn, open: boolean) => void;
  onMove: (turn: Turn, to: Span) => void;
}

/** A turn: planned above, what came of it below; it can be pulled to another time. */
export const Bar = memo(function Bar({ turn, before, name, axis, hatches, within, now, pinned, current, onPick, onMove }: BarProps) {
  const t = useTranslate();
  const language = useLanguage();
  const [pulled, setPulled] = useState<Span | null>(null);
  const start = useRef<{ x: number; id: number; moved: boolean } | null>(null);
  const state = stateOf(turn);
  const movable = within !== null && isMovable(turn, now);
  const span = pulled ?? turn;
  const running = state === 'running' || (state === 'manual' && turn.account?.ended === null);
  const shown = placed(axis, running ? { from: span.from, to: Math.max(span.to, now) } : span);
  const actual = actualOf(turn, now);
  const soFar = running ? (turn.account?.volume ?? null) : null;
  const volumeText = soFar === null ? `${formatWhole(turn.volume, language)} m³` : turn.volume > 0 ? t('turn.volumeOf', { value: formatWhole(soFar, language), planned: formatWhole(turn.volume, language) }) : t('turn.soFar', { value: formatWhole(soFar, language) });

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) {
      return;
    }
    start.current = { x: event.clientX, id: event.pointerId, moved: false };
    if (movable) {
      event.currentTarget.setPointerCapture(event.pointerId);
    }
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const began = start.current;
    if (began === null || !movable) {
      return;
    }
    const by = event.clientX - began.x;
    if (!began.moved && Math.abs(by) < STILL) {
      return;
    }
    began.moved = true;
    const next = shifted(turn, timeAt(axis, by) - axis.from, within, now);
    setPulled((former) => (former?.from === next.from ? former : next));
  };
  const onPointerUp = () => {
    const began = start.current;
    start.current = null;
    if (began?.moved && pulled !== null) {
      if (pulled.from !== turn.from) {
        onMove(turn, pulled);
      }
      onPick(turn, false);
    } else if (began !== null) {
      onPick(turn, true);
    }
    setPulled(null);
  };
  const onCancel = () => {
    start.current = null;
    setPulled(null);
  };

  if (shown === null) {
    return null;
  }
  const conflict = pulled === null ? null : conflictOf(hatches, pulled);
  const ghost = before === null ? null : placed(axis, before);
  return (
    <>
      {ghost !== null && <div className="bar-ghost" style={ghost} aria-hidden="true" />}
      <div
        role="gridcell"
        id={barId(turn.id)}
        className={`bar bar-${turn.kind} bar-${state}${movable ? ' bar-movable' : ''}${current ? ' bar-current' : ''}${pulled === null ? '' : ' bar-pulled'}${before === null ? '' : ' bar-changed'}${shown.width < SLIM ? ' bar-slim' : ''}`}
        style={shown}
        aria-selected={current}
        aria-label={describe(t, turn, name)}
        data-testid="bar"
        data-turn={turn.id}
        data-subject={turn.subject}
        data-state={state}
        data-from={new Date(span.from).toISOString()}
        data-pinned={pinned}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onCancel}
        title={[name, formatSpan(span, language), t(`turn.state.${state}`), ...(soFar === null ? [] : [t('turn.soFar', { value: formatWhole(soFar, language) })])].join(' · ')}
        data-volume={soFar === null ? undefined : Math.round(soFar)}
      >
        {actual !== null && <Actual actual={actual} axis={axis} left={shown.left} />}
        <span className="bar-text">
          {state !== 'planned' && <TurnMark state={state} />}
          {pinned && <span className="bar-pin" aria-hidden="true">◆</span>}
          {shown.width >= ROOM_FOR_START && <span className="bar-time">{shown.width >= ROOM_FOR_TIME ? `${formatTime(span.from)}–${formatTime(span.to)}` : formatTime(span.from)}</span>}
        </span>
        {pulled !== null && (
          <span className={`bar-flag${conflict === null ? '' : ' bar-flag-conflict'}`} role="status">
            {formatSpan(pulled, language)}
            {conflict !== null && <span>{t('board.conflict', { reason: t(`hatch.${conflict.reason}`, { reason: conflict.note }) })}</span>}
          </span>
        )}
      </div>
      {turn.kind === 'field' && turn.volume > 0 && shown.width >= ROOM_FOR_VOLUME && <span className="bar-volume" style={{ left: shown.left + shown.width - 6 }} aria-hidden="true">{volumeText}</span>}
      {soFar !== null && shown.width < ROOM_FOR_VOLUME && <span className="bar-volume bar-volume-beside" style={{ left: shown.left + shown.width + 6 }} aria-hidden="true">{volumeText}</span>}
    </>
  );
});

function actualOf(turn: Turn, now: number): Span | null {
  const account = turn.account;
  if (!account?.started) {
    return null;
  }
  return { from: account.started, to: Math.max(account.started, account.ended ?? now) };
}

function Actual({ actual, axis, left }: { actual: Span; axis: Axis; left: number }) {
  const shown = placed(axis, actual);
  return shown === null ? null : <span className="bar-actual" style={{ left: shown.left - left, width: shown.width }} aria-hidden="true" />;
}

export function describe(t: Translate, turn: Turn, name: string): string {
  return t('turn.describe', {
    what: t(`turn.kind.${turn.kind}`),
    name,
    state: t(`turn.state.${stateOf(turn)}`),
    from: formatTime(turn.from),
    to: formatTime(turn.to),
    volume: Math.round(turn.volume),
  });
}

/** Where the now line stands; null when it is not in sight. */
export const nowX = (axis: Axis, now: number): number | null => (now < axis.from || now > axis.to ? null : xOf(axis, now));
