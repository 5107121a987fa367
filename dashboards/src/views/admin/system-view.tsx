import { useSystem } from '../../api/queries';
import { Age } from '../../components/age';
import { Loaded } from '../../components/feedback';
import { useTranslate } from '../../i18n';
import { formatDateTimeSeconds, millisOf } from '../../model/time';
import type { SystemInfo } from '../../model/types';
import '../device/device.css';
import './admin.css';

export default function SystemView() {
  const t = useTranslate();
  const system = useSystem();
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1 className="page-title">{t('system.title')}</h1>
      </div>
      <Loaded query={system}>{(info) => <SystemPanels info={info} />}</Loaded>
    </div>
  );
}

function SystemPanels({ info }: { info: SystemInfo }) {
  const t = useTranslate();
  const { database } = info;
  const started = millisOf(info.startedAt);
  return (
    <div className="device-column">
      <section className="panel">
        <dl className="facts">
          <dt>{t('system.version')}</dt>
          <dd>Kênh {info.version}</dd>
          <dt>{t('system.startedAt')}</dt>
          <dd>{started === null ? info.startedAt : formatDateTimeSeconds(started)}</dd>
          <dt>{t('system.uptime')}</dt>
          <dd>
            <Age at={info.startedAt} />
          </dd>
        </dl>
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2 className="panel-title">{t('system.database')}</h2>
        </div>
        <dl className="facts">
          <dt>PostgreSQL</dt>
          <dd>{database.postgresql}</dd>
          <dt>TimescaleDB</dt>
          <dd>{database.timescaledb ?? t('common.none')}</dd>
          <dt>{t('system.level')}</dt>
          <dd>{t(`system.level.${database.level}`)}</dd>
          <dt>{t('system.location')}</dt>
          <dd>{t(database.embedded ? 'system.embedded' : 'system.external')}</dd>
        </dl>
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2 className="panel-title">{t('system.listeners')}</h2>
        </div>
        <table className="series-table">
          <thead>
            <tr>
              <th>{t('system.listener')}</th>
              <th>{t('system.address')}</th>
              <th className="number">{t('system.port')}</th>
            </tr>
          </thead>
          <tbody>
            {info.listeners.map(({ name, address, port }) => (
              <tr key={`${name} ${address} ${port}`}>
                <td>{name}</td>
                <td className="mono">{address}</td>
                <td className="number">{port}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
