import { useEffect, useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { SESSION_KEY, useAlarms, useAlarmSummary, useAreas } from '../../api/queries';
import { AlarmSymbol, PrioritySymbol, useShort } from '../../components/alarms/symbol';
import { Mark } from '../../components/brand';
import { Icon } from '../../components/icons';
import { useLiveStatus } from '../../components/live';
import { useNow, useNowDerived } from '../../components/now';
import { showTheme } from '../../components/theme/theme';
import { useLanguage, useTranslate } from '../../i18n';
import { began, byArea, countsOf, PRIORITIES, type AlarmPriority, type AlarmSummary, type AlarmView } from '../../model/alarms';
import { serverNow } from '../../model/clock';
import { formatDateTime, formatRecent, formatTime, formatTimeSeconds } from '../../model/time';
import { WallMap } from './wall-map';
import { wallAlarms } from './wall-list';
import './wall.css';

const PING_MILLIS = 4 * 60_000;
/** As many as can be read from across the room. */
const MOST_ROWS = 7;

/** For a large screen that nobody touches: what stands, where, and whether the picture is true. */
export default function WallView() {
  const t = useTranslate();
  useNightTheme();
  useAwake();
  useStaySignedIn();
  const { state } = useLiveStatus();
  const summary = useAlarmSummary();
  const alarms = useAlarms();
  const areas = useAreas();
  const rows = useMemo(() => wallAlarms(alarms.data ?? []), [alarms.data]);
  const places = useMemo(() => byArea(summary.data, areas.data ?? []), [summary.data, areas.data]);
  const known = summary.data !== undefined && alarms.data !== undefined;
  return (
    <div className="wall" data-testid="wall" data-link={state}>
      <WallHead />
      <LostBand />
      <main className={state === 'lost' ? 'wall-body wall-body-old' : 'wall-body'}>
        <section className="wall-left">
          <Counts summary={summary.data} />
          <WallMap areas={areas.data ?? []} places={places} />
        </section>
        <section className="wall-right" aria-label={t('wall.waiting')}>
          {known ? <Rows rows={rows} /> : <p className="wall-none">{t(summary.error || alarms.error ? 'strip.unreachable' : 'common.loading')}</p>}
          {summary.data && <Kept summary={summary.data} />}
        </section>
      </main>
    </div>
  );
}

function WallHead() {
  const t = useTranslate();
  const now = useNow();
  const { state } = useLiveStatus();
  const [date] = formatDateTime(now).split(' ');
  return (
    <header className="wall-head">
      <span className="wall-brand">
        <Mark size={44} />
        {t('wall.title')}
      </span>
      <span className={`wall-link wall-link-${state}`} role="status" data-testid="wall-link">
        <Icon name={state === 'fresh' ? 'check' : 'warning'} size={28} />
        {t(`wall.link.${state}`)}
      </span>
      <time className="wall-clock" dateTime={new Date(now).toISOString()}>
        <span className="wall-date">{date}</span> {formatTimeSeconds(now)}
      </time>
    </header>
  );
}

/** Nobody may take an old picture for the present one. */
function LostBand() {
  const t = useTranslate();
  const { state, freshAt } = useLiveStatus();
  return state === 'lost' ? (
    <div className="wall-lost" role="alert" data-testid="wall-lost">
      <Icon name="warning" size={56} />
      <span>
        <b>{t('wall.lost')}</b>
        <br />
        {t('wall.lostHint', { time: formatRecent(freshAt, serverNow()) })}
      </span>
    </div>
  ) : null;
}

function Counts({ summary }: { summary: AlarmSummary | undefined }) {
  return (
    <div className="wall-counts">
      {PRIORITIES.map((priority) => (
        <Count key={priority} priority={priority} summary={summary} />
      ))}
    </div>
  );
}

function Count({ priority, summary }: { priority: AlarmPriority; summary: AlarmSummary | undefined }) {
  const t = useTranslate();
  const { unacknowledged, total } = summary === undefined ? { unacknowledged: 0, total: 0 } : countsOf(summary, priority);
  const look = unacknowledged > 0 ? 'full' : total > 0 ? 'light' : 'hollow';
  return (
    <div className={`wall-count wall-count-${look} priority-${priority}`} data-testid={`wall-count-${priority}`} data-total={total} data-unacknowledged={unacknowledged}>
      <PrioritySymbol priority={priority} look={look} flashing={unacknowledged > 0} size={92} />
      <div className="wall-count-text">
        <span className="wall-number">{summary === undefined ? '–' : total}</span>
        <span className="wall-count-name">{t(`wall.priority.${priority}`)}</span>
        <span className="wall-count-waiting">{unacknowledged > 0 ? t('wall.unacknowledged', { n: unacknowledged }) : t(total > 0 ? 'wall.allAcknowledged' : 'wall.noneOfThese')}</span>
      </div>
    </div>
  );
}

function Rows({ rows }: { rows: readonly AlarmView[] }) {
  const t = useTranslate();
  if (rows.length === 0) {
    return (
      <div className="wall-none">
        <Icon name="check" size={96} />
        {t('wall.none')}
      </div>
    );
  }
  return (
    <>
      <h1 className="wall-heading">{t('wall.waiting')}</h1>
      <ol className="wall-rows">
        {rows.slice(0, MOST_ROWS).map((alarm) => (
          <Row key={alarm.id} alarm={alarm} />
        ))}
      </ol>
      <p className="wall-more">{rows.length > MOST_ROWS ? t('wall.more', { n: rows.length - MOST_ROWS }) : ''}</p>
    </>
  );
}

function Row({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  const language = useLanguage();
  const age = useShort(alarm.activatedAt);
  return (
    <li className={`wall-row priority-${alarm.priority}`} data-testid="wall-row" data-alarm={alarm.id}>
      <AlarmSymbol alarm={alarm} size={56} />
      <span className="wall-row-text">
        <span className="wall-row-name">{alarm.name[language] || alarm.name.vi}</span>
        <span className="wall-row-place">
          {alarm.group ? `${alarm.areaName} · ${t('alarm.members', { n: alarm.members })}` : [alarm.siteName, alarm.areaName].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className="wall-row-when">
        <span className="wall-row-age">{age}</span>
        <span className="wall-row-began">{alarm.letter === 'B' ? formatTime(began(alarm)) : t(`alarm.state.${alarm.state}`)}</span>
      </span>
    </li>
  );
}

/** What is kept from the operator must not be forgotten. */
function Kept({ summary }: { summary: AlarmSummary }) {
  const t = useTranslate();
  return (
    <dl className="wall-kept">
      {(['standing', 'shelved', 'suppressed', 'outOfService'] as const).map((name) => (
        <div key={name}>
          <dt>{t(`alarms.tab.${name === 'outOfService' ? 'out-of-service' : name}`)}</dt>
          <dd>{summary[name]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Dark from six in the evening to six in the morning: a bright wall blinds the night shift. */
function useNightTheme(): void {
  const night = useNowDerived((now) => {
    const hour = Number(formatTime(now).slice(0, 2));
    return hour < 6 || hour >= 18;
  });
  useEffect(() => { showTheme(night ? 'dark' : 'light'); }, [night]);
  useEffect(() => () => { showTheme(null); }, []);
}

/** The screen stays on where the browser lets a page ask for it, which needs HTTPS or the computer itself. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let gone = false;
    const ask = async () => {
      if (gone || document.visibilityState !== 'visible' || !('wakeLock' in navigator) || (lock !== null && !lock.released)) {
        return;
      }
      try {
        lock = await navigator.wakeLock.request('screen');
        if (gone) {
          await lock.release();
        }
      } catch {
        // Refused, for example on low battery: asked again when the page is next seen.
      }
    };
    const onVisible = () => { void ask(); };
    document.addEventListener('visibilitychange', onVisible);
    onVisible();
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', onVisible);
      void lock?.release();
    };
  }, []);
}

/** A session ends after idle minutes, and nobody touches a wall. */
function useStaySignedIn(): void {
  const client = useQueryClient();
  useEffect(() => {
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: SESSION_KEY }), PING_MILLIS);
    return () => { clearInterval(timer); };
  }, [client]);
}
