import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { useLockouts, useStops, useTurns, useWorks } from '../../../api/irrigation-plan-queries';
import { safetyApi } from '../../../api/irrigation-plans';
import { Loaded, Failure } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { useNowDerived } from '../../../components/now';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate, type MessageKey } from '../../../i18n';
import { DAY, HOUR, startOfDay } from '../../../model/board';
import { findingsOf, mayStop, progressOf, stateOf, todayOf, type Lockout, type Turn } from '../../../model/irrigation-plans';
import { formatNumber } from '../../../model/numbers';
import { mayPlanWater } from '../../../model/roles';
import { seriesLabel } from '../../../model/series';
import { formatTime } from '../../../model/time';
import { Volume } from './details';
import { formatMoment, formatSpan, TurnStateTag, useNames, useReason } from './parts';
import { ReasonDialog, StopButton, StopPanel } from './stop';
import './plan.css';

const AHEAD = 12 * HOUR;
const TICK = 5_000;

/** What runs, what went wrong, and how to stop it. */
export default function TodayView() {
  const t = useTranslate();
  const now = useNowDerived((at) => Math.floor(at / TICK) * TICK);
  const day = startOfDay(now);
  // Turns that began yesterday and went wrong in the night are still looked at.
  const turns = useTurns(day - DAY / 2, day + 2 * DAY);
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('today.title')}</h1>
      </div>
      <Stops />
      <Loaded query={turns} height={420}>{(all) => <Turns turns={all} now={now} day={day} />}</Loaded>
    </div>
  );
}

function Turns({ turns, now, day }: { turns: readonly Turn[]; now: number; day: number }) {
  const { wrong, running, next, over } = useMemo(() => todayOf(turns.filter((turn) => turn.to >= day - DAY / 2), now, AHEAD), [turns, now, day]);
  return (
    <>
      <Group title="today.wrong" none="today.wrongNone" turns={wrong} now={now} attention />
      <div className="today-columns">
        <div className="today-main">
          <Group title="today.running" none="today.runningNone" turns={running} now={now} />
          <Group title="today.next" none="today.nextNone" turns={next} now={now} />
          <Group title="today.over" none="today.overNone" turns={over.filter((turn) => (turn.account?.ended ?? turn.to) >= day)} now={now} />
        </div>
        <div className="today-side">
          <Lockouts now={now} />
          <Canals turns={turns} now={now} />
        </div>
      </div>
    </>
  );
}

const MOST_SHOWN = 40;

function Group({ title, none, turns, now, attention = false }: { title: MessageKey; none: MessageKey; turns: readonly Turn[]; now: number; attention?: boolean }) {
  const t = useTranslate();
  const [all, setAll] = useState(false);
  const shown = all ? turns : turns.slice(0, MOST_SHOWN);
  return (
    <section className={`panel today-group${attention && turns.length > 0 ? ' today-attention' : ''}`} data-testid={title} data-count={turns.length}>
      <div className="panel-head">
        <h2 className="panel-title">
          {t(title)} {turns.length > 0 && <span className="muted">({turns.length})</span>}
        </h2>
      </div>
      {turns.length === 0 ? (
        <p className="muted today-none">{t(none)}</p>
      ) : (
        <ul className="today-list">
          {shown.map((turn) => (
            <TurnLine key={turn.id} turn={turn} now={now} />
          ))}
        </ul>
      )}
      {turns.length > shown.length && <Button type="link" onClick={() => { setAll(true); }}>{t('plan.diff.more', { n: turns.length - shown.length })}</Button>}
    </section>
  );
}

function TurnLine({ turn, now }: { turn: Turn; now: number }) {
  const t = useTranslate();
  const language = useLanguage();
  const names = useNames();
  const say = useReason();
  const state = stateOf(turn);
  const { account } = turn;
  const progress = progressOf(turn, now);
  const name = names(turn.kind, turn.subject);
  const manual = state === 'manual';
  return (
    <li className="today-turn" data-testid="today-turn" data-turn={turn.id} data-subject={turn.subject} data-state={state}>
      <div className="today-turn-head">
        <TurnStateTag state={state} />
        <strong>{turn.kind === 'field' ? <Link to={`/irrigation/fields/${encodeURIComponent(turn.subject)}`}>{name}</Link> : name}</strong>
        <span className="muted">{t(`turn.kind.${turn.kind}`)} · {names('canal', turn.canal)}</span>
      </div>
      <div className="today-turn-facts">
        <span>{manual ? t('turn.since', { time: formatMoment(turn.from, language) }) : formatSpan(turn, language)}</span>
        {account?.started && !manual && (
          <span>
            {t('turn.actual')}: {formatTime(account.started)}–{account.ended === null ? '…' : formatTime(account.ended)}
          </span>
        )}
        {account?.started && turn.kind === 'field' && <span>{account.confirmed === null ? t('turn.notConfirmed') : `${t('turn.confirmed')} ${formatTime(account.confirmed)}`}</span>}
        <span data-testid="today-volume"><Volume turn={turn} /></span>
        {account !== null && account.reason !== '' && <span className={state === 'done' ? 'muted' : 'today-reason'}>{say(account.reason)}</span>}
        {account?.ended && account.atRest === false && <strong className="today-reason">{t('turn.notAtRest')}</strong>}
      </div>
      {state === 'running' && (
        <div className="today-progress" role="progressbar" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round((progress.volume ?? progress.time) * 100)} aria-label={name}>
          <span style={{ width: `${(progress.volume ?? progress.time) * 100}%` }} />
          <i style={{ left: `${progress.time * 100}%` }} />
        </div>
      )}
    </li>
  );
}

function Stops() {
  const stops = useStops();
  const active = (stops.data ?? []).filter(({ state }) => state !== 'released');
  return (
    <>
      {stops.error !== null && stops.data === undefined && <div className="panel"><Failure error={stops.error} onRetry={() => void stops.refetch()} /></div>}
      {active.map((stop) => (
        <StopPanel key={stop.id} stop={stop} />
      ))}
    </>
  );
}

function Lockouts({ now }: { now: number }) {
  const t = useTranslate();
  const lockouts = useLockouts();
  return (
    <section className="panel" data-testid="lockouts">
      <div className="panel-head">
        <h2 className="panel-title">{t('today.lockouts')}</h2>
      </div>
      <Loaded query={lockouts} height={80}>
        {(all) => {
          const held = all.filter(({ state }) => state !== 'released');
          return held.length === 0 ? (
            <p className="muted today-none">{t('today.lockoutsNone')}</p>
          ) : (
            <ul className="today-list">
              {held.map((lockout) => (
                <LockoutLine key={lockout.id} lockout={lockout} now={now} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
}

function LockoutLine({ lockout, now }: { lockout: Lockout; now: number }) {
  const t = useTranslate();
  const language = useLanguage();
  const session = useSession();
  const names = useNames();
  const [releasing, setReleasing] = useState(false);
  const name = names(lockout.subjectKind, lockout.subject);
  const byPerson = lockout.needsPerson;
  const good = lockout.goodSince;
  return (
    <li className="today-turn today-lockout" data-testid="lockout" data-subject={lockout.subject} data-state={lockout.state}>
      <div className="today-turn-head">
        <Icon name="stop" size={16} />
        <strong>{name}</strong>
        <span>{t(`today.lockout.${lockout.kind}`)}</span>
        <span className="muted">{t('today.lockout.since', { time: formatMoment(lockout.since, language) })}</span>
      </div>
      <ul className="today-findings">
        {findingsOf(lockout.evidence).map(({ series, limit, values, times }) => (
          <li key={`${series} ${limit}`}>
            {t('today.lockout.finding', { series: seriesLabel(series, language), value: values.map((value) => formatNumber(value, 2, language)).join(' → '), limit: formatNumber(limit, 2, language), time: times.map(formatTime).join(', ') })}
          </li>
        ))}
      </ul>
      <p className="muted">
        {!byPerson
          ? t('today.lockout.self')
          : good === null || good > now
            ? t('today.lockout.bad')
            : lockout.state === 'releasable' || lockout.releasableFrom === null
              ? t('today.lockout.good', { time: formatTime(good) })
              : t('today.lockout.goodWait', { time: formatTime(good), from: formatTime(lockout.releasableFrom) })}
      </p>
      {byPerson && mayPlanWater(session) && (
        <Button disabled={lockout.state !== 'releasable'} onClick={() => { setReleasing(true); }} data-testid="lockout-release">{t('today.lockout.release')}</Button>
      )}
      {releasing && <ReasonDialog title={t('today.lockout.releaseTitle', { name })} hint={t('today.lockout.releaseHint')} label={t('stop.releaseReason')} button={t('today.lockout.release')} onSubmit={(reason) => safetyApi.releaseLockout(lockout.id, reason)} onClose={() => { setReleasing(false); }} />}
    </li>
  );
}

/** Every canal with its stop: the list of what can be brought to rest. */
function Canals({ turns, now }: { turns: readonly Turn[]; now: number }) {
  const t = useTranslate();
  const session = useSession();
  const works = useWorks();
  const stops = useStops();
  const stopped = new Set((stops.data ?? []).filter(({ state }) => state !== 'released').map(({ canal }) => canal));
  if (!mayStop(session)) {
    return null;
  }
  return (
    <section className="panel" data-testid="canals">
      <div className="panel-head">
        <h2 className="panel-title">{t('today.canals')}</h2>
      </div>
      <Loaded query={works} height={120}>
        {({ canals }) => (
          <ul className="today-canals">
            {canals.map((canal) => {
              const running = turns.filter((turn) => turn.canal === canal.id && stateOf(turn) === 'running' && turn.from <= now).length;
              return (
                <li key={canal.id}>
                  <span className="today-canal">
                    <strong>{canal.name}</strong>
                    <span className="muted">{running > 0 ? t('today.canalRuns', { n: running }) : t('today.canalRests')}</span>
                  </span>
                  {stopped.has(canal.id) ? <span className="stop-done">{t('stop.active')}</span> : <StopButton canal={canal.id} name={canal.name} />}
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
    </section>
  );
}
