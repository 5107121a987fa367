import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router-dom';
import { ApiError } from '../../../api/http';
import { useCluster } from '../../../api/loudspeaker-queries';
import { Age } from '../../../components/age';
import { Loaded } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { StandingBadge } from '../../../components/loudspeakers/marks';
import { useAilmentText } from '../../../components/loudspeakers/words';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate, type MessageKey } from '../../../i18n';
import { DRIFT_LIMIT, drift, RSRP_LIMIT, standingOf, TEMPERATURE_LIMITS, type Cluster } from '../../../model/loudspeakers';
import { formatNumber } from '../../../model/numbers';
import { mayBroadcast } from '../../../model/roles';
import { formatDate } from '../../../model/time';
import { NotFoundView } from '../../errors';
import { shortName, slotAddress, useCount, useMoment } from '../parts';
import { CommandsPanel } from './commands';
import { FactsDialog } from './facts';
import { HealthPanel } from './health';
import { PlaysPanel, SelfTestPanel } from './plays';

export default function ClusterView() {
  const { device = '' } = useParams();
  const cluster = useCluster(device);
  if (cluster.error instanceof ApiError && cluster.error.status === 404) {
    return <NotFoundView />;
  }
  return <div className="page"><Loaded query={cluster} height={480}>{(loaded) => <ClusterPage key={device} cluster={loaded} />}</Loaded></div>;
}

function ClusterPage({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  const count = useCount();
  return (
    <>
      <div className="page-head loa-cluster-head">
        <div>
          <Link className="loa-back" to={`/loa?area=${encodeURIComponent(cluster.area)}`}><Icon name="back" size={16} />{cluster.areaName}</Link>
          <h1 className="page-title">{cluster.name}</h1>
          <p className="loa-cluster-sub">
            <StandingBadge standing={standingOf(cluster)} />
            <span className="muted">{[cluster.village === null ? null : shortName(cluster), cluster.population === null ? null : t('loa.people', { n: count(cluster.population) })].filter((text) => text !== null).join(' · ')}</span>
            <Link to={`/devices/${encodeURIComponent(cluster.device)}`} className="mono">{cluster.device}</Link>
          </p>
        </div>
      </div>
      <Ailments cluster={cluster} />
      <div className="loa-columns loa-cluster-columns">
        <div className="loa-main">
          <NowPanel cluster={cluster} />
          <HealthPanel cluster={cluster} />
          <PlaysPanel device={cluster.device} />
        </div>
        <div className="loa-side">
          <CommandsPanel cluster={cluster} />
          <SelfTestPanel device={cluster.device} />
          <FactsPanel cluster={cluster} />
        </div>
      </div>
    </>
  );
}

function Ailments({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  const ailment = useAilmentText();
  const found = [...cluster.health.map(({ key }) => ailment(key)), ...(cluster.latched ? [t('loa.cluster.latched')] : [])];
  return found.length === 0 ? null : (
    <ul className="loa-ailments" role="status">
      {[...new Set(found)].map((text) => <li key={text}><Icon name="warning" size={16} />{text}</li>)}
    </ul>
  );
}

function NowPanel({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  const language = useLanguage();
  const moment = useMoment();
  const { temperature, impedance, baseline, rsrp, volume, today } = cluster;
  const off = drift(cluster);
  const figure = (value: number | null, digits: number, unit: string): string => (value === null ? '–' : `${formatNumber(value, digits, language)} ${unit}`);
  return (
    <section className="panel loa-now">
      <Sentence cluster={cluster} />
      <dl className="loa-figures">
        <Figure label="series.volume" value={figure(volume, 0, '%')} />
        <Figure label="series.temperature.amplifier" value={figure(temperature, 1, '°C')} bad={temperature !== null && temperature > TEMPERATURE_LIMITS.high} />
        <Figure label="series.line.impedance" value={figure(impedance, 1, 'Ω')} bad={off !== null && Math.abs(off) > DRIFT_LIMIT} hint={off === null || baseline === null ? null : t('loa.cluster.drift', { percent: signed(Math.round(off * 100)), baseline: formatNumber(baseline, 1, language) })} />
        <Figure label="loa.cluster.signal" value={figure(rsrp, 0, 'dBm')} bad={rsrp !== null && rsrp < RSRP_LIMIT} />
        <Figure label="loa.cluster.today" value={t('loa.cluster.todaySum', { verified: today.verified, planned: today.planned })} bad={today.missed + today.unplanned > 0} hint={[today.partial > 0 ? `${today.partial} ${t('loa.verdict.partial').toLowerCase()}` : null, today.missed > 0 ? `${today.missed} ${t('loa.verdict.missed').toLowerCase()}` : null, today.unplanned > 0 ? `${today.unplanned} ${t('loa.verdict.unplanned').toLowerCase()}` : null].filter((text) => text !== null).join(', ') || null} />
        <Figure label="loa.cluster.lastHeard" value={moment(cluster.lastHeard)} />
        <Figure label="loa.cluster.lastSeen" value={<Age at={cluster.lastSeen} ago />} bad={!cluster.online} />
      </dl>
    </section>
  );
}

/** +3, −3, 0: what is rounded away has no sign. */
const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value)}`;

function Sentence({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  const moment = useMoment();
  const { playing, nextDue } = cluster;
  return (
    <p className="loa-sentence">
      {playing !== null && (
        <span>
          {t('loa.cluster.playing', { since: moment(playing.since) })}{' '}
          {playing.slot === null ? <b>{playing.title ?? t('loa.cluster.unknownTitle')}</b> : <Link to={slotAddress(playing.slot)}>{playing.title ?? t('loa.cluster.unknownTitle')}</Link>}
        </span>
      )}
      {nextDue === null ? (playing === null && t('loa.cluster.nothingDue')) : (
        <span>{t('loa.cluster.next', { at: moment(nextDue.at) })} <Link to={slotAddress(nextDue.slot)}>{nextDue.title}</Link></span>
      )}
    </p>
  );
}

function Figure({ label, value, hint = null, bad = false }: { label: MessageKey; value: ReactNode; hint?: string | null; bad?: boolean }) {
  const t = useTranslate();
  return (
    <div>
      <dt>{t(label)}</dt>
      <dd className={bad ? 'loa-bad' : undefined}>
        {bad && <Icon name="warning" size={16} />} {value}
        {hint !== null && <span className="loa-figure-hint">{hint}</span>}
      </dd>
    </div>
  );
}

function FactsPanel({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  const language = useLanguage();
  const session = useSession();
  const [editing, setEditing] = useState(false);
  const facts: [MessageKey, string | null][] = [
    ['loa.facts.maker', [cluster.vendor, cluster.model].filter((text) => text !== null).join(' ') || null],
    ['loa.facts.firmware', cluster.firmware],
    ['loa.facts.amplifier', cluster.amplifierWatts === null ? null : `${formatNumber(cluster.amplifierWatts, 0, language)} W`],
    ['loa.facts.horns', cluster.horns === null ? null : String(cluster.horns)],
    ['loa.facts.baseline', cluster.baseline === null ? null : `${formatNumber(cluster.baseline, 1, language)} Ω`],
    ['loa.facts.volume', cluster.volumeWanted === null ? null : `${formatNumber(cluster.volumeWanted, 0, language)} %`],
    ['loa.facts.certificate', cluster.certificate === null ? null : `${cluster.certificate.slice(0, 16)}…`],
    ['loa.facts.sim', cluster.sim],
    ['loa.facts.installed', cluster.installedOn === null ? null : formatDate(cluster.installedOn)],
  ];
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('loa.cluster.facts')}</h2>
        {mayBroadcast(session) && <Button size="small" icon={<Icon name="edit" size={16} />} onClick={() => { setEditing(true); }} data-testid="edit-facts">{t('irr.edit')}</Button>}
      </div>
      <dl className="loa-facts">
        {facts.map(([label, value]) => <div key={label}><dt>{t(label)}</dt><dd>{value ?? '–'}</dd></div>)}
      </dl>
      {editing && <FactsDialog cluster={cluster} onClose={() => { setEditing(false); }} />}
    </section>
  );
}
