import { useMemo, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router-dom';
import { ApiError } from '../../api/http';
import { useDevice, useSeries, useSite } from '../../api/queries';
import { Age } from '../../components/age';
import { Loaded } from '../../components/feedback';
import { History } from '../../components/history';
import { Icon } from '../../components/icons';
import { useKindLabel } from '../../components/kinds';
import { PresenceBadge, usePresenceReason } from '../../components/presence';
import { useSession } from '../../components/session';
import { useLanguage, useTranslate } from '../../i18n';
import { formatDateTime, formatDateTimeSeconds, millisOf } from '../../model/time';
import { mayAdminister } from '../../model/roles';
import type { Device, Instant } from '../../model/types';
import { formatNumber } from '../../model/numbers';
import { ForbiddenView, NotFoundView } from '../errors';
import { CommandPanel } from './command-panel';
import { CompletenessPanel } from './completeness-panel';
import { DeviceActions } from './device-actions';
import { MessagePanel } from './message-panel';
import { SeriesPanel } from './series-panel';
import { SiteFilePanel } from './site-file-panel';
import '../site/site.css';
import './device.css';

export default function DeviceView() {
  const { id = '' } = useParams();
  const device = useDevice(id);
  if (device.error instanceof ApiError && device.error.status === 404) {
    return <NotFoundView />;
  }
  if (device.error instanceof ApiError && device.error.status === 403) {
    return <ForbiddenView />;
  }
  return (
    <div className="page">
      <Loaded query={device}>{(loaded) => <DeviceBody device={loaded} />}</Loaded>
    </div>
  );
}

function DeviceBody({ device }: { device: Device }) {
  const series = useSeries({ device: device.id });
  const devices = useMemo(() => [device], [device]);
  return (
    <>
      <DeviceHead device={device} />
      <div className="device-columns">
        <div className="device-column">
          <Inventory device={device} />
          <CompletenessPanel device={device.id} />
          <CommandPanel device={device} />
        </div>
        <div className="device-column">
          <SeriesPanel device={device} series={series} />
          {series.data && series.data.length > 0 && <History series={series.data} devices={devices} screen={`device-${device.id}`} />}
          <SiteFilePanel device={device} />
          <MessagePanel device={device.id} />
        </div>
      </div>
    </>
  );
}

function DeviceHead({ device }: { device: Device }) {
  const t = useTranslate();
  const session = useSession();
  const kindLabel = useKindLabel();
  const site = useSite(device.site);
  const reason = usePresenceReason()(device);
  const since = millisOf(device.since);
  return (
    <header className="site-head">
      <Link to={`/sites/${encodeURIComponent(device.site)}`} className="back" aria-label={site.data?.name ?? device.site}>
        <Icon name="back" />
      </Link>
      <div className="site-head-text">
        <h1 className="page-title">{device.name}</h1>
        <div className="site-facts">
          <span>{kindLabel('device', device.kind)}</span>
          <Link to={`/sites/${encodeURIComponent(device.site)}`}>{site.data?.name ?? device.site}</Link>
          <span className="mono">{device.id}</span>
        </div>
      </div>
      <div className="device-presence">
        <PresenceBadge state={device.presence} />
        <span className="device-presence-why">
          {[since === null ? null : t('presence.since', { time: formatDateTime(since) }), device.presence === 'online' ? null : reason]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </div>
      {mayAdminister(session) && <DeviceActions device={device} />}
    </header>
  );
}

function Inventory({ device }: { device: Device }) {
  const t = useTranslate();
  const [all, setAll] = useState(false);
  const none = <span className="faint">{t('device.notReported')}</span>;
  const commands = all ? device.commands : device.commands.slice(0, 8);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('device.inventory')}</h2>
      </div>
      <dl className="facts">
        <Fact label={t('device.model')}>{device.model ?? none}</Fact>
        <Fact label={t('device.firmware')}>{device.firmware ?? none}</Fact>
        <Fact label={t('device.interval')}>{device.interval === null ? none : <Interval seconds={device.interval} />}</Fact>
        <Fact label={t('device.transport')}>{device.transport === null ? none : <span className="mono">{device.transport}</span>}</Fact>
        <Fact label={t('device.lastSeen')}>
          <Age at={device.lastSeen} ago />
        </Fact>
        <Fact label={t('device.bornAt')}>
          <Moment at={device.bornAt} none={none} />
        </Fact>
        <Fact label={t('device.createdAt')}>
          <Moment at={device.createdAt} none={none} />
        </Fact>
        <Fact label={t('device.commands')}>
          {device.commands.length === 0 ? (
            none
          ) : (
            <span className="words">
              {commands.map((command) => (
                <code key={command}>{command}</code>
              ))}
              {commands.length < device.commands.length && (
                <button type="button" className="link" onClick={() => { setAll(true); }}>
                  {t('common.showAll', { count: device.commands.length })}
                </button>
              )}
            </span>
          )}
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Interval({ seconds }: { seconds: number }) {
  const language = useLanguage();
  return <>{formatNumber(seconds, 0, language)} s</>;
}

function Moment({ at, none }: { at: Instant | null; none: ReactNode }) {
  const millis = millisOf(at);
  return <>{millis === null ? none : formatDateTimeSeconds(millis)}</>;
}
