import type OlMap from 'ol/Map';
import { Icon } from '../../components/icons';
import { useTranslate } from '../../i18n';

/** Motion only for those who have not asked for none. */
export const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

const ZOOM_MILLIS = 160;

/** Nearer, farther, and everything at once. */
export function MapButtons({ map, onFit }: { map: OlMap | null; onFit: (map: OlMap) => void }) {
  const t = useTranslate();
  const zoom = (by: number) => {
    const view = map?.getView();
    view?.animate({ zoom: (view.getZoom() ?? 11) + by, duration: still() ? 0 : ZOOM_MILLIS });
  };
  return (
    <div className="map-buttons">
      <button type="button" onClick={() => { zoom(1); }} aria-label={t('map.zoomIn')}><Icon name="plus" /></button>
      <button type="button" onClick={() => { zoom(-1); }} aria-label={t('map.zoomOut')}><Icon name="minus" /></button>
      <button type="button" onClick={() => { if (map) { onFit(map); } }} aria-label={t('map.fit')}><Icon name="fit" /></button>
    </div>
  );
}
