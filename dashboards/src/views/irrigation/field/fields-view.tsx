import { Button, Dropdown, Select, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { fieldFilesApi } from '../../../api/irrigation';
import { useFields, useFieldStates } from '../../../api/irrigation-queries';
import { useAreas } from '../../../api/queries';
import { Empty, Loaded } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { ThirstBadge, ThirstMark } from '../../../components/irrigation/thirst';
import { useGrowthText, useWaterText } from '../../../components/irrigation/words';
import { SearchField } from '../../../components/search-field';
import { matchesOption, optionsOf } from '../../../components/select-options';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate } from '../../../i18n';
import type { Field } from '../../../model/irrigation';
import { formatNumber } from '../../../model/numbers';
import { foldForSearch } from '../../../model/presence';
import { mayPlanWater } from '../../../model/roles';
import { byThirst, thirstOf, THIRSTS, type FieldState, type Thirst } from '../../../model/water-state';
import { FieldForm } from './field-form';
import '../../lists.css';
import './fields.css';

interface Row {
  field: Field;
  name: string;
  state: FieldState | undefined;
}

export default function FieldsView() {
  const t = useTranslate();
  const session = useSession();
  const fields = useFields();
  const states = useFieldStates();
  const [creating, setCreating] = useState(false);
  const rows = useMemo(() => rowsOf(fields.data ?? [], states.data ?? []), [fields.data, states.data]);
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('irr.fields.title')}</h1>
        <div className="irr-actions">
          <Files />
          {mayPlanWater(session) && <Button type="primary" onClick={() => { setCreating(true); }} data-testid="new-field">{t('irr.fields.add')}</Button>}
        </div>
      </div>
      <div className="panel">
        <Loaded query={fields} height={320}>
          {(list) => (list.length === 0 ? <Empty icon="irrigation" title={t('irr.fields.empty')} hint={t('irr.fields.emptyHint')} /> : <FieldList rows={rows} />)}
        </Loaded>
      </div>
      {creating && <FieldForm field={null} onClose={() => { setCreating(false); }} />}
    </div>
  );
}

function rowsOf(fields: readonly Field[], states: readonly FieldState[]): Row[] {
  const byField = new Map(states.map((state) => [state.field, state]));
  return fields.map((field) => ({ field, name: field.name, state: byField.get(field.id) })).sort(byThirst);
}

/** Files out, and for those who may change fields also in. */
function Files() {
  const t = useTranslate();
  const navigate = useNavigate();
  const session = useSession();
  const items = (['csv', 'geojson'] as const).flatMap((format) =>
    (['wgs84', 'vn2000'] as const).map((crs) => ({
      key: `${format}-${crs}`,
      label: <a href={fieldFilesApi.address(format, crs)} download>{`${format === 'csv' ? 'CSV' : 'GeoJSON'} · ${t(`irr.crs.${crs}`)}`}</a>,
    })),
  );
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<Icon name="download" size={16} />}>{t('irr.fields.export')}</Button>
      </Dropdown>
      {mayPlanWater(session) && <Button icon={<Icon name="upload" size={16} />} onClick={() => { void navigate('/irrigation/import'); }} data-testid="open-import">{t('irr.fields.import')}</Button>}
    </>
  );
}

function FieldList({ rows }: { rows: readonly Row[] }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const areas = useAreas();
  const [filters, setFilters] = useFilters();
  const areaName = (id: string) => areas.data?.find((area) => area.id === id)?.name ?? id;
  const shown = rows.filter((row) => matches(row, filters));
  const columns = useColumns(areaName);
  return (
    <>
      <Summary rows={rows} chosen={filters.thirst} onChoose={(thirst) => { setFilters({ ...filters, thirst }); }} />
      <div className="filters">
        <SearchField className="filters-search" label={t('irr.fields.search')} value={filters.text} onChange={(text) => { setFilters({ ...filters, text }); }} />
        <Select
          allowClear
          showSearch
          placeholder={t('sites.area')}
          aria-label={t('sites.area')}
          value={filters.area}
          options={optionsOf(rows.map(({ field }) => field.area), areaName)}
          filterOption={matchesOption}
          popupMatchSelectWidth={240}
          onChange={(area: string | undefined) => { setFilters({ ...filters, area: area ?? null }); }}
        />
        <span className="filters-count muted">{t('irr.fields.count', { shown: shown.length, total: rows.length })}</span>
      </div>
      {shown.length === 0 ? (
        <Empty icon="search" title={t('irr.fields.nothing')} action={<Button onClick={() => { setFilters({ text: '', area: null, thirst: null }); }}>{t('common.clearFilters')}</Button>} />
      ) : (
        <Table<Row>
          className="list-table fields-table"
          rowKey={({ field }) => field.id}
          columns={columns}
          dataSource={[...shown]}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          onRow={({ field }) =>
            ({
              'data-testid': 'field-row',
              'data-field': field.id,
              onClick: () => { void navigate(`/irrigation/fields/${encodeURIComponent(field.id)}`); },
            }) as React.HTMLAttributes<HTMLElement>
          }
        />
      )}
    </>
  );
}

interface Filters {
  text: string;
  area: string | null;
  thirst: Thirst | null;
}

/** Filters live in the address, so that going back brings them back. */
function useFilters(): [Filters, (filters: Filters) => void] {
  const [parameters, setParameters] = useSearchParams();
  const thirst = THIRSTS.find((each) => each === parameters.get('water')) ?? null;
  const set = (next: Filters) => {
    const given = Object.entries({ q: next.text, area: next.area ?? '', water: next.thirst ?? '' }).filter(([, value]) => value !== '');
    setParameters(new URLSearchParams(given), { replace: true });
  };
  return [{ text: parameters.get('q') ?? '', area: parameters.get('area'), thirst }, set];
}

function matches({ field, state }: Row, { text, area, thirst }: Filters): boolean {
  const wanted = foldForSearch(text.trim());
  return (
    (wanted === '' || foldForSearch(`${field.name} ${field.id} ${field.cooperative ?? ''}`).includes(wanted)) &&
    (area === null || field.area === area) &&
    (thirst === null || thirstOf(state) === thirst)
  );
}

/** How many fields need water how soon; pressing one shows those alone. */
function Summary({ rows, chosen, onChoose }: { rows: readonly Row[]; chosen: Thirst | null; onChoose: (thirst: Thirst | null) => void }) {
  const t = useTranslate();
  return (
    <div className="thirst-sums" role="group" aria-label={t('irr.fields.byWater')}>
      {THIRSTS.map((thirst) => {
        const count = rows.filter(({ state }) => thirstOf(state) === thirst).length;
        return (
          <button key={thirst} type="button" className="thirst-sum" aria-pressed={chosen === thirst} disabled={count === 0 && chosen !== thirst} onClick={() => { onChoose(chosen === thirst ? null : thirst); }}>
            <ThirstMark thirst={thirst} />
            <b>{count}</b>
            <span>{t(`irr.thirst.sum.${thirst}`)}</span>
          </button>
        );
      })}
    </div>
  );
}

function useColumns(areaName: (id: string) => string): ColumnsType<Row> {
  const t = useTranslate();
  const language = useLanguage();
  const growthText = useGrowthText();
  const waterText = useWaterText();
  return [
    {
      title: t('irr.field'),
      key: 'name',
      className: 'fields-name',
      render: (_, { field, state }) => (
        <span className="list-name-text">
          <Link to={`/irrigation/fields/${encodeURIComponent(field.id)}`} onClick={(event) => { event.stopPropagation(); }}>{field.name}</Link>
          <span className="list-name-sub">{[areaName(field.area), `${formatNumber(field.hectares, 1, language)} ha`].join(' · ')}</span>
          <span className="narrow-only field-narrow">
            <ThirstBadge state={state} />
            {state && <span className="muted">{state.sentence[language]}</span>}
          </span>
        </span>
      ),
    },
    {
      title: t('irr.fields.water'),
      key: 'thirst',
      responsive: ['sm'],
      width: 176,
      render: (_, { state }) => (
        <>
          <ThirstBadge state={state} />
          {state?.needed && <span className="list-name-sub field-amount">{t('irr.fields.amount', { mm: formatNumber(state.needed.net, 0, language), volume: formatNumber(state.needed.cubicMetres, 0, language) })}</span>}
        </>
      ),
    },
    { title: t('irr.fields.crop'), key: 'crop', responsive: ['lg'], width: 200, render: (_, { state }) => (state ? growthText(state.growth) : <span className="faint">{t('irr.noSeason')}</span>) },
    { title: t('irr.fields.level'), key: 'level', responsive: ['md'], width: 140, render: (_, { state }) => (state ? waterText(state.water.now, state.growth.kind) : '–') },
    { title: t('irr.fields.why'), key: 'why', responsive: ['xl'], render: (_, { state }) => <span className="muted">{state?.sentence[language] ?? ''}</span> },
  ];
}
