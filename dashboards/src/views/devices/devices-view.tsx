import { Button, Select, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { useDevices, useSites } from '../../api/queries';
import { Age } from '../../components/age';
import { Empty, Loaded } from '../../components/feedback';
import { SearchField } from '../../components/search-field';
import { useKindLabel } from '../../components/kinds';
import { DevicePresence } from '../../components/presence';
import { optionsOf } from '../../components/select-options';
import { useTranslate } from '../../i18n';
import { devicesByUrgency, foldForSearch } from '../../model/presence';
import type { Device, PresenceState, Site } from '../../model/types';
import '../lists.css';

interface Filters {
  text: string;
  kind: string | null;
  state: PresenceState | null;
}

const NO_FILTERS: Filters = { text: '', kind: null, state: null };

export default function DevicesView() {
  const t = useTranslate();
  const devices = useDevices();
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('devices.title')}</h1>
      </div>
      <div className="panel">
        <Loaded query={devices} height={320}>
          {(list) => (list.length === 0 ? <Empty icon="devices" title={t('devices.empty')} hint={t('site.noDevicesHint')} /> : <DeviceList devices={list} />)}
        </Loaded>
      </div>
    </div>
  );
}

function DeviceList({ devices }: { devices: Device[] }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const sites = useSites();
  const [filters, setFilters] = useState(NO_FILTERS);
  const shown = useMemo(() => filterDevices(devices, filters).sort(devicesByUrgency), [devices, filters]);
  const columns = useColumns(sites.data ?? []);
  return (
    <>
      <DeviceFilters devices={devices} filters={filters} onChange={setFilters} shown={shown.length} />
      {shown.length === 0 ? (
        <Empty icon="search" title={t('devices.nothingFound')} action={<Button onClick={() => { setFilters(NO_FILTERS); }}>{t('common.clearFilters')}</Button>} />
      ) : (
        <Table<Device>
          className="list-table"
          rowKey="id"
          columns={columns}
          dataSource={shown}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          onRow={(device) =>
            ({
              'data-testid': 'device-row',
              'data-device': device.id,
              onClick: () => { void navigate(`/devices/${encodeURIComponent(device.id)}`); },
            }) as React.HTMLAttributes<HTMLElement>
          }
        />
      )}
    </>
  );
}

function filterDevices(devices: readonly Device[], { text, kind, state }: Filters): Device[] {
  const wanted = foldForSearch(text.trim());
  return devices.filter(
    (device) =>
      (wanted === '' || foldForSearch(`${device.name} ${device.id} ${device.model ?? ''}`).includes(wanted)) &&
      (kind === null || device.kind === kind) &&
      (state === null || device.presence === state),
  );
}

interface DeviceFiltersProps {
  devices: readonly Device[];
  filters: Filters;
  onChange: (filters: Filters) => void;
  shown: number;
}

const STATES: readonly PresenceState[] = ['offline', 'silent', 'online', 'never'];

function DeviceFilters({ devices, filters, onChange, shown }: DeviceFiltersProps) {
  const t = useTranslate();
  const kindLabel = useKindLabel();
  return (
    <div className="filters">
      <SearchField className="filters-search" label={t('devices.search')} value={filters.text} onChange={(text) => { onChange({ ...filters, text }); }} />
      <Select
        allowClear
        placeholder={t('devices.kind')}
        aria-label={t('devices.kind')}
        value={filters.kind}
        options={optionsOf(devices.map((device) => device.kind), (kind) => kindLabel('device', kind))}
        popupMatchSelectWidth={200}
        onChange={(kind: string | undefined) => { onChange({ ...filters, kind: kind ?? null }); }}
      />
      <Select
        allowClear
        placeholder={t('devices.state')}
        aria-label={t('devices.state')}
        value={filters.state}
        options={STATES.map((state) => ({ value: state, label: t(`presence.${state}`) }))}
        popupMatchSelectWidth={180}
        onChange={(state: PresenceState | undefined) => { onChange({ ...filters, state: state ?? null }); }}
      />
      <span className="filters-count muted">{t('devices.count', { shown, total: devices.length })}</span>
    </div>
  );
}

function useColumns(sites: readonly Site[]): ColumnsType<Device> {
  const t = useTranslate();
  const kindLabel = useKindLabel();
  const siteName = (id: string) => sites.find((site) => site.id === id)?.name ?? id;
  return [
    {
      title: t('devices.name'),
      key: 'name',
      render: (_, device) => (
        <span className="list-name-text">
          <Link to={`/devices/${encodeURIComponent(device.id)}`} onClick={(event) => { event.stopPropagation(); }}>
            {device.name}
          </Link>
          <span className="mono">{device.id}</span>
          <span className="narrow-only">
            <DevicePresence device={device} /> <Age at={device.lastSeen} ago />
          </span>
        </span>
      ),
    },
    { title: t('devices.kind'), key: 'kind', responsive: ['lg'], render: (_, device) => kindLabel('device', device.kind) },
    { title: t('devices.site'), key: 'site', responsive: ['md'], render: (_, device) => siteName(device.site) },
    { title: t('devices.transport'), key: 'transport', responsive: ['lg'], render: (_, device) => <span className="mono">{device.transport ?? '–'}</span> },
    { title: t('devices.lastSeen'), key: 'lastSeen', responsive: ['sm'], width: 120, render: (_, device) => <Age at={device.lastSeen} ago /> },
    { title: t('devices.state'), key: 'state', responsive: ['sm'], width: 160, render: (_, device) => <DevicePresence device={device} /> },
  ];
}
