import type { Coordinate } from 'ol/coordinate';
import type { FeatureLike } from 'ol/Feature';
import OlFeature from 'ol/Feature';
import Point from 'ol/geom/Point';
import VectorLayer from 'ol/layer/Vector';
import { fromLonLat } from 'ol/proj';
import VectorSource from 'ol/source/Vector';
import CircleStyle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import RegularShape from 'ol/style/RegularShape';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';
import type { Palette } from '../../../components/theme/palette';
import { FONT } from '../../../components/theme/theme';
import { standingOf, STANDINGS, type Cluster, type Standing } from '../../../model/loudspeakers';
import { shortName } from '../parts';

/** Metres per pixel from which on the names of villages have room. */
const NAMES_FROM_RESOLUTION = 9;

export const clusterLayer = (): VectorLayer<VectorSource> => new VectorLayer({ source: new VectorSource(), zIndex: 10, declutter: 'names' });

export const clusterOf = (feature: FeatureLike): Cluster => feature.get('cluster') as Cluster;

/** Pixels between the marks of clusters that are entered at the same place. */
const APART = 15;

export function showClusters(clusters: readonly Cluster[], layer: VectorLayer<VectorSource>): void {
  const places = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    if (cluster.lat !== null && cluster.lon !== null) {
      const place = `${cluster.lat} ${cluster.lon}`;
      places.set(place, [...(places.get(place) ?? []), cluster]);
    }
  }
  const features = [...places.values()].flatMap((together) => together.map((cluster, index) => {
    const feature = new OlFeature(new Point(fromLonLat([cluster.lon ?? 0, cluster.lat ?? 0])));
    feature.setProperties({ cluster, aside: asideOf(index, together.length) });
    return feature;
  }));
  layer.getSource()?.clear(true);
  layer.getSource()?.addFeatures(features);
}

/** Side by side, so that none hides another; more than a few in a ring. */
function asideOf(index: number, count: number): [x: number, y: number] {
  if (count <= 3) {
    return [(index - (count - 1) / 2) * APART, 0];
  }
  const radius = (APART * count) / (2 * Math.PI);
  const angle = (2 * Math.PI * index) / count;
  return [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))];
}

/** Where names of communes would hide a mark. */
export const clusterPlaces = (layer: VectorLayer<VectorSource>): Coordinate[] => (layer.getSource()?.getFeatures() ?? []).map((feature) => (feature.getGeometry() as Point).getCoordinates());

/** The same shapes as on the wall, and drawn above each other as they are ranked there. */
export function clusterStyles(palette: Palette, pointedAt: string | null): (feature: FeatureLike, resolution: number) => Style[] {
  const made = new Map<string, Style>();
  const markAt = (standing: Standing, aside: [number, number]): Style => {
    const key = `${standing} ${aside.join()}`;
    const mark = made.get(key) ?? moved(markOf(standing, palette), aside);
    made.set(key, mark);
    return mark;
  };
  return (feature, resolution) => {
    const cluster = clusterOf(feature);
    const aside = feature.get('aside') as [number, number];
    const styles = [markAt(standingOf(cluster), aside)];
    if (cluster.device === pointedAt) {
      styles.push(new Style({ zIndex: 20, image: new CircleStyle({ radius: 13, displacement: aside, stroke: new Stroke({ color: palette.accent, width: 2.5 }) }) }));
    }
    if (resolution < NAMES_FROM_RESOLUTION) {
      styles.push(new Style({ text: new Text({ text: shortName(cluster), font: `12px ${FONT}`, offsetX: aside[0], offsetY: 18 - aside[1], fill: new Fill({ color: palette.text }), stroke: new Stroke({ color: palette.land, width: 3 }) }) }));
    }
    return styles;
  };
}

/** The mark beside its place; y points up for images and down for texts. */
function moved(mark: Style, [x, y]: [number, number]): Style {
  const [image, sign] = [mark.getImage(), mark.getText()];
  if (image instanceof RegularShape) {
    image.setDisplacement([x, y]);
  }
  sign?.setOffsetX(x);
  sign?.setOffsetY((sign.getOffsetY() ?? 0) - y);
  return mark;
}

function markOf(standing: Standing, palette: Palette): Style {
  const zIndex = STANDINGS.length - STANDINGS.indexOf(standing);
  const edge = new Stroke({ color: palette.raised, width: 1.2 });
  const sign = (text: string) => new Text({ text, font: `700 11px ${FONT}`, fill: new Fill({ color: palette.raised }), offsetY: 1 });
  switch (standing) {
    case 'unplanned':
      return new Style({ zIndex, image: new RegularShape({ points: 8, radius: 11, angle: Math.PI / 8, fill: new Fill({ color: palette.alarm }), stroke: edge, declutterMode: 'none' }), text: sign('!') });
    case 'fault':
      return new Style({ zIndex, image: new RegularShape({ points: 3, radius: 11, fill: new Fill({ color: palette.alarm }), stroke: edge, declutterMode: 'none' }), text: sign('!') });
    case 'offline':
      return new Style({ zIndex, image: new RegularShape({ points: 4, radius: 10, angle: Math.PI / 4, fill: new Fill({ color: palette.alarm }), stroke: edge, declutterMode: 'none' }), text: sign('×') });
    case 'watch':
      return new Style({ zIndex, image: new RegularShape({ points: 4, radius: 10, fill: new Fill({ color: palette.warn }), stroke: edge, declutterMode: 'none' }), text: sign('!') });
    case 'muted':
      return new Style({ zIndex, image: new CircleStyle({ radius: 6, fill: new Fill({ color: palette.noticeSoft }), stroke: new Stroke({ color: palette.notice, width: 2 }), declutterMode: 'none' }) });
    case 'playing':
      return new Style({ zIndex, image: new RegularShape({ points: 3, radius: 6.5, angle: Math.PI / 2, fill: new Fill({ color: palette.textMuted }), stroke: edge, declutterMode: 'none' }) });
    case 'ready':
      return new Style({ zIndex, image: new CircleStyle({ radius: 4, fill: new Fill({ color: palette.lineStrong }), stroke: edge, declutterMode: 'none' }) });
  }
}
