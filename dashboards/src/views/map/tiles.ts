import type OlMap from 'ol/Map';
import { useEffect } from 'react';
import type { Config } from '../../model/types';
import { tileLayer } from './layers';

/** Where nothing is known yet: the middle of the Red River delta. */
export const FALLBACK_CENTRE = [105.8, 20.7];

/** Lays the district's own tiles under everything else, while it has any. */
export function useTiles(map: OlMap | null, config: Config | undefined): void {
  useEffect(() => {
    const url = config?.tileUrl;
    if (map === null || !url) {
      return;
    }
    const tiles = tileLayer(url, config.mapAttribution);
    map.getLayers().insertAt(0, tiles);
    return () => { map.removeLayer(tiles); };
  }, [map, config]);
}
