import { useMemo } from 'react';
import { Link } from 'react-router-dom';
import { useAlarms } from '../../api/queries';
import { useLanguage, useTranslate } from '../../i18n';
import type { AlarmView } from '../../model/alarms';
import { sortAlarms } from '../../model/alarm-list';
import { AlarmSymbol, useShort } from './symbol';

const MOST = 6;

/** The alarms of a site that are not normal; each leads to the console. Nothing is drawn where there are none. */
export function SiteAlarms({ site }: { site: string }) {
  const t = useTranslate();
  const { data: alarms } = useAlarms();
  const own = useMemo(() => sortAlarms(alarms?.filter((alarm) => alarm.site === site) ?? [], 'urgent'), [alarms, site]);
  if (own.length === 0) {
    return null;
  }
  return (
    <section className="panel site-alarms" aria-label={t('site.alarms')} data-testid="site-alarms">
      <div className="panel-head">
        <h2 className="panel-title">{t('site.alarms')}</h2>
        <Link to={`/alarms?site=${encodeURIComponent(site)}`}>{t('map.alarms', { n: own.length })}</Link>
      </div>
      <ul className="site-alarm-list">
        {own.slice(0, MOST).map((alarm) => (
          <SiteAlarm key={alarm.id} alarm={alarm} />
        ))}
      </ul>
    </section>
  );
}

function SiteAlarm({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  const language = useLanguage();
  const age = useShort(alarm.activatedAt);
  return (
    <li>
      <Link to={`/alarms?alarm=${alarm.id}`} className="site-alarm">
        <AlarmSymbol alarm={alarm} />
        <span className="site-alarm-name">{alarm.name[language]}</span>
        <span className="site-alarm-state">{t(`alarm.state.${alarm.state}`)}</span>
        <span className="age">{age}</span>
      </Link>
    </li>
  );
}
