import type { Coordinate } from 'ol/coordinate';
import type { FeatureLike } from 'ol/Feature';
import OlFeature from 'ol/Feature';
import GeoJSON from 'ol/format/GeoJSON';
import MultiPolygon from 'ol/geom/MultiPolygon';
import Point from 'ol/geom/Point';
import Polygon from 'ol/geom/Polygon';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import CircleStyle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';
import type { Palette } from '../../../components/theme/palette';
import { FONT } from '../../../components/theme/theme';
import type { Field } from '../../../model/irrigation';
import { thirstOf, type FieldState, type Thirst } from '../../../model/water-state';

const format = new GeoJSON({ dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' });

export interface MappedField {
  field: Field;
  name: string;
  state: FieldState | undefined;
}

/** Metres per pixel from which on the names of fields have room. */
const NAMES_FROM_RESOLUTION = 14;

export function fieldLayer(): VectorLayer<VectorSource> {
  return new VectorLayer({ source: new VectorSource(), zIndex: 10 });
}

export function showFields(fields: readonly MappedField[], layer: VectorLayer<VectorSource>): void {
  const features = fields.flatMap((mapped) => {
    const geometry = mapped.field.outline === null ? undefined : format.readGeometry(mapped.field.outline);
    if (!(geometry instanceof Polygon || geometry instanceof MultiPolygon)) {
      return [];
    }
    const feature = new OlFeature(geometry);
    const centre = geometry instanceof Polygon ? geometry.getInteriorPoint() : geometry.getInteriorPoints().getPoint(0);
    feature.setProperties({ mapped, centre: new Point((centre ?? geometry).getFlatCoordinates().slice(0, 2)) });
    return [feature];
  });
  layer.getSource()?.clear(true);
  layer.getSource()?.addFeatures(features);
}

/** Where the marks of the fields stand, in the map's own metres. */
export function marksOf(layer: VectorLayer<VectorSource>): Coordinate[] {
  return (layer.getSource()?.getFeatures() ?? []).map((feature) => (feature.get('centre') as Point).getCoordinates());
}

export const mappedOf = (feature: FeatureLike): MappedField => feature.get('mapped') as MappedField;

/** The same colours as everywhere: amber and yellow where somebody has to act, water and grey elsewhere. */
export function thirstColours(thirst: Thirst, palette: Palette): { fill: string; line: string; text: string } {
  switch (thirst) {
    case 'today':
      return { fill: palette.warnSoft, line: palette.warn, text: palette.warnText };
    case 'soon':
      return { fill: palette.noticeSoft, line: palette.notice, text: palette.noticeText };
    case 'week':
      return { fill: palette.accentSoft, line: palette.accent, text: palette.accentText };
    case 'later':
    case 'rest':
      return { fill: palette.water, line: palette.lineStrong, text: palette.text };
    case 'unknown':
      return { fill: palette.raised, line: palette.lineStrong, text: palette.textFaint };
  }
}

/** Colour is not alone: the days stand in the mark. */
export function daysMark({ state }: MappedField): string {
  const thirst = thirstOf(state);
  return thirst === 'unknown' ? '?' : thirst === 'rest' ? '–' : thirst === 'today' ? '0' : String(state?.needed?.days ?? '');
}

export function fieldStyles(palette: Palette, pointedAt: string | null): (feature: FeatureLike, resolution: number) => Style[] {
  return (feature, resolution) => {
    const mapped = mappedOf(feature);
    const thirst = thirstOf(mapped.state);
    const { fill, line, text } = thirstColours(thirst, palette);
    const pointed = mapped.field.id === pointedAt;
    const ground = new Style({ fill: new Fill({ color: fill }), stroke: new Stroke({ color: pointed ? palette.text : line, width: pointed ? 3 : 1.6, ...(thirst === 'unknown' ? { lineDash: [4, 3] } : {}) }) });
    const mark = new Style({
      geometry: feature.get('centre') as Point,
      zIndex: thirst === 'today' ? 3 : thirst === 'soon' ? 2 : 1,
      image: new CircleStyle({ radius: pointed ? 14 : 11, fill: new Fill({ color: fill }), stroke: new Stroke({ color: pointed ? palette.text : line, width: pointed ? 2.5 : 1.6 }) }),
      text: new Text({ text: daysMark(mapped), font: `600 12px ${FONT}`, fill: new Fill({ color: text }), offsetY: 1 }),
    });
    if (resolution > NAMES_FROM_RESOLUTION) {
      return [ground, mark];
    }
    const name = new Style({ geometry: feature.get('centre') as Point, text: new Text({ text: mapped.name, font: `12px ${FONT}`, offsetY: 22, fill: new Fill({ color: palette.text }), stroke: new Stroke({ color: palette.land, width: 3 }) }) });
    return [ground, mark, name];
  };
}
