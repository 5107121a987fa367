import { useTranslate } from '../i18n';
import type { Site } from '../model/types';
import './status.css';

/** How many devices of a site are there, and in colour how many are not. */
export function SiteCounts({ site }: { site: Site }) {
  const t = useTranslate();
  return (
    <span className="counts">
      <span className="muted">
        {site.online}/{site.devices}
      </span>
      {site.offline > 0 && <span className="count-offline">{t('map.offline', { n: site.offline })}</span>}
      {site.silent > 0 && <span className="count-silent">{t('map.silent', { n: site.silent })}</span>}
    </span>
  );
}
