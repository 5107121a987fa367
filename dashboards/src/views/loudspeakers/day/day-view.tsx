import { Button, Segmented } from 'antd';
import { Fragment, useMemo, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useSlots, useTimeline } from '../../../api/loudspeaker-queries';
import { Empty, Loaded } from '../../../components/feedback';
import { VerdictMark, type VerdictLook } from '../../../components/loudspeakers/marks';
import { useNowDerived } from '../../../components/now';
import { useSession } from '../../../components/session';
import { useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import { coverageOf, type Slot } from '../../../model/loudspeaker-verdicts';
import { formatTime, today } from '../../../model/time';
import { Collisions, Moved } from '../order';
import { CommuneSelect, CountList, CoverageBar, DayPicker, percentText, slotAddress, useCommuneOptions, useCount, useLengthText } from '../parts';
import { Timeline } from './timeline';

type By = 'slot' | 'cluster';

/** A day: what was planned, and what of it was heard. */
export default function DayView() {
  const t = useTranslate();
  const session = useSession();
  const [parameters, setParameters] = useSearchParams();
  const communes = useCommuneOptions();
  const day = parameters.get('day') ?? today(serverNow());
  const asked = parameters.get('area');
  const by: By = parameters.get('by') === 'slot' || (parameters.get('by') === null && asked === null && session.area === null) ? 'slot' : 'cluster';
  // All clusters of a day are tens of thousands of verdicts: their timeline is of one commune.
  const area = asked ?? (by === 'cluster' ? (communes[0]?.value ?? null) : null);
  const set = (changed: Record<string, string | null>) => {
    setParameters((former) => {
      const next = new URLSearchParams(former);
      for (const [name, value] of Object.entries(changed)) {
        if (value === null) {
          next.delete(name);
        } else {
          next.set(name, value);
        }
      }
      return next;
    }, { replace: true });
  };
  return (
    <div className="page loa-day-page">
      <div className="page-head">
        <h1 className="page-title">{t('loa.day.title')}</h1>
        <span className="loa-tools">
          <Segmented<By> value={by} options={[{ value: 'slot', label: t('loa.day.bySlot') }, { value: 'cluster', label: t('loa.day.byCluster') }]} onChange={(next) => { set({ by: next }); }} />
          <CommuneSelect area={area} onArea={(next) => { set({ area: next, ...(next === null ? { by: 'slot' } : {}) }); }} />
          <DayPicker day={day} onDay={(next) => { set({ day: next === today(serverNow()) ? null : next }); }} />
        </span>
      </div>
      {by === 'slot' ? <BySlot day={day} area={area} /> : <ByCluster day={day} area={area} />}
    </div>
  );
}

function BySlot({ day, area }: { day: string; area: string | null }) {
  const t = useTranslate();
  const slots = useSlots(day, area);
  return (
    <Loaded query={slots} height={400}>
      {(list) => (list.length === 0 ? <div className="panel"><Empty icon="clock" title={t('loa.day.none')} hint={t('loa.day.noneHint')} /></div> : <Slots slots={list} />)}
    </Loaded>
  );
}

function Slots({ slots }: { slots: readonly Slot[] }) {
  const t = useTranslate();
  const count = useCount();
  const minute = useNowDerived(formatTime);
  const now = useRef<HTMLLIElement>(null);
  const next = useNowDerived((millis) => slots.findIndex(({ starts }) => Date.parse(starts) > millis));
  const sum = useMemo(() => slots.map(coverageOf).reduce((all, each) => ({ planned: all.planned + each.total, verified: all.verified + each.verified, partial: all.partial + each.partial, missed: all.missed + each.missed }), { planned: 0, verified: 0, partial: 0, missed: 0 }), [slots]);
  return (
    <section className="panel">
      <p className="loa-day-sum">
        <b>{t('loa.day.sum', { slots: slots.length, planned: count(sum.planned) })}</b>{' '}
        {t('loa.day.sumHeard', { verified: count(sum.verified), partial: count(sum.partial), missed: count(sum.missed) })}{' '}
        {next > FAR && <Button type="link" className="loa-to-now" onClick={() => { now.current?.scrollIntoView({ block: 'center' }); }}>{t('loa.day.toNow')}</Button>}
      </p>
      <ol className="loa-slots">
        {slots.map((slot, index) => (
          <Fragment key={slot.id}>
            {index === next && index > 0 && <li ref={now} className="loa-slot-now" aria-hidden="true"><span>{t('loa.day.now', { at: minute })}</span></li>}
            <SlotRow slot={slot} />
          </Fragment>
        ))}
      </ol>
    </section>
  );
}

/** So many rows lie between the top and now before it takes a button to get there. */
const FAR = 6;

function SlotRow({ slot }: { slot: Slot }) {
  const t = useTranslate();
  const lengthText = useLengthText();
  const session = useSession();
  const { total, verified } = coverageOf(slot);
  const ahead = slot.counts.due === total;
  return (
    <li className="loa-slot" data-testid="slot">
      <time className="loa-slot-time" dateTime={slot.starts}>{formatTime(Date.parse(slot.starts))}</time>
      <span className="loa-slot-what">
        <Link to={slotAddress(slot.id)}>{slot.title}</Link>
        <span className="muted loa-small">
          {slot.class !== 'normal' && <b className={`loa-class loa-class-${slot.class}`}>{t(`loa.class.${slot.class}`)}</b>}
          {lengthText(slot.seconds)} · {t('loa.clusters', { n: total })}
          {session.area === null && slot.commune && <span> · {slot.commune.name}</span>}
          <Moved slot={slot} />
          {slot.cancelled === true && <b> · {t('loa.bulletin.state.cancelled')}</b>}
          {(slot.conflicts ?? []).length > 0 && <b className="loa-wait"> · {t('loa.day.conflict')}</b>}
        </span>
      </span>
      {/* Nothing is to be said of what is to come: an empty bar and 0 % would look like a failure. */}
      {ahead ? <span className="loa-slot-ahead muted"><VerdictMark look="due" />{t('loa.verdict.due')}</span> : (
        <>
          <CountList slot={slot} />
          <CoverageBar slot={slot} />
          <b className="loa-slot-share">{percentText(verified, total)}</b>
        </>
      )}
      <Collisions slot={slot} inList />
    </li>
  );
}

function ByCluster({ day, area }: { day: string; area: string | null }) {
  const t = useTranslate();
  const timeline = useTimeline(day, area, area !== null);
  const [zoomed, setZoomed] = useState(false);
  return (
    <>
      <div className="loa-legend-row">
        <Legend />
        <Segmented<boolean> value={zoomed} options={[{ value: false, label: t('loa.day.whole') }, { value: true, label: t('loa.day.zoomed') }]} onChange={setZoomed} />
      </div>
      <Loaded query={timeline} height={400}>
        {(rows) => (rows.length === 0 ? <div className="panel"><Empty icon="clock" title={t('loa.day.noClusters')} /></div> : <Timeline day={day} rows={rows} zoomed={zoomed} />)}
      </Loaded>
    </>
  );
}

const LEGEND: readonly VerdictLook[] = ['verified', 'partial', 'missed', 'provisional', 'unplanned', 'heard', 'awaiting', 'due', 'excused'];

function Legend() {
  const t = useTranslate();
  return (
    <ul className="loa-legend-line">
      {LEGEND.map((look) => <li key={look}><VerdictMark look={look} size={14} />{t(`loa.verdict.${look}`)}</li>)}
    </ul>
  );
}
