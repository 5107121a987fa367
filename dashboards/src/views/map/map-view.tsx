import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { useAlarmSummary, useAreas, useConfig, useSites } from '../../api/queries';
import { PlaceTally } from '../../components/alarms/tally';
import { Empty, Failure, Loading } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { useKindLabel } from '../../components/kinds';
import { SiteCounts } from '../../components/site-counts';
import { SiteSymbol } from '../../components/site-symbol';
import { useTranslate } from '../../i18n';
import { byName, byUrgency, foldForSearch, needsAttention, siteState } from '../../model/presence';
import { byArea, bySite, worst, type PlaceAlarms } from '../../model/alarms';
import { isValidOn } from '../../model/areas';
import { serverNow } from '../../model/clock';
import { today } from '../../model/time';
import type { Area, Site } from '../../model/types';
import { DistrictMap } from './district-map';
import './map.css';

const NO_SITES: readonly Site[] = [];
const NO_AREAS: readonly Area[] = [];

export default function MapView() {
  const t = useTranslate();
  const navigate = useNavigate();
  const config = useConfig();
  const areas = useAreas();
  const sites = useSites();
  const [pointedAt, setPointedAt] = useState<string | null>(null);
  const areasToday = useMemo(() => areas.data?.filter((area) => isValidOn(area, today(serverNow()))) ?? NO_AREAS, [areas.data]);
  const summary = useAlarmSummary().data;
  const alarms = useMemo(() => ({ sites: bySite(summary), areas: byArea(summary, areas.data ?? NO_AREAS) }), [summary, areas.data]);
  return (
    <div className="map-page">
      <h1 className="visually-hidden">{t('map.title')}</h1>
      <DistrictMap
        config={config.data}
        areas={areasToday}
        sites={sites.data ?? NO_SITES}
        alarms={alarms}
        pointedAt={pointedAt}
        onOpen={(site) => { void navigate(`/sites/${encodeURIComponent(site.id)}`); }}
      />
      <aside className="map-side">
        {sites.data ? (
          <SideList sites={sites.data} alarms={alarms.sites} onPoint={setPointedAt} />
        ) : sites.error ? (
          <Failure error={sites.error} onRetry={() => void sites.refetch()} />
        ) : (
          <Loading />
        )}
      </aside>
    </div>
  );
}

type AlarmsBySite = ReadonlyMap<string, PlaceAlarms>;

interface SideListProps {
  sites: readonly Site[];
  alarms: AlarmsBySite;
  onPoint: (site: string | null) => void;
}

/** The worst alarms first, then the devices that are lost. */
function urgentOf(sites: readonly Site[], alarms: AlarmsBySite): Site[] {
  const rank = (site: Site) => worst(alarms.get(site.id)?.priority);
  return sites.filter((site) => needsAttention(site) || alarms.has(site.id)).sort((a, b) => rank(a) - rank(b) || byUrgency(a, b));
}

function SideList({ sites, alarms, onPoint }: SideListProps) {
  const t = useTranslate();
  const [text, setText] = useState('');
  const urgent = useMemo(() => urgentOf(sites, alarms), [sites, alarms]);
  const others = useMemo(
    () => sites.filter((site) => !needsAttention(site) && !alarms.has(site.id)).sort(byName),
    [sites, alarms],
  );
  if (sites.length === 0) {
    return <Empty icon="sites" title={t('map.noSites')} hint={t('map.noSitesHint')} />;
  }
  const wanted = foldForSearch(text.trim());
  const matching = wanted === '' ? others : others.filter((site) => foldForSearch(site.name).includes(wanted));
  return (
    <>
      <section className="side-section" data-testid="attention-list">
        <h2 className="side-title">
          {t('map.attention')}
          {urgent.length > 0 && <span className="side-count">{urgent.length}</span>}
        </h2>
        {urgent.length === 0 ? (
          <NothingUrgent sites={sites} />
        ) : (
          <SiteRows sites={urgent} alarms={alarms} onPoint={onPoint} />
        )}
      </section>
      <section className="side-section side-all">
        <h2 className="side-title">{t('map.allSites')}</h2>
        <Input
          className="side-filter"
          allowClear
          prefix={<Icon name="search" size={16} />}
          placeholder={t('map.filter')}
          aria-label={t('map.filter')}
          value={text}
          onChange={(event) => { setText(event.target.value); }}
        />
        {matching.length === 0 ? <p className="side-none">{t('map.nothingFound')}</p> : <SiteRows sites={matching} alarms={alarms} onPoint={onPoint} />}
      </section>
    </>
  );
}

/** Says that all is well only when it is: devices that never connected are neither lost nor there. */
function NothingUrgent({ sites }: { sites: readonly Site[] }) {
  const t = useTranslate();
  const devices = sites.reduce((sum, site) => sum + site.devices, 0);
  const online = sites.reduce((sum, site) => sum + site.online, 0);
  const all = online === devices;
  const hint = all
    ? t('map.allFineHint', { devices, sites: sites.length })
    : t('map.noneLostHint', { online, devices, never: devices - online });
  return (
    <p className="side-fine">
      <Icon name="check" />
      <span>
        {t(all ? 'map.allFine' : 'map.noneLost')}
        <span className="side-fine-hint">{hint}</span>
      </span>
    </p>
  );
}

function SiteRows({ sites, alarms, onPoint }: SideListProps) {
  const kindLabel = useKindLabel();
  return (
    <ul className="side-list">
      {sites.map((site) => (
        <li key={site.id}>
          <Link
            to={`/sites/${encodeURIComponent(site.id)}`}
            className="side-row"
            data-testid="site-row"
            data-site={site.id}
            onPointerEnter={() => { onPoint(site.id); }}
            onPointerLeave={() => { onPoint(null); }}
            onFocus={() => { onPoint(site.id); }}
            onBlur={() => { onPoint(null); }}
          >
            <SiteSymbol kind={site.kind} state={siteState(site)} />
            <span className="side-row-text">
              <span className="side-row-name">{site.name}</span>
              <span className="side-row-kind">{kindLabel('site', site.kind)}</span>
            </span>
            <PlaceTally alarms={alarms.get(site.id)} />
            <span className="side-row-counts">
              <SiteCounts site={site} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
