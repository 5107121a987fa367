import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { alarmsApi } from '../../api/alarms';
import { ApiError } from '../../api/http';
import { useAlarmRationalisation, useAlarms, useSeries } from '../../api/queries';
import { CapButton } from '../../components/alarms/cap-button';
import { AlarmSymbol, useShort } from '../../components/alarms/symbol';
import { Empty, Failure, Loading } from '../../components/feedback';
import { EmergencyButton } from '../../components/loudspeakers/emergency-button';
import { Icon } from '../../components/icons';
import { say, useLanguage, useTranslate } from '../../i18n';
import { hasHistory, type AlarmView } from '../../model/alarms';
import { minutesOf, type AlarmAction } from '../../model/alarm-actions';
import { serverNow } from '../../model/clock';
import { seriesLabel } from '../../model/series';
import { formatRecent, millisOf } from '../../model/time';
import { ActionButtons } from './toolbar';
import { AlarmCurve } from './curve';
import { OccurrenceJournal } from './journal';
import { StateWord } from './row';
import { measuredText, readingText, useLatest } from './value';

interface DetailProps {
  id: number;
  mayAct: boolean;
  onAction: (action: AlarmAction, alarms: readonly AlarmView[]) => void;
  onOpen: (id: number) => void;
  onClose: () => void;
}

/** Everything about one alarm that helps to deal with it. */
export function AlarmDetail({ id, ...rest }: DetailProps) {
  const t = useTranslate();
  const alarm = useOne(id);
  return (
    <aside className="alarm-detail" aria-label={t('alarms.detail')} data-testid="alarm-detail">
      {alarm.data ? (
        <Detail alarm={alarm.data} {...rest} />
      ) : (
        <>
          <CloseButton onClose={rest.onClose} />
          {alarm.error ? <NotThere error={alarm.error} /> : <Loading height={320} />}
        </>
      )}
    </aside>
  );
}

/** The alarm as the list has it; one that is normal by now as the server tells. */
function useOne(id: number): { data: AlarmView | undefined; error: Error | null } {
  const { data: alarms } = useAlarms();
  const listed = useMemo(() => alarms?.find((alarm) => alarm.id === id), [alarms, id]);
  const fetched = useQuery({
    queryKey: ['alarm', id],
    queryFn: ({ signal }) => alarmsApi.get(id, signal),
    enabled: alarms !== undefined && listed === undefined,
    staleTime: 0,
  });
  return { data: listed ?? fetched.data, error: fetched.error };
}

function NotThere({ error }: { error: Error }) {
  const t = useTranslate();
  return error instanceof ApiError && error.status === 404 ? <Empty icon="alarms" title={t('error.notFound')} /> : <Failure error={error} />;
}

function CloseButton({ onClose }: { onClose: () => void }) {
  const t = useTranslate();
  return <Button type="text" className="detail-close" icon={<Icon name="cross" />} aria-label={t('alarms.detail.close')} onClick={onClose} />;
}

function Detail({ alarm, mayAct, onAction, onOpen, onClose }: Omit<DetailProps, 'id'> & { alarm: AlarmView }) {
  const language = useLanguage();
  const place = [alarm.siteName === null ? null : alarm.siteName, alarm.areaName].filter(Boolean).join(' · ');
  return (
    <>
      <header className="detail-head">
        <AlarmSymbol alarm={alarm} size={32} />
        <div className="detail-title">
          <h2>{alarm.name[language]}</h2>
          {alarm.site === null ? <span className="muted">{place}</span> : <Link to={`/sites/${encodeURIComponent(alarm.site)}`}>{place}</Link>}
        </div>
        <CloseButton onClose={onClose} />
      </header>
      <div className="detail-body">
        <div className="detail-state">
          <StateWord alarm={alarm} />
          <DetailAge alarm={alarm} />
        </div>
        <div className="detail-actions">
          {mayAct && <ActionButtons alarms={[alarm]} onAction={onAction} compact />}
          {mayAct && <CapButton alarm={alarm} />}
          <EmergencyButton alarm={alarm} />
        </div>
        <Measured alarm={alarm} />
        {alarm.doubts.map((doubt) => <p key={doubt.arguments.join()} className="detail-doubt"><Icon name="warning" size={16} /><span>{say(language, 'alarms.doubt', doubt)}</span></p>)}
        <Guidance alarm={alarm} />
        {hasHistory(alarm) && <Course alarm={alarm} />}
        {alarm.group && <Members alarm={alarm} onOpen={onOpen} />}
        <Facts alarm={alarm} />
        <OccurrenceJournal alarm={alarm} />
      </div>
    </>
  );
}

function DetailAge({ alarm }: { alarm: AlarmView }) {
  return <span className="muted">{useShort(alarm.activatedAt)}</span>;
}

function Measured({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  const language = useLanguage();
  const latest = useLatest(alarm);
  const figures: [label: string, text: string][] = [
    ...(latest === null ? [] : [[t('alarms.detail.now'), readingText(latest, alarm, language)] as [string, string]]),
    ...(alarm.value === null ? [] : [[t('alarms.detail.raised'), measuredText(alarm.value, alarm, language)] as [string, string]]),
    ...(alarm.limit === null ? [] : [[t('alarms.detail.limit'), measuredText(alarm.limit, alarm, language)] as [string, string]]),
  ];
  if (figures.length === 0 || (alarm.series?.startsWith('kenh/') === true && alarm.limit === null)) {
    return null;
  }
  return (
    <dl className="detail-figures">
      {figures.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Causes, consequence and what to do, as the rule of this occurrence was thought through. */
function Guidance({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  const language = useLanguage();
  const { data } = useAlarmRationalisation(alarm.id, alarm.ruleVersion);
  if (data === undefined) {
    return null;
  }
  const minutes = data.toRespond === null ? null : minutesOf(data.toRespond);
  const texts: [label: string, text: string | undefined][] = [
    [t('alarms.detail.causes'), data.causes?.[language]],
    [t('alarms.detail.consequence'), data.consequence?.[language]],
  ];
  return (
    <section className="detail-guidance" data-testid="alarm-guidance">
      {data.action?.[language] && (
        <div className="detail-do">
          <h3>
            {t('alarms.detail.what')}
            {minutes !== null && minutes > 0 && <span className="detail-respond">{t('alarms.detail.toRespond', { n: Math.round(minutes) })}</span>}
          </h3>
          <p>{data.action[language]}</p>
        </div>
      )}
      {texts.map(([label, text]) =>
        text ? (
          <div key={label}>
            <h3>{label}</h3>
            <p>{text}</p>
          </div>
        ) : null,
      )}
    </section>
  );
}

function Course({ alarm }: { alarm: AlarmView }) {
  return alarm.device === null ? <CourseOfSite alarm={alarm} /> : <CourseSection alarm={alarm} device={alarm.device} />;
}

/** A site's alarm names a series; the device that has it is looked up. */
function CourseOfSite({ alarm }: { alarm: AlarmView }) {
  const series = useSeries({ site: alarm.site ?? '' });
  const device = series.data?.find((each) => each.name === alarm.series)?.device;
  return device === undefined ? null : <CourseSection alarm={alarm} device={device} />;
}

function CourseSection({ alarm, device }: { alarm: AlarmView; device: string }) {
  const language = useLanguage();
  const series = alarm.series ?? '';
  return (
    <section className="detail-section">
      <h3 className="panel-title">{seriesLabel(series, language)}</h3>
      <AlarmCurve alarm={alarm} device={device} series={series} />
    </section>
  );
}

const MOST_MEMBERS = 8;

function Members({ alarm, onOpen }: { alarm: AlarmView; onOpen: (id: number) => void }) {
  const t = useTranslate();
  const language = useLanguage();
  const { data: alarms } = useAlarms();
  const members = useMemo(() => alarms?.filter((each) => each.suppressedBy === alarm.id) ?? [], [alarms, alarm.id]);
  return (
    <section className="detail-section">
      <h3 className="panel-title">
        {t('alarms.detail.members')} <span className="side-count">{Math.max(alarm.members, members.length)}</span>
      </h3>
      <ul className="detail-members" data-testid="alarm-members">
        {members.slice(0, MOST_MEMBERS).map((member) => (
          <li key={member.id}>
            <button type="button" onClick={() => { onOpen(member.id); }}>
              <AlarmSymbol alarm={member} size={16} />
              <span className="truncate">{member.name[language]}</span>
              <span className="truncate muted">{member.siteName}</span>
            </button>
          </li>
        ))}
      </ul>
      {members.length > MOST_MEMBERS && <Link to={`/alarms?view=suppressed&area=${encodeURIComponent(alarm.area)}`}>{t('alarms.detail.membersMore')}</Link>}
    </section>
  );
}

function Facts({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  const time = (at: string | null): string | null => {
    const millis = millisOf(at);
    return millis === null ? null : formatRecent(millis, serverNow());
  };
  const facts: [label: string, value: ReactNode][] = [
    [t('alarms.detail.began'), time(alarm.activatedAt)],
    [t('alarms.detail.acknowledgedBy'), alarm.acknowledgedBy === null ? null : [alarm.acknowledgedBy, time(alarm.acknowledgedAt)].filter(Boolean).join(', ')],
    [t('alarms.detail.assignee'), alarm.assignee],
    [t('alarms.detail.shelvedUntil'), alarm.shelvedUntil === null ? null : [time(alarm.shelvedUntil), alarm.shelvedBy, alarm.shelveReason].filter(Boolean).join(', ')],
    [t('alarm.state.out-of-service'), alarm.outOfService ? alarm.outOfServiceReason : null],
    [t('alarms.detail.suppressedBy'), <SuppressedBy alarm={alarm} key="by" />],
    [t('alarms.detail.device'), alarm.device === null ? null : <Link key="device" to={`/devices/${encodeURIComponent(alarm.device)}`}>{alarm.device}</Link>],
    [t('alarms.detail.tag'), <span className="mono" key="tag">{alarm.tag}</span>],
  ];
  const shown = facts.filter(([, value], index) => value !== null && value !== '' && (index !== 5 || alarm.suppressedBy !== null || alarm.suppressedByRule));
  return (
    <dl className="detail-facts">
      {shown.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function SuppressedBy({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  const language = useLanguage();
  const { data: alarms } = useAlarms();
  if (alarm.suppressedBy === null) {
    return <>{t('alarms.detail.suppressedByRule')}</>;
  }
  const group = alarms?.find((each) => each.id === alarm.suppressedBy);
  return <Link to={`/alarms?alarm=${alarm.suppressedBy}`}>{group?.name[language] ?? String(alarm.suppressedBy)}</Link>;
}
