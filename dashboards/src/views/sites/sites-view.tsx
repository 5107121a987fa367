import { Button, Select, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useMemo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { useAreas, useSites } from '../../api/queries';
import { Empty, Loaded } from '../../components/feedback';
import { SearchField } from '../../components/search-field';
import { useKindLabel } from '../../components/kinds';
import { PresenceBadge } from '../../components/presence';
import { matchesOption, optionsOf } from '../../components/select-options';
import { SiteCounts } from '../../components/site-counts';
import { SiteSymbol } from '../../components/site-symbol';
import { useTranslate } from '../../i18n';
import { areaWithDescendants } from '../../model/areas';
import { byUrgency, foldForSearch, needsAttention, siteState } from '../../model/presence';
import type { Area, Site } from '../../model/types';
import '../lists.css';

type StateFilter = 'attention' | 'fine' | 'empty';

interface Filters {
  text: string;
  area: string | null;
  kind: string | null;
  state: StateFilter | null;
}

export default function SitesView() {
  const t = useTranslate();
  const sites = useSites();
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('sites.title')}</h1>
      </div>
      <div className="panel">
        <Loaded query={sites} height={320}>
          {(list) => (list.length === 0 ? <Empty icon="sites" title={t('sites.empty')} hint={t('map.noSitesHint')} /> : <SiteList sites={list} />)}
        </Loaded>
      </div>
    </div>
  );
}

function SiteList({ sites }: { sites: Site[] }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const areas = useAreas();
  const [filters, setFilters] = useFilters();
  const shown = useMemo(() => filterSites(sites, filters, areas.data ?? []).sort(byUrgency), [sites, filters, areas.data]);
  const columns = useColumns(areas.data ?? []);
  return (
    <>
      <SiteFilters sites={sites} areas={areas.data ?? []} filters={filters} onChange={setFilters} shown={shown.length} />
      {shown.length === 0 ? (
        <Empty
          icon="search"
          title={t('sites.nothingFound')}
          action={<Button onClick={() => { setFilters({ text: '', area: null, kind: null, state: null }); }}>{t('common.clearFilters')}</Button>}
        />
      ) : (
        <Table<Site>
          className="list-table"
          rowKey="id"
          columns={columns}
          dataSource={shown}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          onRow={(site) =>
            ({
              'data-testid': 'site-row',
              'data-site': site.id,
              onClick: () => { void navigate(`/sites/${encodeURIComponent(site.id)}`); },
            }) as React.HTMLAttributes<HTMLElement>
          }
        />
      )}
    </>
  );
}

/** Filters live in the address, so that going back brings them back. */
function useFilters(): [Filters, (filters: Filters) => void] {
  const [parameters, setParameters] = useSearchParams();
  const filters = useMemo<Filters>(
    () => ({
      text: parameters.get('q') ?? '',
      area: parameters.get('area'),
      kind: parameters.get('kind'),
      state: parameters.get('state') as StateFilter | null,
    }),
    [parameters],
  );
  const set = ({ text, area, kind, state }: Filters) => {
    const next = new URLSearchParams();
    for (const [name, value] of [['q', text], ['area', area], ['kind', kind], ['state', state]] as const) {
      if (value !== null && value !== '') {
        next.set(name, value);
      }
    }
    setParameters(next, { replace: true });
  };
  return [filters, set];
}

function filterSites(sites: readonly Site[], { text, area, kind, state }: Filters, areas: readonly Area[]): Site[] {
  const wanted = foldForSearch(text.trim());
  const within = area === null ? null : areaWithDescendants(areas, area);
  return sites.filter(
    (site) =>
      (wanted === '' || foldForSearch(`${site.name} ${site.id}`).includes(wanted)) &&
      (within === null || within.has(site.area)) &&
      (kind === null || site.kind === kind) &&
      (state === null || stateFilterOf(site) === state),
  );
}

function stateFilterOf(site: Site): StateFilter {
  if (site.devices === 0) {
    return 'empty';
  }
  return needsAttention(site) ? 'attention' : 'fine';
}

interface SiteFiltersProps {
  sites: readonly Site[];
  areas: readonly Area[];
  filters: Filters;
  onChange: (filters: Filters) => void;
  shown: number;
}

function SiteFilters({ sites, areas, filters, onChange, shown }: SiteFiltersProps) {
  const t = useTranslate();
  const kindLabel = useKindLabel();
  const areaOptions = areas.filter((area) => area.outline?.type !== 'LineString').map((area) => ({ value: area.id, label: area.name }));
  return (
    <div className="filters">
      <SearchField className="filters-search" label={t('sites.search')} value={filters.text} onChange={(text) => { onChange({ ...filters, text }); }} />
      <Select
        allowClear
        showSearch
        placeholder={t('sites.area')}
        aria-label={t('sites.area')}
        value={filters.area}
        options={areaOptions}
        filterOption={matchesOption}
        popupMatchSelectWidth={240}
        onChange={(area: string | undefined) => { onChange({ ...filters, area: area ?? null }); }}
      />
      <Select
        allowClear
        placeholder={t('sites.kind')}
        aria-label={t('sites.kind')}
        value={filters.kind}
        options={optionsOf(sites.map((site) => site.kind), (kind) => kindLabel('site', kind))}
        popupMatchSelectWidth={200}
        onChange={(kind: string | undefined) => { onChange({ ...filters, kind: kind ?? null }); }}
      />
      <Select
        allowClear
        placeholder={t('sites.state')}
        aria-label={t('sites.state')}
        value={filters.state}
        options={[
          { value: 'attention', label: t('sites.attention') },
          { value: 'fine', label: t('sites.fine') },
          { value: 'empty', label: t('sites.without') },
        ]}
        popupMatchSelectWidth={180}
        onChange={(state: StateFilter | undefined) => { onChange({ ...filters, state: state ?? null }); }}
      />
      <span className="filters-count muted">{t('sites.count', { shown, total: sites.length })}</span>
    </div>
  );
}

function useColumns(areas: readonly Area[]): ColumnsType<Site> {
  const t = useTranslate();
  const kindLabel = useKindLabel();
  const areaName = (id: string) => areas.find((area) => area.id === id)?.name ?? id;
  return [
    {
      title: t('sites.name'),
      key: 'name',
      render: (_, site) => (
        <div className="list-name">
          <SiteSymbol kind={site.kind} state={siteState(site)} />
          <span className="list-name-text">
            <Link to={`/sites/${encodeURIComponent(site.id)}`} onClick={(event) => { event.stopPropagation(); }}>
              {site.name}
            </Link>
            <span className="mono">{site.id}</span>
            <span className="narrow-only">
              <SiteCounts site={site} />
            </span>
          </span>
        </div>
      ),
    },
    { title: t('sites.kind'), key: 'kind', responsive: ['md'], render: (_, site) => kindLabel('site', site.kind) },
    { title: t('sites.area'), key: 'area', responsive: ['md'], render: (_, site) => areaName(site.area) },
    { title: t('sites.devices'), key: 'devices', responsive: ['sm'], render: (_, site) => <SiteCounts site={site} /> },
    { title: t('sites.state'), key: 'state', responsive: ['sm'], width: 160, render: (_, site) => <PresenceBadge state={siteState(site)} /> },
  ];
}
