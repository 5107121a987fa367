import uPlot from 'uplot';
import { FONT } from '../../../components/theme/theme';
import type { Palette } from '../../../components/theme/palette';
import type { Language } from '../../../i18n';
import type { WaterBars, WaterLines } from '../../../model/water-chart';
import { waterRange } from '../../../model/water-chart';
import { formatNumber } from '../../../model/numbers';
import { formatDayMonth } from '../../../model/time';

export interface PlotLook {
  palette: Palette;
  language: Language;
  width: number;
  height: number;
  syncKey: string;
  /** Unix seconds. */
  from: number;
  to: number;
  now: number;
  onTime: (seconds: number | null) => void;
}

/** Words that stand in the plot. */
export interface PlotWords {
  soil: string;
  target: string;
  trigger: string;
  stress: string;
  now: string;
}

export interface Stretch {
  from: number;
  to: number;
}

const AXIS_WIDTH = 52;

function base({ palette, language, width, height, syncKey, from, to, onTime }: PlotLook): Omit<uPlot.Options, 'series'> {
  const axis = { font: `12px ${FONT}`, stroke: palette.textFaint, grid: { stroke: palette.line, width: 1 }, ticks: { show: false } };
  return {
    width,
    height,
    padding: [10, 12, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Asia/Ho_Chi_Minh'),
    legend: { show: false },
    cursor: { sync: { key: syncKey }, drag: { x: false, y: false }, y: false, points: { size: 7 } },
    scales: { x: { time: true, range: () => [from, to] } },
    axes: [
      { ...axis, size: 26, space: 64, values: (_plot, splits) => splits.map((split) => formatDayMonth(split * 1000)) },
      { ...axis, size: AXIS_WIDTH, space: 32, values: (_plot, splits) => splits.map((split) => formatNumber(split, 0, language)) },
    ],
    hooks: {
      setCursor: [
        (plot) => {
          const left = plot.cursor.left ?? -1;
          onTime(left < 0 ? null : plot.posToVal(left, 'x'));
        },
      ],
    },
  };
}

/** The level or the depletion: what was, what is to be expected, and between what it is kept. */
export function levelPlot(look: PlotLook, lines: WaterLines, { dry, words, turns }: { dry: boolean; words: PlotWords; turns: readonly Stretch[] }): uPlot.Options {
  const { palette } = look;
  const options = base(look);
  const step = uPlot.paths.stepped?.({ align: -1 });
  const limit = (colour: string, dash: number[]): uPlot.Series => ({ stroke: colour, width: 1.2, dash, points: { show: false }, ...(step ? { paths: step } : {}) });
  return {
    ...options,
    scales: { ...options.scales, y: { range: () => waterRange(lines), dir: dry ? -1 : 1 } },
    series: [
      {},
      limit(palette.textFaint, []),
      limit(palette.warn, [6, 4]),
      limit(palette.alarm, [2, 3]),
      { stroke: palette.accent, width: 2.2, points: { show: false }, spanGaps: true },
      { stroke: palette.accent, width: 1.8, dash: [5, 4], points: { show: false }, spanGaps: true },
      { stroke: palette.accent, width: 0, paths: () => null, points: { show: true, size: 7, fill: palette.accent, stroke: palette.raised, width: 1.5 } },
    ],
    bands: [{ series: [1, 2], fill: `${palette.water}55` }],
    hooks: {
      ...options.hooks,
      drawClear: [(plot) => { drawTurns(plot, palette, turns); }],
      draw: [(plot) => { drawMarks(plot, look, { dry, words, lines }); }],
    },
  };
}

export function levelData(lines: WaterLines): uPlot.AlignedData {
  return [lines.times, lines.target, lines.trigger, lines.stress, lines.past, lines.ahead, lines.measured];
}

/** Rain and what was let in, by day. */
export function barPlot(look: PlotLook, bars: WaterBars): uPlot.Options {
  const { palette } = look;
  const options = base(look);
  const most = Math.max(10, ...[...bars.rain, ...bars.rainAhead, ...bars.irrigation].map((value) => value ?? 0));
  const bar = (align: -1 | 1): Pick<uPlot.Series, 'paths' | 'points'> => {
    const paths = uPlot.paths.bars?.({ size: [0.38, 22], align });
    return { ...(paths ? { paths } : {}), points: { show: false } };
  };
  const rain = palette.series[3] ?? palette.accent;
  return {
    ...options,
    padding: [6, 12, 0, 0],
    scales: { ...options.scales, y: { range: () => [0, most * 1.1] } },
    series: [
      {},
      { ...bar(-1), fill: rain, stroke: rain, width: 1 },
      { ...bar(-1), fill: `${rain}22`, stroke: rain, width: 1, dash: [3, 2] },
      { ...bar(1), fill: palette.accent, stroke: palette.accent, width: 1 },
    ],
    hooks: { ...options.hooks, draw: [(plot) => { drawNow(plot, look); }] },
  };
}

export function barData(bars: WaterBars): uPlot.AlignedData {
  return [bars.times, bars.rain, bars.rainAhead, bars.irrigation];
}

/** Turns as strips behind the lines, with a drop's width at least. */
function drawTurns(plot: uPlot, palette: Palette, turns: readonly Stretch[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  for (const { from, to } of turns) {
    const left = plot.valToPos(from, 'x', true);
    const width = Math.max(4 * devicePixelRatio, plot.valToPos(to, 'x', true) - left);
    if (left + width > bbox.left && left < bbox.left + bbox.width) {
      ctx.fillStyle = palette.accentSoft;
      ctx.fillRect(left, bbox.top, width, bbox.height);
      ctx.fillStyle = palette.accent;
      ctx.fillRect(left, bbox.top, width, 4 * devicePixelRatio);
    }
  }
  ctx.restore();
}

function drawMarks(plot: uPlot, look: PlotLook, { dry, words, lines }: { dry: boolean; words: PlotWords; lines: WaterLines }): void {
  const { ctx, bbox } = plot;
  const { palette } = look;
  ctx.save();
  ctx.font = `${11 * devicePixelRatio}px ${FONT}`;
  ctx.textAlign = 'left';
  const taken: number[] = [];
  const write = (value: number | null, text: string, colour: string): void => {
    const y = value === null ? Number.NaN : plot.valToPos(value, 'y', true);
    if (!(y > bbox.top && y < bbox.top + bbox.height) || taken.some((other) => Math.abs(other - y) < 13 * devicePixelRatio)) {
      return;
    }
    taken.push(y);
    ctx.fillStyle = colour;
    ctx.textBaseline = y - bbox.top < 14 * devicePixelRatio ? 'top' : 'bottom';
    ctx.fillText(text, bbox.left + 6 * devicePixelRatio, y - 2 * devicePixelRatio);
  };
  if (!dry) {
    const y = plot.valToPos(0, 'y', true);
    ctx.strokeStyle = palette.lineStrong;
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  write(firstOf(lines.trigger), words.trigger, palette.warnText);
  write(0, dry ? '' : words.soil, palette.textMuted);
  write(firstOf(lines.target), words.target, palette.textMuted);
  write(firstOf(lines.stress), words.stress, palette.alarmText);
  ctx.restore();
  drawNow(plot, look, words.now);
}

const firstOf = (values: readonly (number | null)[]): number | null => values.find((value) => value !== null) ?? null;

function drawNow(plot: uPlot, { now, palette }: PlotLook, word?: string): void {
  const { ctx, bbox } = plot;
  const x = plot.valToPos(now, 'x', true);
  ctx.save();
  ctx.strokeStyle = palette.textFaint;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  if (word !== undefined) {
    ctx.font = `${11 * devicePixelRatio}px ${FONT}`;
    ctx.fillStyle = palette.textMuted;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'bottom';
    ctx.fillText(word, x + 4 * devicePixelRatio, bbox.top + bbox.height - 4 * devicePixelRatio);
  }
  ctx.restore();
}
