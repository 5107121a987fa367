import { Segmented } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useClusterNames, useLoudspeakerExceptions } from '../../api/loudspeaker-queries';
import { Empty, Loaded } from '../../components/feedback';
import { VerdictMark, StandingMark } from '../../components/loudspeakers/marks';
import { useCauseText } from '../../components/loudspeakers/words';
import { useTranslate } from '../../i18n';
import { serverNow } from '../../model/clock';
import { EXCEPTION_KINDS, type ExceptionKind, type LoudspeakerException } from '../../model/loudspeaker-bulletins';
import { formatDayMonth, formatTime, today } from '../../model/time';
import { Awaiting } from './cluster/approval';
import { addressOf, CommuneSelect, DayPicker, slotAddress } from './parts';

const MOST_ROWS = 200;

/** What a person has to look after, worst first. */
export default function ExceptionsView() {
  const t = useTranslate();
  const [parameters, setParameters] = useSearchParams();
  const day = parameters.get('day') ?? today(serverNow());
  const area = parameters.get('area');
  const kind = EXCEPTION_KINDS.find((each) => each === parameters.get('kind')) ?? null;
  const exceptions = useLoudspeakerExceptions(day, area);
  const set = (name: string, value: string | null) => {
    setParameters((former) => {
      const next = new URLSearchParams(former);
      if (value === null) {
        next.delete(name);
      } else {
        next.set(name, value);
      }
      return next;
    }, { replace: true });
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('loa.exceptions.title')}</h1>
        <span className="loa-tools">
          <CommuneSelect area={area} onArea={(next) => { set('area', next); }} />
          <DayPicker day={day} onDay={(next) => { set('day', next); }} />
        </span>
      </div>
      <div className="panel">
        <Loaded query={exceptions} height={320}>
          {(list) => (list.length === 0 ? <Empty icon="check" title={t('loa.exceptions.none')} hint={t('loa.exceptions.noneHint')} /> : <Exceptions list={list} day={day} kind={kind} onKind={(next) => { set('kind', next); }} />)}
        </Loaded>
      </div>
    </div>
  );
}

function Exceptions({ list, day, kind, onKind }: { list: readonly LoudspeakerException[]; day: string; kind: ExceptionKind | null; onKind: (kind: ExceptionKind | null) => void }) {
  const t = useTranslate();
  const [all, setAll] = useState(false);
  const kinds = EXCEPTION_KINDS.filter((each) => list.some((one) => one.kind === each));
  const shown = kind === null ? list : list.filter((each) => each.kind === kind);
  return (
    <>
      <div className="loa-kinds">
        <Segmented<ExceptionKind | 'all'>
          value={kind ?? 'all'}
          options={[{ value: 'all' as const, label: `${t('loa.exceptions.all')} ${list.length}` }, ...kinds.map((each) => ({ value: each, label: `${t(`loa.exception.${each}`)} ${list.filter((one) => one.kind === each).length}` }))]}
          onChange={(next) => { onKind(next === 'all' ? null : next); }}
        />
      </div>
      <ol className="loa-exceptions">
        {shown.slice(0, all ? undefined : MOST_ROWS).map((each) => <ExceptionRow key={`${each.kind} ${each.device} ${each.slot ?? ''} ${each.at}`} exception={each} day={day} />)}
      </ol>
      {!all && shown.length > MOST_ROWS && <button type="button" className="loa-all" onClick={() => { setAll(true); }}>{t('loa.exceptions.showAll', { n: shown.length })}</button>}
    </>
  );
}

export function ExceptionMark({ kind }: { kind: ExceptionKind }) {
  if (kind === 'missed' || kind === 'partial') {
    return <VerdictMark look={kind} size={20} />;
  }
  return <StandingMark standing={kind === 'drift' ? 'watch' : kind} size={20} />;
}

/** The time alone on the day that is looked at, else with its date. */
function momentOn(day: string, at: string): string {
  const millis = Date.parse(at);
  return today(millis) === day ? formatTime(millis) : `${formatTime(millis)} ${formatDayMonth(millis)}`;
}

function ExceptionRow({ exception, day }: { exception: LoudspeakerException; day: string }) {
  const t = useTranslate();
  const causeText = useCauseText();
  const village = useClusterNames().data?.[exception.device]?.name;
  const { kind, name, areaName, at, until, slot, title, cause, detail, command = null, more = 0 } = exception;
  const time = momentOn(day, at) + (until === null ? '' : `–${momentOn(day, until)}`);
  return (
    <li className={`loa-exception loa-exception-${kind}`} data-testid="exception" data-kind={kind}>
      <ExceptionMark kind={kind} />
      <span className="loa-exception-text">
        <span className="loa-exception-what">
          <b>{t(`loa.exception.${kind}`)}</b>
          {cause !== null && <span>· {causeText(cause)}</span>}
          {detail !== null && <span className="muted">· {detail}</span>}
        </span>
        {slot !== null && <Link to={slotAddress(slot)} className="loa-exception-slot">{title}</Link>}
      </span>
      <span className="loa-exception-where">
        <Link to={addressOf(exception)}>{village ?? name}</Link>
        <span className="muted">{village !== undefined && village !== name && `${name} · `}{areaName}{more > 0 && ` · ${t('loa.exceptions.more', { n: more })}`}</span>
      </span>
      <time className="loa-exception-at" dateTime={at}>{time}</time>
      {command !== null && <Awaiting device={exception.device} command={command} />}
    </li>
  );
}
