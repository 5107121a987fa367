import Fill from 'ol/style/Fill';
import Icon from 'ol/style/Icon';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';
import { BADGES, shapeOf } from '../../components/site-symbol';
import type { Palette } from '../../components/theme/palette';
import { FONT } from '../../components/theme/theme';
import { siteState, type SiteState } from '../../model/presence';
import type { Site } from '../../model/types';

const GRID = 28;
const styles = new Map<string, Style>();

/** Marks that need a person lie above the others and are never left out for want of room. */
const RANK: Record<SiteState, number> = { offline: 40, silent: 30, online: 20, never: 10, empty: 10 };

export function siteStyle(site: Site, state: SiteState, palette: Palette, labelled: boolean): Style {
  const key = `${site.kind} ${state} ${palette.land} ${labelled ? site.name : ''}`;
  let style = styles.get(key);
  if (!style) {
    style = new Style({ image: iconOf(site.kind, state, palette), zIndex: RANK[state] });
    if (labelled) {
      style.setText(
        new Text({
          text: site.name,
          font: `12px ${FONT}`,
          offsetY: 20,
          fill: new Fill({ color: palette.text }),
          stroke: new Stroke({ color: palette.land, width: 3 }),
        }),
      );
    }
    styles.set(key, style);
  }
  return style;
}

export function clusterStyle(sites: readonly Site[], palette: Palette): Style {
  const states = sites.map(siteState);
  const state: SiteState = states.includes('offline') ? 'offline' : states.includes('silent') ? 'silent' : 'online';
  const key = `cluster ${sites.length} ${state} ${palette.land}`;
  let style = styles.get(key);
  if (!style) {
    style = new Style({
      image: clusterIcon(state, palette),
      zIndex: RANK[state] + 1,
      text: new Text({
        text: String(sites.length),
        font: `600 12px ${FONT}`,
        fill: new Fill({ color: state === 'online' ? palette.textMuted : coloursOf(state, palette).text }),
        offsetY: 1,
        declutterMode: 'none',
      }),
    });
    styles.set(key, style);
  }
  return style;
}

function coloursOf(state: SiteState, palette: Palette): { fill: string; line: string; text: string } {
  switch (state) {
    case 'offline':
      return { fill: palette.alarmSoft, line: palette.alarm, text: palette.alarmText };
    case 'silent':
      return { fill: palette.warnSoft, line: palette.warn, text: palette.warnText };
    case 'never':
    case 'empty':
      return { fill: palette.raised, line: palette.lineStrong, text: palette.textFaint };
    case 'online':
      return { fill: palette.raised, line: palette.textMuted, text: palette.textMuted };
  }
}

/** Drawn into a canvas of our own: no image has to be loaded, and the page's policy allows none but its own. */
function draw(paint: (context: CanvasRenderingContext2D) => void): Icon {
  const ratio = Math.max(2, Math.ceil(globalThis.devicePixelRatio));
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = GRID * ratio;
  const context = canvas.getContext('2d');
  if (context) {
    context.scale(ratio, ratio);
    context.lineCap = context.lineJoin = 'round';
    paint(context);
  }
  return new Icon({ img: canvas, scale: 1 / ratio, declutterMode: 'obstacle' });
}

function iconOf(kind: string, state: SiteState, palette: Palette): Icon {
  const shape = shapeOf(kind);
  const colours = coloursOf(state, palette);
  return draw((context) => {
    context.save();
    context.translate(4, 4);
    const outline = new Path2D(shape.outline);
    context.strokeStyle = palette.land;
    context.lineWidth = 4;
    context.stroke(outline);
    context.fillStyle = colours.fill;
    context.fill(outline);
    context.strokeStyle = colours.line;
    context.lineWidth = 1.6;
    context.setLineDash(state === 'never' || state === 'empty' ? [2.5, 2] : []);
    context.stroke(outline);
    context.setLineDash([]);
    context.lineWidth = 1.3;
    context.stroke(new Path2D(shape.detail));
    context.restore();
    drawBadge(context, state, palette);
  });
}

function drawBadge(context: CanvasRenderingContext2D, state: SiteState, palette: Palette): void {
  const badge = BADGES[state];
  if (badge === undefined) {
    return;
  }
  context.translate(17, 1);
  context.beginPath();
  context.arc(5, 5, 5, 0, 2 * Math.PI);
  context.fillStyle = coloursOf(state, palette).line;
  context.fill();
  context.strokeStyle = palette.raised;
  context.lineWidth = 1;
  context.stroke();
  context.lineWidth = 1.7;
  context.stroke(new Path2D(badge));
}

function clusterIcon(state: SiteState, palette: Palette): Icon {
  const colours = coloursOf(state, palette);
  return draw((context) => {
    context.beginPath();
    context.arc(14, 14, 11.5, 0, 2 * Math.PI);
    context.fillStyle = state === 'online' ? palette.raised : colours.fill;
    context.fill();
    context.strokeStyle = colours.line;
    context.lineWidth = state === 'online' ? 1.2 : 2;
    context.stroke();
    drawBadge(context, state, palette);
  });
}
