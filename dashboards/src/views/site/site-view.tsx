import { Tooltip } from 'antd';
import { Link, useParams } from 'react-router-dom';
import { ApiError } from '../../api/http';
import { useAreas, useDevices, useSeries, useSite } from '../../api/queries';
import { SiteAlarms } from '../../components/alarms/place-alarms';
import { Failure, Empty, Loaded, Loading } from '../../components/feedback';
import { History } from '../../components/history';
import { Icon } from '../../components/icons';
import { useKindLabel } from '../../components/kinds';
import { DevicePresence, PresenceBadge } from '../../components/presence';
import { SiteSymbol } from '../../components/site-symbol';
import { ValueRow } from '../../components/value';
import { useLanguage, useTranslate } from '../../i18n';
import { toVn2000 } from '../../model/coordinates';
import { formatNumber } from '../../model/numbers';
import { devicesByUrgency, siteState } from '../../model/presence';
import { bySeriesName } from '../../model/series';
import type { Device, Series, Site } from '../../model/types';
import { ForbiddenView, NotFoundView } from '../errors';
import { DeviceShares } from './device-shares';
import './site.css';

export default function SiteView() {
  const { id = '' } = useParams();
  const site = useSite(id);
  if (site.error instanceof ApiError && site.error.status === 404) {
    return <NotFoundView />;
  }
  if (site.error instanceof ApiError && site.error.status === 403) {
    return <ForbiddenView />;
  }
  return (
    <div className="page site-page">
      <Loaded query={site}>{(loaded) => <SiteBody site={loaded} />}</Loaded>
    </div>
  );
}

function SiteBody({ site }: { site: Site }) {
  const t = useTranslate();
  const devices = useDevices({ site: site.id });
  const series = useSeries({ site: site.id });
  if (devices.data?.length === 0) {
    return (
      <>
        <SiteHead site={site} />
        <SiteAlarms site={site.id} />
        <div className="panel">
          <Empty icon="devices" title={t('site.noDevices')} hint={t('site.noDevicesHint')} />
        </div>
      </>
    );
  }
  return (
    <>
      <SiteHead site={site} />
      <SiteAlarms site={site.id} />
      <div className="site-columns">
        <section className="site-values" aria-label={t('site.values')}>
          <Loaded query={devices} height={320}>
            {(list) =>
              [...list].sort(devicesByUrgency).map((device) => (
                <DeviceValues key={device.id} device={device} series={series.data} error={series.error} onRetry={() => void series.refetch()} />
              ))
            }
          </Loaded>
        </section>
        <div className="site-history">
          {series.data && series.data.length > 0 && devices.data && <History series={series.data} devices={devices.data} screen={`site-${site.id}`} />}
        </div>
      </div>
    </>
  );
}

function SiteHead({ site }: { site: Site }) {
  const t = useTranslate();
  const language = useLanguage();
  const kindLabel = useKindLabel();
  const areas = useAreas();
  const state = siteState(site);
  const area = areas.data?.find((each) => each.id === site.area);
  const plane = toVn2000(site.lat, site.lon);
  return (
    <header className="site-head">
      <Link to="/sites" className="back" aria-label={t('sites.title')}>
        <Icon name="back" />
      </Link>
      <SiteSymbol kind={site.kind} state={state} size={40} />
      <div className="site-head-text">
        <h1 className="page-title">{site.name}</h1>
        <div className="site-facts">
          <span>{kindLabel('site', site.kind)}</span>
          <span>{area?.name ?? site.area}</span>
          <span>
            {t('site.wgs')} {formatNumber(site.lat, 5, language)} · {formatNumber(site.lon, 5, language)}
          </span>
          <Tooltip title={t('site.vn2000Hint')}>
            <span>
              {t('site.vn2000')} {formatNumber(plane.north, 0, language)} · {formatNumber(plane.east, 0, language)}
            </span>
          </Tooltip>
        </div>
      </div>
      <div className="site-head-state">
        {state !== 'online' && <PresenceBadge state={state} />}
        <span className="muted">{t('map.devicesOnline', { online: site.online, devices: site.devices })}</span>
      </div>
    </header>
  );
}

interface DeviceValuesProps {
  device: Device;
  series: Series[] | undefined;
  error: Error | null;
  onRetry: () => void;
}

function DeviceValues({ device, series, error, onRetry }: DeviceValuesProps) {
  const t = useTranslate();
  const kindLabel = useKindLabel();
  const own = series?.filter((each) => each.device === device.id).sort(bySeriesName);
  return (
    <article className="panel device-card">
      <div className="panel-head">
        <Link to={`/devices/${encodeURIComponent(device.id)}`} className="device-card-name" title={t('site.openDevice')}>
          <span className="panel-title">{device.name}</span>
          <span className="device-card-kind">{kindLabel('device', device.kind)}</span>
        </Link>
        <DevicePresence device={device} />
      </div>
      {own === undefined ? (
        error ? <Failure error={error} onRetry={onRetry} /> : <Loading height={96} />
      ) : own.length === 0 ? (
        <p className="device-card-none">{t('site.noValues')}</p>
      ) : (
        <ul className="value-list">
          {own.map((each) => (
            <ValueRow key={each.name} series={each} device={device} />
          ))}
        </ul>
      )}
      <DeviceShares site={device.site} device={device.id} />
    </article>
  );
}
