import OlMap from 'ol/Map';
import View from 'ol/View';
import ScaleLine from 'ol/control/ScaleLine';
import { isEmpty, type Extent } from 'ol/extent';
import { fromLonLat } from 'ol/proj';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../../components/icons';
import { usePalette } from '../../../components/theme/theme';
import { useTranslate } from '../../../i18n';
import type { Cluster } from '../../../model/loudspeakers';
import type { Area, Config } from '../../../model/types';
import { areaLayer, placeLabels, showAreas, styleGround, tileLayer, waterLayer } from '../../map/layers';
import { clusterLayer, clusterOf, clusterStyles, showClusters } from './cluster-layer';

interface ClusterMapProps {
  config: Config | undefined;
  areas: readonly Area[];
  clusters: readonly Cluster[];
  pointedAt: string | null;
  onPoint: (device: string | null) => void;
  onOpen: (device: string) => void;
}

const FALLBACK_CENTRE = [105.8, 20.7];
const PADDING = [48, 56, 48, 32];

/** The clusters where they stand, in the shapes of the wall. */
export function ClusterMap({ config, areas, clusters, pointedAt, onPoint, onOpen }: ClusterMapProps) {
  const t = useTranslate();
  const palette = usePalette();
  const element = useRef<HTMLDivElement>(null);
  const calls = useRef({ onPoint, onOpen });
  const fitted = useRef(false);
  const [map, setMap] = useState<OlMap | null>(null);
  const [layers] = useState(() => ({ land: areaLayer(), water: waterLayer(), clusters: clusterLayer() }));

  useEffect(() => {
    calls.current = { onPoint, onOpen };
  }, [onPoint, onOpen]);

  useEffect(() => {
    if (element.current === null) {
      return;
    }
    const made = new OlMap({
      target: element.current,
      layers: [layers.land, layers.water, layers.clusters],
      controls: [new ScaleLine({ className: 'map-scale', minWidth: 72 })],
      view: new View({ center: fromLonLat(FALLBACK_CENTRE), zoom: 11, minZoom: 8, maxZoom: 19 }),
    });
    const at = (pixel: number[]): string | null => made.forEachFeatureAtPixel(pixel, (feature) => clusterOf(feature).device, { layerFilter: (layer) => layer === layers.clusters, hitTolerance: 6 }) ?? null;
    made.on('pointermove', (event) => {
      const device = event.dragging ? null : at(event.pixel);
      made.getTargetElement()?.style.setProperty('cursor', device === null ? 'default' : 'pointer');
      calls.current.onPoint(device);
    });
    made.on('singleclick', (event) => {
      const device = at(event.pixel);
      if (device !== null) {
        calls.current.onOpen(device);
      }
    });
    setMap(made);
    return () => { made.setTarget(); };
  }, [layers]);

  useEffect(() => { styleGround(palette, layers); }, [palette, layers]);
  useEffect(() => { layers.clusters.setStyle(clusterStyles(palette, pointedAt)); }, [palette, layers, pointedAt]);
  useEffect(() => { showAreas(areas, layers.land, layers.water); placeLabels(layers.land, []); }, [areas, layers]);
  useEffect(() => { showClusters(clusters, layers.clusters); }, [clusters, layers]);

  useEffect(() => {
    const url = config?.tileUrl;
    if (map === null || !url) {
      return;
    }
    const tiles = tileLayer(url, config.mapAttribution);
    map.getLayers().insertAt(0, tiles);
    return () => { map.removeLayer(tiles); };
  }, [map, config]);

  // Shown whole once; afterwards the view is the person's.
  useEffect(() => {
    if (map !== null && !fitted.current && clusters.length > 0) {
      fitted.current = fit(map, layers.clusters.getSource()?.getExtent());
    }
  }, [map, clusters, layers]);

  const zoom = (by: number) => { map?.getView().animate({ zoom: (map.getView().getZoom() ?? 11) + by, duration: 160 }); };
  return (
    <div className="map" data-testid="cluster-map">
      <div className="map-canvas" ref={element} role="img" aria-label={t('loa.map.label')} />
      <div className="map-buttons">
        <button type="button" onClick={() => { zoom(1); }} aria-label={t('map.zoomIn')}><Icon name="plus" /></button>
        <button type="button" onClick={() => { zoom(-1); }} aria-label={t('map.zoomOut')}><Icon name="minus" /></button>
        <button type="button" onClick={() => { if (map) { fit(map, layers.clusters.getSource()?.getExtent()); } }} aria-label={t('map.fit')}><Icon name="fit" /></button>
      </div>
    </div>
  );
}

function fit(map: OlMap, extent: Extent | null | undefined): boolean {
  map.updateSize();
  if (!extent || isEmpty(extent) || !map.getSize()) {
    return false;
  }
  map.getView().fit(extent, { padding: PADDING, maxZoom: 15 });
  return true;
}
