import { Button, Segmented, Select } from 'antd';
import { memo, useDeferredValue, useMemo } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useClusters } from '../../api/loudspeaker-queries';
import { Empty, Loaded } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { StandingBadge, StandingMark } from '../../components/loudspeakers/marks';
import { useAilmentText } from '../../components/loudspeakers/words';
import { SearchField } from '../../components/search-field';
import { matchesOption, optionsOf } from '../../components/select-options';
import { useLanguage, useTranslate } from '../../i18n';
import {
  byCommune,
  countStandings,
  filterClusters,
  filtersOf,
  needsPerson,
  standingOf,
  STANDINGS,
  writeFilters,
  type Cluster,
  type ClusterFilters,
  type Commune,
  type Standing,
} from '../../model/loudspeakers';
import { formatNumber } from '../../model/numbers';
import { addressOf, shortName, useMoment } from './parts';
import '../lists.css';

type Look = 'tiles' | 'overview';

/** All clusters by commune: what needs a person first. */
export default function WallView() {
  const clusters = useClusters();
  return <div className="page loa-wall"><Loaded query={clusters} height={480}>{(list) => <Wall clusters={list} />}</Loaded></div>;
}

function useFilters(): [ClusterFilters, (changed: Partial<ClusterFilters>) => void, Look, (look: Look) => void] {
  const [parameters, setParameters] = useSearchParams();
  const filters = filtersOf(parameters);
  const set = (changed: Partial<ClusterFilters>) => { setParameters((former) => writeFilters(former, { ...filtersOf(former), ...changed }), { replace: true }); };
  const look: Look = parameters.get('view') === 'overview' ? 'overview' : 'tiles';
  const setLook = (next: Look) => {
    setParameters((former) => {
      const changed = new URLSearchParams(former);
      if (next === 'overview') {
        changed.set('view', next);
      } else {
        changed.delete('view');
      }
      return changed;
    }, { replace: true });
  };
  return [filters, set, look, setLook];
}

function Wall({ clusters }: { clusters: readonly Cluster[] }) {
  const t = useTranslate();
  const [filters, setFilters, look, setLook] = useFilters();
  const { text, area, standing } = filters;
  const within = useMemo(() => filterClusters(clusters, { text, area, standing: null }), [clusters, text, area]);
  const communes = useMemo(() => byCommune(standing === null ? within : filterClusters(within, { text: '', area: null, standing })), [within, standing]);
  // Typing and news stay quick while hundreds of tiles are drawn.
  const drawn = useDeferredValue(communes);
  const names = useMemo(() => new Map(clusters.map((cluster) => [cluster.area, cluster.areaName])), [clusters]);
  if (clusters.length === 0) {
    return <Empty icon="sound" title={t('loa.wall.empty')} hint={t('loa.wall.emptyHint')} />;
  }
  const shown = communes.reduce((sum, commune) => sum + commune.clusters.length, 0);
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{t('loa.wall.title')}</h1>
        <Segmented<Look> value={look} options={[{ value: 'tiles', label: t('loa.wall.tiles') }, { value: 'overview', label: t('loa.wall.overview') }]} onChange={setLook} />
      </div>
      <Summary clusters={within} chosen={standing} onChoose={(next) => { setFilters({ standing: next }); }} />
      <div className="loa-filters">
        <SearchField className="filters-search" label={t('loa.wall.search')} value={text} onChange={(next) => { setFilters({ text: next }); }} />
        <Select
          allowClear
          showSearch
          className="loa-area"
          placeholder={t('loa.allCommunes')}
          aria-label={t('loa.commune')}
          value={area}
          options={optionsOf([...names.keys()], (id) => names.get(id) ?? id)}
          filterOption={matchesOption}
          onChange={(next: string | undefined) => { setFilters({ area: next ?? null }); }}
        />
        <span className="filters-count muted" data-testid="wall-count">{t('loa.wall.count', { shown, total: clusters.length })}</span>
      </div>
      {communes.length === 0 ? (
        <Empty icon="search" title={t('loa.wall.nothing')} action={<Button onClick={() => { setFilters({ text: '', area: null, standing: null }); }}>{t('common.clearFilters')}</Button>} />
      ) : (
        <div className={look === 'tiles' ? 'loa-communes' : 'loa-communes loa-communes-overview'} data-testid="wall">
          {drawn.map((commune) => <CommuneSection key={commune.area} commune={commune} look={look} />)}
        </div>
      )}
    </>
  );
}

/** How many stand how; pressed, only these are shown. */
function Summary({ clusters, chosen, onChoose }: { clusters: readonly Cluster[]; chosen: Standing | null; onChoose: (standing: Standing | null) => void }) {
  const t = useTranslate();
  const counts = useMemo(() => countStandings(clusters), [clusters]);
  return (
    <div className="loa-summary" role="group" aria-label={t('loa.wall.summary')}>
      {STANDINGS.map((standing) => (
        <button
          key={standing}
          type="button"
          className={`loa-sum loa-sum-${counts[standing] === 0 ? 'none' : needsPerson(standing) ? standing : 'calm'}`}
          aria-pressed={chosen === standing}
          disabled={counts[standing] === 0 && chosen !== standing}
          onClick={() => { onChoose(chosen === standing ? null : standing); }}
          data-testid="wall-sum"
          data-standing={standing}
        >
          <StandingMark standing={standing} size={18} />
          <b>{counts[standing]}</b>
          <span>{t(`loa.standing.${standing}`)}</span>
        </button>
      ))}
    </div>
  );
}

/** So many tiles need no row of their own. */
const FEW = 4;

/** Drawn anew only when something in the commune changed. */
const CommuneSection = memo(
  function CommuneSection({ commune, look }: { commune: Commune; look: Look }) {
    const t = useTranslate();
    const { area, name, clusters, counts, troubles } = commune;
    const calm = STANDINGS.filter((standing) => !needsPerson(standing) && counts[standing] > 0);
    return (
      <section className={`loa-commune${clusters.length > FEW ? ' loa-commune-many' : ''}`} style={{ containIntrinsicSize: `auto ${look === 'tiles' ? 48 + Math.ceil(clusters.length / 6) * 58 : 120}px` }} data-testid="commune" data-area={area}>
        <header className="loa-commune-head">
          <h2>{name}</h2>
          {troubles > 0 && <span className="loa-troubles">{t('loa.wall.troubles', { n: troubles })}</span>}
          <span className="muted loa-commune-counts">{[t('loa.clusters', { n: clusters.length }), ...calm.map((standing) => `${counts[standing]} ${t(`loa.standing.${standing}`).toLowerCase()}`)].join(' · ')}</span>
          <Link className="loa-commune-day" to={`/loa/ngay?area=${encodeURIComponent(area)}`}>{t('loa.nav.day')}</Link>
        </header>
        {look === 'tiles' ? (
          <ul className="loa-tiles">{clusters.map((cluster) => <Tile key={cluster.device} cluster={cluster} />)}</ul>
        ) : (
          <>
            <ul className="loa-dots">{clusters.map((cluster) => <Dot key={cluster.device} cluster={cluster} />)}</ul>
            {troubles > 0 && <Troubles clusters={clusters} />}
          </>
        )}
      </section>
    );
  },
  (before, after) => before.look === after.look && before.commune.clusters.length === after.commune.clusters.length && before.commune.clusters.every((cluster, index) => cluster === after.commune.clusters[index]),
);

const Tile = memo(function Tile({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  const language = useLanguage();
  const moment = useMoment();
  const standing = standingOf(cluster);
  return (
    <li>
      <Link to={addressOf(cluster)} className={`loa-tile loa-tile-${standing}`} title={`${cluster.name} · ${cluster.device}`} data-testid="tile" data-standing={standing}>
        <span className="loa-tile-head">
          <StandingMark standing={standing} />
          <span className="loa-tile-name">{shortName(cluster)}</span>
          {cluster.volume !== null && <span className="loa-tile-volume"><span className="visually-hidden">{t('series.volume')} </span>{formatNumber(cluster.volume, 0, language)} %</span>}
        </span>
        <StateLine cluster={cluster} standing={standing} />
        <span className="loa-tile-times">
          <span>{cluster.lastHeard === null ? t('loa.tile.neverHeard') : t('loa.tile.heard', { at: moment(cluster.lastHeard) })}</span>
          {cluster.nextDue !== null && <span>{t('loa.tile.due', { at: moment(cluster.nextDue.at) })}</span>}
        </span>
      </Link>
    </li>
  );
});

/** The state in words: of a trouble what it is, of what sounds which. */
function StateLine({ cluster, standing }: { cluster: Cluster; standing: Standing }) {
  const t = useTranslate();
  const ailment = useAilmentText();
  const moment = useMoment();
  return <span className="loa-tile-state">{words()}</span>;

  function words(): string {
    const { playing, lastSeen, health } = cluster;
    switch (standing) {
      case 'playing':
        return playing?.title ?? t('loa.standing.playing');
      case 'offline':
        return lastSeen === null ? t('loa.tile.neverSeen') : `${t('loa.standing.offline')} ${t('loa.tile.since', { at: moment(lastSeen) })}`;
      case 'watch':
        return health.map(({ key }) => ailment(key)).join(', ');
      default:
        return t(`loa.standing.${standing}`);
    }
  }
}

const Dot = memo(function Dot({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  const standing = standingOf(cluster);
  const words = `${shortName(cluster)}: ${t(`loa.standing.${standing}`)}`;
  return (
    <li>
      <Link to={addressOf(cluster)} className="loa-dot" title={words} aria-label={words} data-standing={standing}>
        <StandingMark standing={standing} />
      </Link>
    </li>
  );
});

const MOST_TROUBLES = 4;

function Troubles({ clusters }: { clusters: readonly Cluster[] }) {
  const t = useTranslate();
  const troubled = clusters.filter((cluster) => needsPerson(standingOf(cluster)));
  return (
    <ul className="loa-trouble-list">
      {troubled.slice(0, MOST_TROUBLES).map((cluster) => (
        <li key={cluster.device}>
          <Link to={addressOf(cluster)}><span className="truncate">{shortName(cluster)}</span></Link>
          <StandingBadge standing={standingOf(cluster)} />
        </li>
      ))}
      {troubled.length > MOST_TROUBLES && <li className="muted"><Icon name="more" size={16} /> {t('loa.wall.more', { n: troubled.length - MOST_TROUBLES })}</li>}
    </ul>
  );
}
