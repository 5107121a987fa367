import type { Area, Outline } from '../../model/types';

/** An area on the wall's map, in the map's own units: the district is as wide or as high as the box. */
export interface Shape {
  id: string;
  name: string;
  path: string;
  /** Where its mark stands: the middle of the widest part, half way down. */
  x: number;
  y: number;
  /** How much room there is for the mark. */
  width: number;
}

export interface WaterLine {
  id: string;
  kind: string;
  path: string;
}

export interface DistrictShapes {
  width: number;
  height: number;
  /** The outline of the district itself; null if nobody drew it. */
  outline: string | null;
  areas: Shape[];
  waters: WaterLine[];
}

type Ring = readonly (readonly number[])[];
type Project = (position: readonly number[]) => [number, number];

const WIDTH = 1_000;

/** Draws communes without a map library: a wall shows the same picture for weeks, on whatever computer was at hand. */
export function shapesOf(areas: readonly Area[]): DistrictShapes | null {
  const parents = new Set(areas.map((area) => area.parent));
  const drawn = areas.filter((area) => area.outline !== null);
  const leaves = drawn.filter((area) => area.outline !== null && isSurface(area.outline) && !parents.has(area.id) && area.kind !== 'zone');
  const top = drawn.find((area) => area.parent === null && area.outline !== null && isSurface(area.outline));
  const positions = [...leaves, ...(top ? [top] : [])].flatMap((area) => (area.outline ? ringsOf(area.outline).flat() : []));
  if (positions.length === 0) {
    return null;
  }
  const { project, height } = projection(positions);
  return {
    width: WIDTH,
    height,
    outline: top?.outline ? pathOf(ringsOf(top.outline), project, true) : null,
    areas: leaves.flatMap((area) => (area.outline ? [shapeOf(area, ringsOf(area.outline), project)] : [])),
    waters: drawn.flatMap((area) =>
      area.outline && !isSurface(area.outline) ? [{ id: area.id, kind: area.kind, path: pathOf(ringsOf(area.outline), project, false) }] : [],
    ),
  };
}

const isSurface = (outline: Outline): boolean => outline.type === 'Polygon' || outline.type === 'MultiPolygon';

function ringsOf(outline: Outline): Ring[] {
  switch (outline.type) {
    case 'Polygon':
    case 'MultiLineString':
      return outline.coordinates;
    case 'MultiPolygon':
      return outline.coordinates.flat();
    case 'LineString':
      return [outline.coordinates];
  }
}

/** North is up; within a district the earth is flat, but a degree of longitude is shorter than one of latitude. */
function projection(positions: Ring): { project: Project; height: number } {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of positions) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  const shortening = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = WIDTH / Math.max((east - west) * shortening, 1e-9);
  return {
    project: ([lon = 0, lat = 0]) => [(lon - west) * shortening * scale, (north - lat) * scale],
    height: (north - south) * scale,
  };
}

function pathOf(rings: readonly Ring[], project: Project, closed: boolean): string {
  return rings
    .map((ring) => `M${ring.map((position) => project(position).map((each) => each.toFixed(1)).join(' ')).join('L')}${closed ? 'Z' : ''}`)
    .join('');
}

function shapeOf({ id, name }: Area, rings: readonly Ring[], project: Project): Shape {
  const [largest = []] = [...rings].sort((one, other) => other.length - one.length);
  const ring = largest.map(project);
  return { id, name, path: pathOf(rings, project, true), ...widestPart(ring) };
}

const LINES = 15;

/** Of some lines across the area, the longest stretch inside it that is not too far from the middle. */
function widestPart(ring: readonly [number, number][]): { x: number; y: number; width: number } {
  const heights = ring.map(([, y]) => y);
  const [top, bottom] = [Math.min(...heights), Math.max(...heights)];
  let best = { x: 0, y: 0, width: -1 };
  let most = -1;
  for (let line = 1; line < LINES; line++) {
    const share = line / LINES;
    const y = top + (bottom - top) * share;
    const crossings = crossingsAt(ring, y);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const [left = 0, right = 0] = [crossings[i], crossings[i + 1]];
      const room = Math.min(right - left, 3 * (bottom - top) * Math.min(share, 1 - share));
      if (room > most) {
        most = room;
        best = { x: (left + right) / 2, y, width: right - left };
      }
    }
  }
  return best;
}

function crossingsAt(ring: readonly [number, number][], y: number): number[] {
  const found: number[] = [];
  ring.forEach(([x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length] ?? [x1, y1];
    if (y1 > y !== y2 > y) {
      found.push(x1 + ((y - y1) * (x2 - x1)) / (y2 - y1));
    }
  });
  return found.sort((a, b) => a - b);
}
