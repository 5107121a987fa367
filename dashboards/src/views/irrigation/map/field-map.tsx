import OlMap from 'ol/Map';
import View from 'ol/View';
import ScaleLine from 'ol/control/ScaleLine';
import { isEmpty } from 'ol/extent';
import { fromLonLat } from 'ol/proj';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../../components/icons';
import { usePalette } from '../../../components/theme/theme';
import { useTranslate } from '../../../i18n';
import type { Area, Config } from '../../../model/types';
import { areaLayer, placeLabels, showAreas, styleGround, waterLayer } from '../../map/layers';
import { useTiles } from '../../map/tiles';
import { fieldLayer, fieldStyles, mappedOf, marksOf, showFields, type MappedField } from './field-layer';

interface FieldMapProps {
  config: Config | undefined;
  areas: readonly Area[];
  fields: readonly MappedField[];
  pointedAt: string | null;
  onPoint: (field: string | null) => void;
  onOpen: (field: string) => void;
}

const FALLBACK_CENTRE = [105.8, 20.7];
/** The legend stands at the left where there is room for it, else above. */
const WIDE = 640;
const LEGEND = { wide: [48, 64, 64, 232], narrow: [88, 48, 40, 24] } as const;

/** The outlines of the fields in the colours of their thirst. */
export function FieldMap({ config, areas, fields, pointedAt, onPoint, onOpen }: FieldMapProps) {
  const t = useTranslate();
  const palette = usePalette();
  const element = useRef<HTMLDivElement>(null);
  const calls = useRef({ onPoint, onOpen });
  const fitted = useRef(false);
  const [map, setMap] = useState<OlMap | null>(null);
  const [layers] = useState(() => ({ land: areaLayer(), water: waterLayer(), fields: fieldLayer() }));

  useEffect(() => {
    calls.current = { onPoint, onOpen };
  }, [onPoint, onOpen]);

  useEffect(() => {
    if (element.current === null) {
      return;
    }
    const made = new OlMap({
      target: element.current,
      layers: [layers.land, layers.water, layers.fields],
      controls: [new ScaleLine({ className: 'map-scale', minWidth: 72 })],
      view: new View({ center: fromLonLat(FALLBACK_CENTRE), zoom: 11, minZoom: 8, maxZoom: 19 }),
    });
    const at = (pixel: number[]): string | null => made.forEachFeatureAtPixel(pixel, (feature) => mappedOf(feature).field.id, { layerFilter: (layer) => layer === layers.fields, hitTolerance: 8 }) ?? null;
    made.on('pointermove', (event) => {
      const field = event.dragging ? null : at(event.pixel);
      made.getTargetElement()?.style.setProperty('cursor', field === null ? 'default' : 'pointer');
      calls.current.onPoint(field);
    });
    made.on('singleclick', (event) => {
      const field = at(event.pixel);
      if (field !== null) {
        calls.current.onOpen(field);
      }
    });
    setMap(made);
    return () => { made.setTarget(); };
  }, [layers]);

  useEffect(() => { styleGround(palette, layers); }, [palette, layers]);
  useEffect(() => { layers.fields.setStyle(fieldStyles(palette, pointedAt)); }, [palette, layers, pointedAt]);
  useEffect(() => { showAreas(areas, layers.land, layers.water); }, [areas, layers]);
  useEffect(() => { showFields(fields, layers.fields); }, [fields, layers]);
  // The state of a field changes often, its place does not.
  const places = fields.map(({ field }) => field.id).join();
  useEffect(() => { placeLabels(layers.land, marksOf(layers.fields)); }, [areas, places, layers]);

  useTiles(map, config);

  // Shown whole once; afterwards the view is the person's.
  useEffect(() => {
    if (map !== null && !fitted.current && fields.length > 0) {
      fitted.current = fit(map, layers.fields.getSource()?.getExtent());
    }
  }, [map, fields, layers]);

  const zoom = (by: number) => { map?.getView().animate({ zoom: (map.getView().getZoom() ?? 11) + by, duration: 160 }); };
  return (
    <div className="map" data-testid="field-map">
      <div className="map-canvas" ref={element} role="img" aria-label={t('irr.map.label')} />
      <div className="map-buttons">
        <button type="button" onClick={() => { zoom(1); }} aria-label={t('map.zoomIn')}><Icon name="plus" /></button>
        <button type="button" onClick={() => { zoom(-1); }} aria-label={t('map.zoomOut')}><Icon name="minus" /></button>
        <button type="button" onClick={() => { if (map) { fit(map, layers.fields.getSource()?.getExtent()); } }} aria-label={t('map.fit')}><Icon name="fit" /></button>
      </div>
      {config?.tileUrl && config.mapAttribution && <div className="map-foot"><span className="map-attribution">{config.mapAttribution}</span></div>}
    </div>
  );
}

function fit(map: OlMap, extent: number[] | null | undefined): boolean {
  map.updateSize();
  const size = map.getSize();
  if (!extent || isEmpty(extent) || !size) {
    return false;
  }
  map.getView().fit(extent, { padding: [...LEGEND[(size[0] ?? 0) > WIDE ? 'wide' : 'narrow']], maxZoom: 15 });
  return true;
}
