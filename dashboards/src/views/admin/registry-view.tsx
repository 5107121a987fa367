import { Button, Table, Tabs } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useAreas, useDevices, useSites } from '../../api/queries';
import { Empty, Loaded } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { useKindLabel } from '../../components/kinds';
import { useLanguage, useTranslate, type Translate } from '../../i18n';
import { formatNumber } from '../../model/numbers';
import { formatDate } from '../../model/time';
import type { Area, Device, Site } from '../../model/types';
import { AreaDialog, DeviceDialog, SiteDialog } from './registry-dialogs';
import '../lists.css';
import './admin.css';

/** Areas, sites and devices, and how to add to them. */
export default function RegistryView() {
  const t = useTranslate();
  const items = [
    { key: 'areas', label: t('registry.areas'), children: <Areas /> },
    { key: 'sites', label: t('registry.sites'), children: <Sites /> },
    { key: 'devices', label: t('registry.devices'), children: <Devices /> },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('registry.title')}</h1>
      </div>
      <Tabs items={items} destroyOnHidden />
    </div>
  );
}

function Section({ count, add, onAdd, children }: { count: number | undefined; add: string; onAdd: () => void; children: ReactNode }) {
  const t = useTranslate();
  return (
    <div className="panel">
      <div className="panel-head">
        <span className="muted">{count === undefined ? '' : t('common.total', { count })}</span>
        <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={onAdd} data-testid="registry-add">
          {add}
        </Button>
      </div>
      {children}
    </div>
  );
}

const PAGES = { pageSize: 50, hideOnSinglePage: true, showSizeChanger: false } as const;

function Areas() {
  const t = useTranslate();
  const kindLabel = useKindLabel();
  const areas = useAreas();
  const [adding, setAdding] = useState(false);
  const nameOf = (id: string | null) => (id === null ? '–' : (areas.data?.find((area) => area.id === id)?.name ?? id));
  const columns: ColumnsType<Area> = [
    { title: t('registry.name'), key: 'name', render: (_, area) => <NameCell name={area.name} id={area.id} note={kindLabel('area', area.kind)} /> },
    { title: t('registry.code'), key: 'code', responsive: ['sm'], render: (_, area) => <span className="mono">{area.code}</span> },
    { title: t('registry.kind'), key: 'kind', responsive: ['md'], render: (_, area) => kindLabel('area', area.kind) },
    { title: t('registry.parent'), key: 'parent', responsive: ['md'], render: (_, area) => nameOf(area.parent) },
    { title: t('registry.validFrom'), key: 'valid', responsive: ['lg'], render: (_, area) => validity(area, t) },
  ];
  return (
    <Section count={areas.data?.length} add={t('registry.addArea')} onAdd={() => { setAdding(true); }}>
      <Loaded query={areas}>
        {(list) =>
          list.length === 0 ? <Empty icon="map" title={t('registry.noAreas')} /> : <Table<Area> rowKey="id" columns={columns} dataSource={list} pagination={PAGES} className="plain-table" />
        }
      </Loaded>
      <AreaDialog open={adding} onClose={() => { setAdding(false); }} areas={areas.data ?? []} />
    </Section>
  );
}

function validity(area: Area, t: Translate): string {
  const replaced = area.replacedBy === null ? '' : ` · ${t('registry.replacedBy', { id: area.replacedBy })}`;
  if (area.validTo !== null) {
    return t('registry.validBetween', { from: area.validFrom === null ? '…' : formatDate(area.validFrom), to: formatDate(area.validTo) }) + replaced;
  }
  return (area.validFrom === null ? '–' : t('registry.validSince', { from: formatDate(area.validFrom) })) + replaced;
}

function Sites() {
  const t = useTranslate();
  const language = useLanguage();
  const kindLabel = useKindLabel();
  const sites = useSites();
  const areas = useAreas();
  const [adding, setAdding] = useState(false);
  const columns: ColumnsType<Site> = [
    {
      title: t('registry.name'),
      key: 'name',
      render: (_, site) => <NameCell name={<Link to={`/sites/${encodeURIComponent(site.id)}`}>{site.name}</Link>} id={site.id} note={kindLabel('site', site.kind)} />,
    },
    { title: t('registry.kind'), key: 'kind', responsive: ['md'], render: (_, site) => kindLabel('site', site.kind) },
    { title: t('registry.area'), key: 'area', responsive: ['sm'], render: (_, site) => areas.data?.find((area) => area.id === site.area)?.name ?? site.area },
    { title: t('registry.coordinates'), key: 'coordinates', responsive: ['lg'], render: (_, site) => `${formatNumber(site.lat, 5, language)} · ${formatNumber(site.lon, 5, language)}` },
    { title: t('sites.devices'), key: 'devices', responsive: ['sm'], align: 'right', render: (_, site) => formatNumber(site.devices, 0, language) },
  ];
  return (
    <Section count={sites.data?.length} add={t('registry.addSite')} onAdd={() => { setAdding(true); }}>
      <Loaded query={sites}>
        {(list) =>
          list.length === 0 ? <Empty icon="sites" title={t('sites.empty')} /> : <Table<Site> rowKey="id" columns={columns} dataSource={list} pagination={PAGES} className="plain-table" />
        }
      </Loaded>
      <SiteDialog open={adding} onClose={() => { setAdding(false); }} areas={areas.data ?? []} />
    </Section>
  );
}

function Devices() {
  const t = useTranslate();
  const kindLabel = useKindLabel();
  const devices = useDevices();
  const sites = useSites();
  const [adding, setAdding] = useState(false);
  const columns: ColumnsType<Device> = [
    {
      title: t('registry.name'),
      key: 'name',
      render: (_, device) => <NameCell name={<Link to={`/devices/${encodeURIComponent(device.id)}`}>{device.name}</Link>} id={device.id} note={kindLabel('device', device.kind)} />,
    },
    { title: t('registry.kind'), key: 'kind', responsive: ['md'], render: (_, device) => kindLabel('device', device.kind) },
    { title: t('registry.site'), key: 'site', responsive: ['sm'], render: (_, device) => sites.data?.find((site) => site.id === device.site)?.name ?? device.site },
    { title: t('device.model'), key: 'model', responsive: ['lg'], render: (_, device) => device.model ?? '–' },
  ];
  return (
    <Section count={devices.data?.length} add={t('registry.addDevice')} onAdd={() => { setAdding(true); }}>
      <Loaded query={devices}>
        {(list) =>
          list.length === 0 ? <Empty icon="devices" title={t('devices.empty')} /> : <Table<Device> rowKey="id" columns={columns} dataSource={list} pagination={PAGES} className="plain-table" />
        }
      </Loaded>
      <DeviceDialog open={adding} onClose={() => { setAdding(false); }} sites={sites.data ?? []} />
    </Section>
  );
}

function NameCell({ name, id, note }: { name: ReactNode; id: string; note: string }) {
  return (
    <span className="list-name-text">
      <span className="name-cell">{name}</span>
      <span className="mono">{id}</span>
      <span className="narrow-only list-name-sub">{note}</span>
    </span>
  );
}
