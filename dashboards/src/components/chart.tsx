import { useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatDayMonth, formatTime } from '../model/time';
import type { Line } from '../model/chart';
import { formatNumber } from '../model/numbers';
import { useLanguage, type Language } from '../i18n';
import { usePalette, FONT } from './theme/theme';
import type { Palette } from './theme/palette';
import './chart.css';

export interface ChartLine {
  label: string;
  line: Line;
  colour: string;
  dash: number[];
}

/** What is under the crosshair: the time in Unix seconds and the value of each line; null when it is elsewhere. */
export interface Readout {
  time: number;
  values: (number | null)[];
}

/** What values are compared with: a band in which they should lie, lines that they should not cross. In the lines' unit. */
export interface Guides {
  band?: readonly [least: number, most: number];
  lines?: readonly { value: number; label: string }[];
}

interface ChartProps {
  lines: readonly ChartLine[];
  guides?: Guides;
  /** Unix seconds. */
  from: number;
  to: number;
  height: number;
  /** Charts with the same name share the crosshair. */
  syncKey: string;
  onReadout: (readout: Readout | null) => void;
}

/** The gutter of the value axis: the same for all charts, so that their times stand above each other. */
const AXIS_WIDTH = 56;
const DAY = 86_400;

const NO_GUIDES: Guides = {};

export function Chart({ lines, guides = NO_GUIDES, from, to, height, syncKey, onReadout }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const readout = useRef(onReadout);
  const palette = usePalette();
  const language = useLanguage();
  const shape = lines.map((each) => `${each.label}${each.colour}${each.dash.join()}`).join('|') + JSON.stringify(guides);

  useEffect(() => {
    readout.current = onReadout;
  }, [onReadout]);

  // Made anew only when it looks different; new data goes into the plot that is there.
  useLayoutEffect(() => {
    const container = element.current;
    if (container === null) {
      return;
    }
    const options = optionsOf({ lines, guides, palette, language, height, width: container.clientWidth, syncKey }, (value) => { readout.current(value); });
    const made = new uPlot(options, dataOf(lines), container);
    plot.current = made;
    const observer = new ResizeObserver(() => {
      made.setSize({ width: container.clientWidth, height });
    });
    observer.observe(container);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `lines` is covered by `shape`, its data by the effect below
  }, [shape, palette, language, height, syncKey]);

  useLayoutEffect(() => {
    const made = plot.current;
    made?.batch(() => {
      made.setData(dataOf(lines), false);
      made.setScale('x', { min: from, max: to });
    });
  }, [lines, from, to, shape, palette, language, height, syncKey]);

  return <div className="chart" ref={element} style={{ height }} />;
}

function dataOf(lines: readonly ChartLine[]): uPlot.AlignedData {
  if (lines.length === 0) {
    return [[]];
  }
  return uPlot.join(
    lines.map(({ line }) => [line.times, line.values] as uPlot.AlignedData),
    // A null of its own is a hole; where only another line has a point, the line goes on.
    lines.map(() => [0, 2]),
  );
}

interface Look {
  lines: readonly ChartLine[];
  guides: Guides;
  palette: Palette;
  language: Language;
  height: number;
  width: number;
  syncKey: string;
}

function optionsOf({ lines, guides, palette, language, height, width, syncKey }: Look, onReadout: ChartProps['onReadout']): uPlot.Options {
  const axis = {
    font: `12px ${FONT}`,
    stroke: palette.textFaint,
    grid: { stroke: palette.line, width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    padding: [12, 12, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Asia/Ho_Chi_Minh'),
    legend: { show: false },
    cursor: {
      sync: { key: syncKey },
      drag: { x: false, y: false },
      points: { size: 7 },
      y: false,
    },
    scales: { x: { time: true }, y: { range: (_plot, least, most) => rangeWith(guides, least, most) } },
    axes: [
      { ...axis, size: 28, space: 72, values: (_plot, splits, _axis, _space, step) => splits.map((split) => timeLabel(split, step)) },
      { ...axis, size: AXIS_WIDTH, space: 36, values: (_plot, splits, _axis, _space, step) => splits.map((split) => formatNumber(split, digitsOfStep(step), language)) },
    ],
    series: [
      {},
      ...lines.map(({ label, colour, dash }) => ({
        label,
        stroke: colour,
        width: 1.6,
        dash,
        spanGaps: false,
        // A reading with a hole on either side is no line, but must be seen.
        points: { show: true, size: 5, fill: colour, filter: lonely },
      })),
    ],
    hooks: {
      drawAxes: [(plot) => { drawGuides(plot, guides, palette); }],
      setCursor: [
        (plot) => {
          const index = plot.cursor.idx;
          const time = index === null || index === undefined ? undefined : plot.data[0][index];
          onReadout(time === undefined || index === null || index === undefined ? null : { time, values: lines.map((_, line) => valueNear(plot.data, line + 1, index)) });
        },
      ],
    },
  };
}

/** The readings that no line leads to or from. */
function lonely(plot: uPlot, line: number): number[] {
  const values = plot.data[line] ?? [];
  const known: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== undefined) {
      known.push(i);
    }
  }
  const absent = (index: number | undefined): boolean => index === undefined || values[index] === null;
  return known.filter((index, i) => values[index] !== null && absent(known[i - 1]) && absent(known[i + 1]));
}

/** Lines of other times have nothing exactly here: the last value before it is what held. */
function valueNear(data: uPlot.AlignedData, line: number, index: number): number | null {
  for (let i = index; i >= 0 && i > index - 40; i--) {
    const value = data[line]?.[i];
    if (value !== undefined) {
      return value;
    }
  }
  return null;
}

/** Guides are always in sight: a value without its limit says little. */
function rangeWith({ band, lines = [] }: Guides, least: number | null, most: number | null): [number, number] {
  const values = [...(band ?? []), ...lines.map(({ value }) => value), ...[least, most].filter((value) => value !== null)];
  return values.length === 0 ? rangeOf(null, null) : rangeOf(Math.min(...values), Math.max(...values));
}

/** Below the lines: the band as a ground, each limit as a dashed line with its name. */
function drawGuides(plot: uPlot, { band, lines = [] }: Guides, palette: Palette): void {
  const { ctx, bbox } = plot;
  ctx.save();
  if (band) {
    const [bottom, top] = band.map((value) => plot.valToPos(value, 'y', true));
    ctx.globalAlpha = 0.5;
    ctx.fillStyle = palette.accentSoft;
    ctx.fillRect(bbox.left, top ?? 0, bbox.width, (bottom ?? 0) - (top ?? 0));
    ctx.globalAlpha = 1;
  }
  ctx.font = `${11 * devicePixelRatio}px ${FONT}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  for (const { value, label } of lines) {
    const y = Math.round(plot.valToPos(value, 'y', true));
    ctx.strokeStyle = palette.textFaint;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillStyle = palette.textMuted;
    ctx.fillText(label, bbox.left + 4 * devicePixelRatio, y - 4 * devicePixelRatio);
  }
  ctx.restore();
}

/** Room above and below; a constant value is drawn in the middle and not as noise over the whole height. */
function rangeOf(least: number | null, most: number | null): [number, number] {
  if (least === null || most === null) {
    return [0, 1];
  }
  if (least === 0 && most === 0) {
    return [-0.1, 1]; // a pump at rest: a line near the bottom of a scale with readable steps
  }
  const span = most - least;
  const room = Math.max(span * 0.1, Math.abs(most) * 0.005, 1e-6);
  return [least - room, most + room];
}

function timeLabel(seconds: number, step: number): string {
  const millis = seconds * 1000;
  const atMidnight = formatTime(millis) === '00:00';
  return step >= DAY || atMidnight ? formatDayMonth(millis) : formatTime(millis);
}

function digitsOfStep(step: number): number {
  const MOST_DIGITS = 5;
  let digits = 0;
  while (digits < MOST_DIGITS && Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) > 1e-6) {
    digits += 1;
  }
  return digits;
}
