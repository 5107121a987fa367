import { useLanguage, useTranslate } from '../../i18n';
import { toVn2000 } from '../../model/coordinates';
import { formatNumber } from '../../model/numbers';

/** Where the pointer is, in both systems that the district's papers use. */
export function CoordinateReadout({ position }: { position: { lat: number; lon: number } | null }) {
  const t = useTranslate();
  const language = useLanguage();
  if (position === null) {
    return null;
  }
  const plane = toVn2000(position.lat, position.lon);
  return (
    <span className="map-coordinates" aria-label={t('map.coordinates')}>
      <span>
        <b>{t('site.wgs')}</b> {formatNumber(position.lat, 5, language)} · {formatNumber(position.lon, 5, language)}
      </span>
      <span title={t('site.vn2000Hint')}>
        <b>{t('site.vn2000')}</b> {formatNumber(plane.north, 0, language)} · {formatNumber(plane.east, 0, language)}
      </span>
    </span>
  );
}
