import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import '../../../components/chart.css';
import { useWaterText } from '../../../components/irrigation/words';
import { usePalette } from '../../../components/theme/theme';
import { useLanguage, useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import type { CropKind } from '../../../model/irrigation';
import { formatNumber } from '../../../model/numbers';
import { formatDate } from '../../../model/time';
import { dayOfSeconds, startOf, waterBars, waterLines } from '../../../model/water-chart';
import type { FieldDays, FieldState } from '../../../model/water-state';
import type { WaterTurn } from '../../../model/water-turns';
import { barData, barPlot, levelData, levelPlot, type PlotLook } from './water-plot';

interface WaterChartProps {
  kind: CropKind;
  days: FieldDays;
  state: FieldState | undefined;
  turns: readonly WaterTurn[];
}

/** The water of a field with its thresholds, and below it the rain and the water let in. */
export function WaterChart({ kind, days, state, turns }: WaterChartProps) {
  const t = useTranslate();
  const [time, setTime] = useState<number | null>(null);
  const now = useMemo(() => (state ? Date.parse(state.asOf) : serverNow()) / 1000, [state]);
  const lines = useMemo(() => waterLines(days, state), [days, state]);
  const bars = useMemo(() => waterBars(days), [days]);
  const from = Math.min(...lines.times, now) - 43_200;
  const to = Math.max(...lines.times, now) + 21_600;
  const strips = useMemo(() => turns.map(({ start, end }) => ({ from: Date.parse(start) / 1000, to: Date.parse(end) / 1000 })), [turns]);
  const dry = kind === 'dry';
  const words = {
    soil: t('irr.chart.soil'),
    target: t(dry ? 'irr.chart.full' : 'irr.chart.target'),
    trigger: t(dry ? 'irr.chart.raw' : 'irr.chart.trigger'),
    stress: t('irr.chart.stress'),
    now: t('irr.chart.now'),
  };
  const limits = { from, to, now, syncKey: 'field-water', onTime: setTime };
  return (
    <div data-testid="water-chart">
      <Readout time={time} days={days} kind={kind} />
      <Plot height={280} limits={limits} make={(look) => ({ options: levelPlot(look, lines, { dry, words, turns: strips }), data: levelData(lines) })} label={t(dry ? 'irr.chart.depletion' : 'irr.chart.level')} />
      <Plot height={110} limits={limits} make={(look) => ({ options: barPlot(look, bars), data: barData(bars) })} label={t('irr.chart.rain')} />
      <Legend dry={dry} />
    </div>
  );
}

interface PlotProps {
  height: number;
  label: string;
  limits: Pick<PlotLook, 'from' | 'to' | 'now' | 'syncKey' | 'onTime'>;
  make: (look: PlotLook) => { options: uPlot.Options; data: uPlot.AlignedData };
}

function Plot({ height, label, limits, make }: PlotProps) {
  const element = useRef<HTMLDivElement>(null);
  const palette = usePalette();
  const language = useLanguage();
  const latest = useRef({ make, limits });
  latest.current = { make, limits };
  const { from, to, now } = limits;
  const shape = JSON.stringify(make({ ...limits, palette, language, width: 0, height }).data);
  useLayoutEffect(() => {
    const container = element.current;
    if (container === null) {
      return;
    }
    const look: PlotLook = { ...latest.current.limits, palette, language, width: container.clientWidth, height };
    const { options, data } = latest.current.make(look);
    const plot = new uPlot(options, data, container);
    const observer = new ResizeObserver(() => { plot.setSize({ width: container.clientWidth, height }); });
    observer.observe(container);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [shape, from, to, now, palette, language, height]);
  return <div className="chart" ref={element} style={{ height }} role="img" aria-label={label} />;
}

/** What is under the pointer, in words; without a pointer how to read the chart. */
function Readout({ time, days, kind }: { time: number | null; days: FieldDays; kind: CropKind }) {
  const t = useTranslate();
  const language = useLanguage();
  const waterText = useWaterText();
  const day = time === null ? null : dayOfSeconds(time);
  const past = days.days.find((each) => each.day === day);
  const ahead = days.forecast.find((each) => each.day === day);
  const mm = (value: number) => formatNumber(value, 1, language);
  if (day === null || (past ?? ahead) === undefined) {
    return <p className="readout water-readout">{t('irr.chart.hint')}</p>;
  }
  const parts = past
    ? [waterText(past.water, kind), t('irr.chart.rainOf', { mm: mm(past.rain + past.ignoredRain) }), t('irr.chart.letIn', { mm: mm(past.irrigation) }), `ETc ${mm(past.evapotranspiration)} mm`]
    : ahead
      ? [t('irr.chart.expected', { water: waterText(ahead.water, kind) }), ahead.rain === null ? t('irr.chart.noForecast') : t('irr.chart.rainAhead', { mm: mm(ahead.rain) }), `ETc ${mm(ahead.crop)} mm`]
      : [];
  return (
    <p className="readout water-readout">
      <b>{formatDate(dayOfSeconds(startOf(day)))}</b> {parts.join(' · ')}
    </p>
  );
}

function Legend({ dry }: { dry: boolean }) {
  const t = useTranslate();
  const items = [
    ['line', dry ? 'irr.chart.depletion' : 'irr.chart.level'],
    ['dash', 'irr.chart.forecast'],
    ['dot', 'irr.chart.measured'],
    ['band', dry ? 'irr.chart.bandDry' : 'irr.chart.band'],
    ['rain', 'irr.chart.rain'],
    ['rain-ahead', 'irr.chart.rainForecast'],
    ['let-in', 'irr.chart.irrigation'],
    ['turn', 'irr.chart.turn'],
  ] as const;
  return (
    <ul className="water-legend">
      {items.map(([mark, key]) => (
        <li key={mark}>
          <span className={`water-key water-key-${mark}`} aria-hidden="true" />
          {t(key)}
        </li>
      ))}
    </ul>
  );
}
