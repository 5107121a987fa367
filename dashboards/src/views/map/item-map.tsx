import type { Coordinate } from 'ol/coordinate';
import type { FeatureLike } from 'ol/Feature';
import OlMap from 'ol/Map';
import View from 'ol/View';
import ScaleLine from 'ol/control/ScaleLine';
import { isEmpty } from 'ol/extent';
import type VectorLayer from 'ol/layer/Vector';
import { fromLonLat } from 'ol/proj';
import type VectorSource from 'ol/source/Vector';
import type { StyleFunction } from 'ol/style/Style';
import { useEffect, useRef, useState } from 'react';
import type { Palette } from '../../components/theme/palette';
import { usePalette } from '../../components/theme/theme';
import type { Area, Config } from '../../model/types';
import { areaLayer, placeLabels, showAreas, styleGround, waterLayer } from './layers';
import { MapButtons } from './map-buttons';
import { FALLBACK_CENTRE, useTiles } from './tiles';

/** What the map of a desk shows and asks of it. */
export interface MapProps {
  config: Config | undefined;
  areas: readonly Area[];
  pointedAt: string | null;
  onPoint: (id: string | null) => void;
  onOpen: (id: string) => void;
}

/** How the items of a desk are drawn; an object that never changes. */
export interface ItemKind<Item> {
  testId: string;
  layer: () => VectorLayer<VectorSource>;
  show: (items: readonly Item[], layer: VectorLayer<VectorSource>) => void;
  styles: (palette: Palette, pointedAt: string | null) => StyleFunction;
  idOf: (feature: FeatureLike) => string;
  /** Where names of areas would be in the way, in the map's own metres. */
  marks: (layer: VectorLayer<VectorSource>) => Coordinate[];
  /** States of items change often, their places do not: this says where they stand. */
  places: (items: readonly Item[]) => string;
  /** Pixels beside an item that still hit it. */
  tolerance: number;
  /** Pixels to keep free at the top, right, bottom and left of a map so wide. */
  padding: (width: number) => readonly number[];
}

/** The land with the items of one desk on it: each can be pointed at and opened. */
export function ItemMap<Item>({ kind, label, items, config, areas, pointedAt, onPoint, onOpen }: MapProps & { kind: ItemKind<Item>; label: string; items: readonly Item[] }) {
  const palette = usePalette();
  const element = useRef<HTMLDivElement>(null);
  const calls = useRef({ onPoint, onOpen });
  const fitted = useRef(false);
  const [map, setMap] = useState<OlMap | null>(null);
  const [layers] = useState(() => ({ land: areaLayer(), water: waterLayer(), items: kind.layer() }));

  useEffect(() => {
    calls.current = { onPoint, onOpen };
  }, [onPoint, onOpen]);

  useEffect(() => {
    if (element.current === null) {
      return;
    }
    const made = new OlMap({
      target: element.current,
      layers: [layers.land, layers.water, layers.items],
      controls: [new ScaleLine({ className: 'map-scale', minWidth: 72 })],
      view: new View({ center: fromLonLat(FALLBACK_CENTRE), zoom: 11, minZoom: 8, maxZoom: 19 }),
    });
    const at = (pixel: number[]): string | null => made.forEachFeatureAtPixel(pixel, kind.idOf, { layerFilter: (layer) => layer === layers.items, hitTolerance: kind.tolerance }) ?? null;
    made.on('pointermove', (event) => {
      const id = event.dragging ? null : at(event.pixel);
      made.getTargetElement()?.style.setProperty('cursor', id === null ? 'default' : 'pointer');
      calls.current.onPoint(id);
    });
    made.on('singleclick', (event) => {
      const id = at(event.pixel);
      if (id !== null) {
        calls.current.onOpen(id);
      }
    });
    setMap(made);
    return () => { made.setTarget(); };
  }, [kind, layers]);

  useEffect(() => { styleGround(palette, layers); }, [palette, layers]);
  useEffect(() => { layers.items.setStyle(kind.styles(palette, pointedAt)); }, [palette, layers, kind, pointedAt]);
  useEffect(() => { showAreas(areas, layers.land, layers.water); }, [areas, layers]);
  useEffect(() => { kind.show(items, layers.items); }, [items, kind, layers]);
  const places = kind.places(items);
  useEffect(() => { placeLabels(layers.land, kind.marks(layers.items)); }, [areas, places, kind, layers]);

  useTiles(map, config);

  // Shown whole once; afterwards the view is the person's.
  useEffect(() => {
    if (map !== null && !fitted.current && items.length > 0) {
      fitted.current = fit(map, layers.items, kind);
    }
  }, [map, items, kind, layers]);

  return (
    <div className="map" data-testid={kind.testId}>
      <div className="map-canvas" ref={element} role="img" aria-label={label} />
      <MapButtons map={map} onFit={(shown) => { fit(shown, layers.items, kind); }} />
      {config?.tileUrl && config.mapAttribution && <div className="map-foot"><span className="map-attribution">{config.mapAttribution}</span></div>}
    </div>
  );
}

function fit(map: OlMap, layer: VectorLayer<VectorSource>, { padding }: Pick<ItemKind<never>, 'padding'>): boolean {
  map.updateSize();
  const extent = layer.getSource()?.getExtent();
  const size = map.getSize();
  if (!extent || isEmpty(extent) || !size) {
    return false;
  }
  map.getView().fit(extent, { padding: [...padding(size[0] ?? 0)], maxZoom: 15 });
  return true;
}
