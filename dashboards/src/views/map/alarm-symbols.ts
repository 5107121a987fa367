import Fill from 'ol/style/Fill';
import Icon from 'ol/style/Icon';
import Style from 'ol/style/Style';
import { PRIORITY_SHAPES } from '../../components/alarms/symbol';
import type { Palette } from '../../components/theme/palette';
import { FONT } from '../../components/theme/theme';
import type { AlarmPriority, PlaceAlarms } from '../../model/alarms';

const HEIGHT = 20;
const SHAPE = 13;
const PADDING = 4;
const DIGIT = 7.5;
const styles = new Map<string, Style>();
const tints = new Map<string, Fill>();

function coloursOf(priority: AlarmPriority, palette: Palette): { line: string; soft: string } {
  switch (priority) {
    case 1:
      return { line: palette.alarm, soft: palette.alarmSoft };
    case 2:
      return { line: palette.warn, soft: palette.warnSoft };
    case 3:
      return { line: palette.notice, soft: palette.noticeSoft };
  }
}

/** The worst priority as its shape and how many there are: in a frame above a site, plain above the name of an area. Never left out. */
export function alarmStyle({ priority, unacknowledged, total }: PlaceAlarms, palette: Palette, place: 'site' | 'area'): Style | null {
  if (priority === 0 || total === 0) {
    return null;
  }
  const key = `${priority} ${unacknowledged > 0 ? 'full' : 'light'} ${total} ${place} ${palette.land}`;
  let style = styles.get(key);
  if (!style) {
    style = new Style({ image: tag(priority, { full: unacknowledged > 0, count: String(total), place }, palette), zIndex: (place === 'site' ? 60 : 20) - priority });
    styles.set(key, style);
  }
  return style;
}

/** An area where something waits to be acknowledged is tinted, so that it is found from afar. */
export function areaTint(alarms: PlaceAlarms | undefined, palette: Palette): Fill | null {
  if (alarms === undefined || alarms.priority === 0 || alarms.unacknowledged === 0) {
    return null;
  }
  const { soft } = coloursOf(alarms.priority, palette);
  let fill = tints.get(soft);
  if (!fill) {
    fill = new Fill({ color: `${soft}a6` });
    tints.set(soft, fill);
  }
  return fill;
}

/** How far above a site or the name of an area its alarms stand, in pixels. */
const LIFT = { site: 19, area: 15 } as const;

interface Tag {
  full: boolean;
  count: string;
  place: 'site' | 'area';
}

function tag(priority: AlarmPriority, { full, count, place }: Tag, palette: Palette): Icon {
  const ratio = Math.max(2, Math.ceil(globalThis.devicePixelRatio));
  const width = PADDING + SHAPE + 3 + count.length * DIGIT + PADDING;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * ratio);
  canvas.height = HEIGHT * ratio;
  const context = canvas.getContext('2d');
  if (context) {
    context.scale(ratio, ratio);
    const { line, soft } = coloursOf(priority, palette);
    if (place === 'site') {
      drawGround(context, width, palette.raised, line);
    }
    context.save();
    context.translate(PADDING, (HEIGHT - SHAPE) / 2);
    context.scale(SHAPE / 20, SHAPE / 20);
    const shape = new Path2D(PRIORITY_SHAPES[priority]);
    context.fillStyle = full ? line : soft;
    context.fill(shape);
    context.lineWidth = 2.4;
    context.lineJoin = 'round';
    context.strokeStyle = line;
    context.stroke(shape);
    context.restore();
    context.font = `${full ? 700 : 500} 12px ${FONT}`;
    context.textBaseline = 'middle';
    context.fillStyle = palette.text;
    context.fillText(count, PADDING + SHAPE + 3, HEIGHT / 2 + 0.5);
  }
  return new Icon({ img: canvas, scale: 1 / ratio, displacement: [0, LIFT[place]], declutterMode: 'none' });
}

function drawGround(context: CanvasRenderingContext2D, width: number, fill: string, line: string): void {
  const radius = 5;
  const [left, top, right, bottom] = [0.75, 0.75, width - 0.75, HEIGHT - 0.75];
  context.beginPath();
  context.moveTo(left + radius, top);
  context.arcTo(right, top, right, bottom, radius);
  context.arcTo(right, bottom, left, bottom, radius);
  context.arcTo(left, bottom, left, top, radius);
  context.arcTo(left, top, right, top, radius);
  context.closePath();
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = 1.2;
  context.strokeStyle = line;
  context.stroke();
}
