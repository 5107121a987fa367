import type Feature from 'ol/Feature';
import type { FeatureLike } from 'ol/Feature';
import OlMap from 'ol/Map';
import type MapBrowserEvent from 'ol/MapBrowserEvent';
import View from 'ol/View';
import ScaleLine from 'ol/control/ScaleLine';
import { boundingExtent, isEmpty, type Extent } from 'ol/extent';
import type Point from 'ol/geom/Point';
import type VectorLayer from 'ol/layer/Vector';
import { fromLonLat, toLonLat } from 'ol/proj';
import type Cluster from 'ol/source/Cluster';
import type VectorSource from 'ol/source/Vector';
import { useEffect, useRef, useState } from 'react';
import { usePalette } from '../../components/theme/theme';
import { useTranslate } from '../../i18n';
import type { Area, Config, Site } from '../../model/types';
import { CoordinateReadout } from './coordinate-readout';
import { HoverCard, type Hovered } from './hover-card';
import { areaLayer, clusterDistance, placeLabels, showAlarms, showAreas, showSites, siteLayer, sitesOf, styleLayers, waterLayer, type MapAlarms } from './layers';
import { MapButtons, still } from './map-buttons';
import { FALLBACK_CENTRE, useTiles } from './tiles';

interface DistrictMapProps {
  config: Config | undefined;
  areas: readonly Area[];
  sites: readonly Site[];
  alarms: MapAlarms;
  /** A site to point at, for example the one under the pointer in the list. */
  pointedAt: string | null;
  onOpen: (site: Site) => void;
}

interface Layers {
  land: VectorLayer<VectorSource>;
  water: VectorLayer<VectorSource>;
  sites: VectorLayer<Cluster<Feature<Point>>>;
}

const PADDING = [32, 32, 48, 32];

export function DistrictMap({ config, areas, sites, alarms, pointedAt, onOpen }: DistrictMapProps) {
  const t = useTranslate();
  const palette = usePalette();
  const element = useRef<HTMLDivElement>(null);
  const open = useRef(onOpen);
  const fitted = useRef(false);
  const [map, setMap] = useState<OlMap | null>(null);
  const [layers] = useState<Layers>(() => ({ land: areaLayer(), water: waterLayer(), sites: siteLayer() }));
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const [pointer, setPointer] = useState<{ lat: number; lon: number } | null>(null);

  useEffect(() => {
    open.current = onOpen;
  }, [onOpen]);

  useEffect(() => {
    if (element.current === null) {
      return;
    }
    const made = createMap(element.current, layers);
    made.on('pointermove', (event) => {
      setHovered(hoveredAt(made, layers, event));
      const [lon, lat] = toLonLat(event.coordinate);
      setPointer(lon === undefined || lat === undefined ? null : { lon, lat });
    });
    made.on('singleclick', (event) => { clicked(made, layers, event, open.current); });
    made.getViewport()?.addEventListener('pointerleave', () => {
      setHovered(null);
      setPointer(null);
    });
    setMap(made);
    return () => { made.setTarget(); };
  }, [layers]);

  useEffect(() => { styleLayers(palette, layers); }, [palette, layers]);
  useEffect(() => { showAreas(areas, layers.land, layers.water); }, [areas, layers]);
  useEffect(() => { showSites(sites, layers.sites); }, [sites, layers]);
  // Counts of a site change often, places do not.
  const places = sites.map((site) => `${site.lat} ${site.lon}`).join();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `places` says what is needed of `sites`
  useEffect(() => { placeLabels(layers.land, sites.map((site) => fromLonLat([site.lon, site.lat]))); }, [areas, places, layers]);
  // After the effects above: they make the features that carry the alarms.
  useEffect(() => { showAlarms(alarms, layers.land, layers.sites); }, [alarms, areas, sites, layers]);

  useTiles(map, config);

  // Shown whole once, when there is something to show; afterwards the view is the person's.
  useEffect(() => {
    if (map !== null && !fitted.current && (areas.length > 0 || sites.length > 0)) {
      fitted.current = fit(map, extentOf(layers, sites), 0);
    }
  }, [map, areas, sites, layers]);

  const pointed = pointedAt === null ? undefined : sites.find((site) => site.id === pointedAt);

  return (
    <div className="map" data-testid="district-map">
      <div className="map-canvas" ref={element} role="img" aria-label={t('map.keyboard')} />
      <MapButtons map={map} onFit={(shown) => { fit(shown, extentOf(layers, sites), 200); }} />
      {pointed && map && <PointedAt map={map} site={pointed} />}
      {hovered && <HoverCard hovered={hovered} alarms={alarms.sites} />}
      <div className="map-foot">
        <CoordinateReadout position={pointer} />
        {config?.tileUrl && config.mapAttribution && <span className="map-attribution">{config.mapAttribution}</span>}
      </div>
    </div>
  );
}

function createMap(target: HTMLElement, layers: Layers): OlMap {
  const map = new OlMap({
    target,
    layers: [layers.land, layers.water, layers.sites],
    controls: [new ScaleLine({ className: 'map-scale', minWidth: 72 })],
    view: new View({ center: fromLonLat(FALLBACK_CENTRE), zoom: 11, minZoom: 8, maxZoom: 19 }),
  });
  map.getView().on('change:resolution', () => {
    layers.sites.getSource()?.setDistance(clusterDistance(map.getView().getResolution() ?? 0));
  });
  return map;
}

function siteFeatureAt(map: OlMap, layers: Layers, event: MapBrowserEvent): FeatureLike | undefined {
  return map.forEachFeatureAtPixel(event.pixel, (feature) => feature, {
    layerFilter: (layer) => layer === layers.sites,
    hitTolerance: 6,
  });
}

function hoveredAt(map: OlMap, layers: Layers, event: MapBrowserEvent): Hovered | null {
  const feature = event.dragging ? undefined : siteFeatureAt(map, layers, event);
  map.getTargetElement()?.style.setProperty('cursor', feature ? 'pointer' : 'default');
  const [x, y] = event.pixel;
  const [width = 0, height = 0] = map.getSize() ?? [];
  return feature && x !== undefined && y !== undefined ? { sites: sitesOf(feature), x, y, width, height } : null;
}

/** A mark alone opens its site; a cluster comes nearer until it falls apart. */
function clicked(map: OlMap, layers: Layers, event: MapBrowserEvent, open: (site: Site) => void): void {
  const feature = siteFeatureAt(map, layers, event);
  const sites = feature ? sitesOf(feature) : [];
  const [first] = sites;
  if (sites.length === 1 && first) {
    open(first);
  } else if (sites.length > 1) {
    const extent = boundingExtent(sites.map((site) => fromLonLat([site.lon, site.lat])));
    map.getView().fit(extent, { padding: [80, 80, 80, 80], maxZoom: 17, duration: still() ? 0 : 200 });
  }
}

function extentOf(layers: Layers, sites: readonly Site[]): Extent | null {
  const land = layers.land.getSource()?.getExtent() ?? null;
  if (land !== null && !isEmpty(land)) {
    return land;
  }
  return sites.length > 0 ? boundingExtent(sites.map((site) => fromLonLat([site.lon, site.lat]))) : null;
}

function fit(map: OlMap, extent: Extent | null, duration: number): boolean {
  map.updateSize();
  if (extent === null || !map.getSize()) {
    return false;
  }
  map.getView().fit(extent, { padding: PADDING, maxZoom: 14, duration: still() ? 0 : duration });
  return true;
}

/** A ring around the site that the list points at. */
function PointedAt({ map, site }: { map: OlMap; site: Site }) {
  const [x, y] = map.getPixelFromCoordinate(fromLonLat([site.lon, site.lat])) ?? [];
  return x === undefined || y === undefined ? null : <span className="map-ring" style={{ left: x, top: y }} aria-hidden="true" />;
}
