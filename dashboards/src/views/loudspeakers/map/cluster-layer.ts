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

export function showClusters(clusters: readonly Cluster[], layer: VectorLayer<VectorSource>): void {
  const features = clusters.flatMap((cluster) => {
    if (cluster.lat === null || cluster.lon === null) {
      return [];
    }
    const feature = new OlFeature(new Point(fromLonLat([cluster.lon, cluster.lat])));
    feature.set('cluster', cluster);
    return [feature];
  });
  layer.getSource()?.clear(true);
  layer.getSource()?.addFeatures(features);
}

/** The same shapes as on the wall, and drawn above each other as they are ranked there. */
export function clusterStyles(palette: Palette, pointedAt: string | null): (feature: FeatureLike, resolution: number) => Style[] {
  const marks = Object.fromEntries(STANDINGS.map((standing) => [standing, markOf(standing, palette)])) as Record<Standing, Style>;
  return (feature, resolution) => {
    const cluster = clusterOf(feature);
    const styles = [marks[standingOf(cluster)]];
    if (cluster.device === pointedAt) {
      styles.push(new Style({ zIndex: 20, image: new CircleStyle({ radius: 13, stroke: new Stroke({ color: palette.accent, width: 2.5 }) }) }));
    }
    if (resolution < NAMES_FROM_RESOLUTION) {
      styles.push(new Style({ text: new Text({ text: shortName(cluster), font: `12px ${FONT}`, offsetY: 18, fill: new Fill({ color: palette.text }), stroke: new Stroke({ color: palette.land, width: 3 }) }) }));
    }
    return styles;
  };
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
