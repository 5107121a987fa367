import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { useClusters } from '../../../api/loudspeaker-queries';
import { useAreas, useConfig } from '../../../api/queries';
import { Failure, Loading } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { StandingBadge, StandingMark } from '../../../components/loudspeakers/marks';
import { useTranslate } from '../../../i18n';
import { isValidOn } from '../../../model/areas';
import { serverNow } from '../../../model/clock';
import { byStanding, countStandings, needsPerson, standingOf, STANDINGS, type Cluster } from '../../../model/loudspeakers';
import { today } from '../../../model/time';
import type { Area } from '../../../model/types';
import { addressOf, CommuneSelect, shortName, useMoment } from '../parts';
import { ClusterMap } from './cluster-map';
import '../../map/map.css';
import '../../irrigation/map/water-map.css';

const NO_AREAS: readonly Area[] = [];
const NO_CLUSTERS: readonly Cluster[] = [];

/** Where the clusters stand, and beside it those that need a person. */
export default function LoudspeakerMapView() {
  const t = useTranslate();
  const navigate = useNavigate();
  const config = useConfig();
  const areas = useAreas();
  const clusters = useClusters();
  const [parameters, setParameters] = useSearchParams();
  const area = parameters.get('area');
  const [pointedAt, setPointedAt] = useState<string | null>(null);
  const shown = useMemo(() => (clusters.data ?? NO_CLUSTERS).filter((cluster) => area === null || cluster.area === area), [clusters.data, area]);
  const areasToday = useMemo(() => areas.data?.filter((each) => isValidOn(each, today(serverNow()))) ?? NO_AREAS, [areas.data]);
  const pointed = pointedAt === null ? undefined : shown.find(({ device }) => device === pointedAt);
  return (
    <div className="map-page water-map-page">
      <h1 className="visually-hidden">{t('loa.map.label')}</h1>
      <div className="water-map-ground">
        <ClusterMap config={config.data} areas={areasToday} clusters={shown} pointedAt={pointedAt} onPoint={setPointedAt} onOpen={(device) => { void navigate(addressOf({ device })); }} />
        <Legend clusters={shown} />
        {pointed && <PointedCard cluster={pointed} />}
      </div>
      <aside className="map-side">
        <div className="loa-map-filter"><CommuneSelect area={area} onArea={(next) => { setParameters(next === null ? {} : { area: next }, { replace: true }); }} /></div>
        {clusters.data ? <Side clusters={shown} onPoint={setPointedAt} /> : clusters.error ? <Failure error={clusters.error} onRetry={() => void clusters.refetch()} /> : <Loading />}
      </aside>
    </div>
  );
}

function Legend({ clusters }: { clusters: readonly Cluster[] }) {
  const t = useTranslate();
  const counts = useMemo(() => countStandings(clusters), [clusters]);
  return (
    <div className="map-legend loa-legend">
      <ul>
        {STANDINGS.filter((standing) => counts[standing] > 0).map((standing) => (
          <li key={standing}><StandingMark standing={standing} /> {t(`loa.standing.${standing}`)} <b>{counts[standing]}</b></li>
        ))}
      </ul>
    </div>
  );
}

/** What is known of the cluster under the pointer. */
function PointedCard({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  const moment = useMoment();
  return (
    <div className="map-card loa-map-card" role="status">
      <div className="map-card-title">{shortName(cluster)}</div>
      <div className="muted">{cluster.areaName}</div>
      <div className="map-card-state">
        <StandingBadge standing={standingOf(cluster)} />
        <span>{cluster.lastHeard === null ? t('loa.tile.neverHeard') : t('loa.tile.heard', { at: moment(cluster.lastHeard) })}{cluster.nextDue !== null && ` · ${t('loa.tile.due', { at: moment(cluster.nextDue.at) })}`}</span>
      </div>
    </div>
  );
}

const MOST_ROWS = 120;

function Side({ clusters, onPoint }: { clusters: readonly Cluster[]; onPoint: (device: string | null) => void }) {
  const t = useTranslate();
  const urgent = useMemo(() => clusters.filter((cluster) => needsPerson(standingOf(cluster))).sort(byStanding), [clusters]);
  const playing = useMemo(() => clusters.filter((cluster) => standingOf(cluster) === 'playing').sort(byStanding), [clusters]);
  return (
    <>
      <section className="side-section">
        <h2 className="side-title">{t('loa.map.attention')}{urgent.length > 0 && <span className="side-count">{urgent.length}</span>}</h2>
        {urgent.length === 0 ? <p className="side-fine"><Icon name="check" /><span>{t('loa.map.allFine')}</span></p> : <Rows clusters={urgent} onPoint={onPoint} />}
      </section>
      {playing.length > 0 && (
        <section className="side-section">
          <h2 className="side-title">{t('loa.standing.playing')}<span className="side-count">{playing.length}</span></h2>
          <Rows clusters={playing} onPoint={onPoint} />
        </section>
      )}
    </>
  );
}

function Rows({ clusters, onPoint }: { clusters: readonly Cluster[]; onPoint: (device: string | null) => void }) {
  return (
    <ul className="side-list">
      {clusters.slice(0, MOST_ROWS).map((cluster) => (
        <li key={cluster.device}>
          <Link
            to={addressOf(cluster)}
            className="side-row"
            onPointerEnter={() => { onPoint(cluster.device); }}
            onPointerLeave={() => { onPoint(null); }}
            onFocus={() => { onPoint(cluster.device); }}
            onBlur={() => { onPoint(null); }}
          >
            <StandingMark standing={standingOf(cluster)} size={20} />
            <span className="side-row-text">
              <span className="side-row-name">{shortName(cluster)}</span>
              <span className="side-row-kind">{cluster.areaName}</span>
            </span>
            <StandingWord cluster={cluster} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function StandingWord({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  return <span className="side-row-counts">{t(`loa.standing.${standingOf(cluster)}`)}</span>;
}
