import type { Coordinate } from 'ol/coordinate';
import type Feature from 'ol/Feature';
import type { FeatureLike } from 'ol/Feature';
import GeoJSON from 'ol/format/GeoJSON';
import type LineString from 'ol/geom/LineString';
import Point from 'ol/geom/Point';
import Polygon from 'ol/geom/Polygon';
import TileLayer from 'ol/layer/Tile';
import VectorLayer from 'ol/layer/Vector';
import { fromLonLat } from 'ol/proj';
import Cluster from 'ol/source/Cluster';
import VectorSource from 'ol/source/Vector';
import XYZ from 'ol/source/XYZ';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';
import OlFeature from 'ol/Feature';
import type { Palette } from '../../components/theme/palette';
import { FONT } from '../../components/theme/theme';
import { siteState } from '../../model/presence';
import { together, type PlaceAlarms } from '../../model/alarms';
import type { Area, Site } from '../../model/types';
import { alarmStyle, areaTint } from './alarm-symbols';
import { clusterStyle, siteStyle } from './symbols';

const format = new GeoJSON({ dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' });

export const WATER_KINDS: readonly string[] = ['river', 'canal'];

/** Map units per pixel (metres on the equator) above which nothing but the outline of the district is labelled. */
const LABELS_FROM_RESOLUTION = 34;
/** Sites closer than this on screen become one mark. */
const CLUSTER_PIXELS = 26;
/** From here on the marks are no more clustered: who is so near wants to see them. */
const NO_CLUSTER_RESOLUTION = 7;

export function tileLayer(url: string, attribution: string | null): TileLayer<XYZ> {
  return new TileLayer({ source: new XYZ({ url, attributions: attribution ?? '' }) });
}

/** Land: the outlines of the areas; the district's own is stronger than those of its communes. */
export function areaLayer(): VectorLayer<VectorSource> {
  return new VectorLayer({ source: new VectorSource(), declutter: 'map' });
}

export function waterLayer(): VectorLayer<VectorSource> {
  return new VectorLayer({ source: new VectorSource(), declutter: 'map' });
}

export function siteLayer(): VectorLayer<Cluster<Feature<Point>>> {
  const sites = new VectorSource<Feature<Point>>();
  return new VectorLayer({ source: new Cluster({ source: sites, distance: CLUSTER_PIXELS, minDistance: 18 }), declutter: 'map' });
}

export function showAreas(areas: readonly Area[], land: VectorLayer<VectorSource>, water: VectorLayer<VectorSource>): void {
  const features = areas.flatMap((area) => {
    if (area.outline === null) {
      return [];
    }
    const feature: Feature = new OlFeature(format.readGeometry(area.outline) ?? undefined);
    feature.setProperties({ id: area.id, name: area.name, kind: area.kind, top: area.parent === null });
    return [feature];
  });
  const isWater = (feature: Feature) => WATER_KINDS.includes(String(feature.get('kind')));
  replace(land.getSource(), features.filter((feature) => !isWater(feature)));
  replace(water.getSource(), features.filter(isWater));
}

export function showSites(sites: readonly Site[], layer: VectorLayer<Cluster<Feature<Point>>>): void {
  const features = sites.map((site) => {
    const feature = new OlFeature(new Point(fromLonLat([site.lon, site.lat])));
    feature.set('site', site);
    return feature;
  });
  replace(layer.getSource()?.getSource() ?? null, features);
}

/** What is live at sites and in areas, by their ids. */
export interface MapAlarms {
  sites: ReadonlyMap<string, PlaceAlarms>;
  areas: ReadonlyMap<string, PlaceAlarms>;
}

export function showAlarms(alarms: MapAlarms, land: VectorLayer<VectorSource>, sites: VectorLayer<Cluster<Feature<Point>>>): void {
  land.getSource()?.getFeatures().forEach((feature) => { feature.set('alarms', alarms.areas.get(String(feature.get('id'))), true); });
  sites.getSource()?.getSource()?.getFeatures().forEach((feature) => { feature.set('alarms', alarms.sites.get((feature.get('site') as Site).id), true); });
  land.changed();
  sites.changed();
}

/** All that is live at the sites of a mark. */
export function alarmsOf(feature: FeatureLike): PlaceAlarms | undefined {
  const members = (feature.get('features') as Feature[] | undefined) ?? [];
  return members.reduce<PlaceAlarms | undefined>((sum, member) => {
    const own = member.get('alarms') as PlaceAlarms | undefined;
    return own === undefined ? sum : together(sum, own);
  }, undefined);
}

/** Gives every area the place for its name where the fewest marks are in the way. */
export function placeLabels(land: VectorLayer<VectorSource>, taken: readonly Coordinate[]): void {
  for (const area of land.getSource()?.getFeatures() ?? []) {
    const geometry = area.getGeometry();
    if (geometry instanceof Polygon) {
      area.set('label', new Point(freePlace(geometry, taken)));
    }
  }
}

const GRID = 14;
/** A name is wider than high: what lies beside it is nearer than what lies above it. */
const FLATTENING = 2.6;

function freePlace(area: Polygon, taken: readonly Coordinate[]): Coordinate {
  const [left = 0, bottom = 0, right = 0, top = 0] = area.getExtent();
  let best = area.getInteriorPoint().getCoordinates().slice(0, 2);
  let room = -1;
  for (let column = 1; column < GRID; column++) {
    for (let row = 1; row < GRID; row++) {
      const place = [left + ((right - left) * column) / GRID, bottom + ((top - bottom) * row) / GRID];
      if (area.intersectsCoordinate(place)) {
        const around = Math.min(1.3 * flatDistance(place, area.getClosestPoint(place)), ...taken.map((each) => flatDistance(place, each)));
        if (around > room) {
          room = around;
          best = place;
        }
      }
    }
  }
  return best;
}

function flatDistance([x = 0, y = 0]: Coordinate, [otherX = 0, otherY = 0]: Coordinate): number {
  return Math.hypot((x - otherX) / FLATTENING, y - otherY);
}

function replace<T extends Feature>(source: VectorSource<T> | null, features: T[]): void {
  source?.clear(true);
  source?.addFeatures(features);
}

/** The sites in a mark: one, or all of a cluster. */
export function sitesOf(feature: FeatureLike): Site[] {
  const members = feature.get('features') as Feature[] | undefined;
  return (members ?? []).map((member) => member.get('site') as Site);
}

/** Sites whose devices are all there stay few pixels of grey; drawing follows the theme. */
export function styleLayers(
  palette: Palette,
  layers: { land: VectorLayer<VectorSource>; water: VectorLayer<VectorSource>; sites: VectorLayer<Cluster<Feature<Point>>> },
): void {
  styleGround(palette, layers);
  layers.sites.setStyle((feature, resolution) => {
    const sites = sitesOf(feature);
    const [first] = sites;
    const mark =
      sites.length === 1 && first
        ? siteStyle(first, siteState(first), palette, resolution < LABELS_FROM_RESOLUTION / 2)
        : clusterStyle(sites, palette);
    return withAlarms(mark, alarmsOf(feature), palette);
  });
}

/** What lies below all maps of the district. */
export function styleGround(palette: Palette, { land, water }: { land: VectorLayer<VectorSource>; water: VectorLayer<VectorSource> }): void {
  land.setStyle((feature, resolution) => areaStyle(feature, resolution, palette));
  water.setStyle((feature, resolution) => waterStyle(feature, resolution, palette));
}

function withAlarms(mark: Style, alarms: PlaceAlarms | undefined, palette: Palette): Style[] {
  const style = alarms === undefined ? null : alarmStyle(alarms, palette, 'site');
  return style === null ? [mark] : [mark, style];
}

function areaStyle(feature: FeatureLike, resolution: number, palette: Palette): Style[] {
  const top = feature.get('top') === true;
  const zone = feature.get('kind') === 'zone';
  if (zone) {
    return [];
  }
  const alarms = top ? undefined : (feature.get('alarms') as PlaceAlarms | undefined);
  const fill = top ? new Fill({ color: palette.land }) : areaTint(alarms, palette);
  const ground = new Style({
    zIndex: top ? 0 : 1,
    ...(fill === null ? {} : { fill }),
    stroke: new Stroke(top ? { color: palette.lineStrong, width: 2 } : { color: palette.landLine, width: 1 }),
  });
  if (top || resolution > LABELS_FROM_RESOLUTION) {
    return [ground];
  }
  const tag = alarms === undefined ? null : alarmStyle(alarms, palette, 'area');
  return [ground, areaLabel(feature, resolution, palette), ...(tag === null ? [] : [atLabel(tag.clone(), feature)])];
}

function areaLabel(feature: FeatureLike, resolution: number, palette: Palette): Style {
  return atLabel(new Style({ zIndex: 2, text: label(String(feature.get('name')), palette.textFaint, palette.land, resolution < 18 ? 12 : 11) }), feature);
}

/** Where the name of an area stands. */
function atLabel(style: Style, feature: FeatureLike): Style {
  const point: unknown = feature.get('label');
  if (point instanceof Point) {
    style.setGeometry(point);
  }
  return style;
}

function waterStyle(feature: FeatureLike, resolution: number, palette: Palette): Style[] {
  const river = feature.get('kind') === 'river';
  const width = Math.max(river ? 4 : 2.5, Math.min(14, (river ? 120 : 60) / resolution));
  const line = new Style({ stroke: new Stroke({ color: palette.water, width, lineCap: 'round', lineJoin: 'round' }) });
  const text = label(String(feature.get('name')), palette.accentText, palette.land, 12, 'italic');
  text.setPlacement('line');
  text.setTextBaseline('middle');
  text.setMaxAngle(0.5);
  text.setRepeat(280);
  return [line, new Style({ geometry: longestStraight(feature), text })];
}

/** Labels along a winding line do not fit; they get a smoothed copy of it. */
function longestStraight(feature: FeatureLike): LineString {
  return (feature.getGeometry() as LineString).simplify(400) as LineString;
}

function label(text: string, colour: string, halo: string, size: number, slope = 'normal'): Text {
  return new Text({
    text,
    font: `${slope} ${size}px ${FONT}`,
    fill: new Fill({ color: colour }),
    stroke: new Stroke({ color: halo, width: 3 }),
    overflow: false,
  });
}

export function clusterDistance(resolution: number): number {
  return resolution < NO_CLUSTER_RESOLUTION ? 0 : CLUSTER_PIXELS;
}
