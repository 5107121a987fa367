import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReadingsKey } from '../api/live';
import { readingsApi } from '../api/readings';
import { useLanguage, useTranslate } from '../i18n';
import { serverNow } from '../model/clock';
import { groupByUnit, pointsFor, RANGE_MILLIS, RANGES, toLine, type Line, type RangeName, type UnitGroup } from '../model/chart';
import { formatNumber, digitsFor } from '../model/numbers';
import { seriesLabel } from '../model/series';
import { formatDateTimeSeconds } from '../model/time';
import type { Device, Reading, Series } from '../model/types';
import { Chart, type ChartLine, type Readout } from './chart';
import { Failure, Loading } from './feedback';
import { Icon } from './icons';
import { useNow } from './now';
import { StateBars } from './state-bars';
import { usePalette } from './theme/theme';
import { unitLabel } from './value';

interface HistoryProps {
  series: readonly Series[];
  devices: readonly Device[];
  /** Charts of one screen share a crosshair. */
  screen: string;
}

/** So many units are open at first; each open one costs queries. */
const OPEN_AT_FIRST = 3;

/** Charts of all series, one per unit, over a range that ends now. */
export function History({ series, devices, screen }: HistoryProps) {
  const t = useTranslate();
  const [range, setRange] = useState<RangeName>('6h');
  const [time, setTime] = useState<number | null>(null);
  const [element, points] = usePoints();
  // Values tick, but which series there are changes rarely; charts are not regrouped for every value.
  const names = series.map((each) => `${each.device} ${each.name} ${each.unit} ${typeof each.value}`).join('|');
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `names` says what is needed of `series`
  const groups = useMemo(() => groupByUnit(series), [names]);
  const states = series.filter((each) => typeof each.value === 'boolean' || typeof each.value === 'string');

  return (
    <section className="panel" ref={element}>
      <div className="panel-head">
        <h2 className="panel-title">{t('site.charts')}</h2>
        <span className="readout">{time === null ? '' : formatDateTimeSeconds(time * 1000)}</span>
        <RangeChoice range={range} onChange={setRange} />
      </div>
      {groups.map((group, index) => (
        <UnitChart
          key={group.key}
          group={group}
          devices={devices}
          range={range}
          points={points}
          screen={screen}
          openAtFirst={index < OPEN_AT_FIRST}
          onTime={setTime}
        />
      ))}
      {states.length > 0 && <StateBars series={states} devices={devices} rangeMillis={RANGE_MILLIS[range]} />}
    </section>
  );
}

function RangeChoice({ range, onChange }: { range: RangeName; onChange: (range: RangeName) => void }) {
  const t = useTranslate();
  return (
    <div className="range" role="group" aria-label={t('chart.range')}>
      {RANGES.map((each) => (
        <button key={each} type="button" aria-pressed={each === range} onClick={() => { onChange(each); }}>
          {t(`chart.${each}`)}
        </button>
      ))}
    </div>
  );
}

/** How many points the width can show. */
function usePoints(): [React.RefObject<HTMLElement | null>, number] {
  const element = useRef<HTMLElement>(null);
  const [points, setPoints] = useState(800);
  useEffect(() => {
    if (element.current === null) {
      return;
    }
    const observer = new ResizeObserver(([entry]) => {
      if (entry) {
        setPoints(pointsFor(entry.contentRect.width));
      }
    });
    observer.observe(element.current);
    return () => { observer.disconnect(); };
  }, []);
  return [element, points];
}

interface UnitChartProps {
  group: UnitGroup;
  devices: readonly Device[];
  range: RangeName;
  points: number;
  screen: string;
  openAtFirst: boolean;
  onTime: (time: number | null) => void;
}

/** More lines than this cannot be told apart; the others are off until asked for. */
const LINES_AT_FIRST = 4;
const DASHES: readonly number[][] = [[], [6, 3], [2, 3]];

const idOf = (series: Series): string => `${series.device} ${series.name}`;

function UnitChart({ group, devices, range, points, screen, openAtFirst, onTime }: UnitChartProps) {
  const t = useTranslate();
  const language = useLanguage();
  const palette = usePalette();
  const [open, setOpen] = useState(openAtFirst);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set(group.series.slice(LINES_AT_FIRST).map(idOf)));
  const [readout, setReadout] = useState<Readout | null>(null);
  const nameOf = useSeriesNames(group.series, devices);
  const shown = group.series.filter((series) => !hidden.has(idOf(series)));
  const lineLook = (series: Series) => {
    const index = group.series.indexOf(series);
    return {
      colour: palette.series[index % palette.series.length] ?? palette.text,
      dash: DASHES[Math.floor(index / palette.series.length) % DASHES.length] ?? [],
    };
  };
  const onReadout = useCallback(
    (value: Readout | null) => {
      setReadout(value);
      onTime(value?.time ?? null);
    },
    [onTime],
  );
  const toggle = (series: Series) => {
    const next = new Set(hidden);
    if (!next.delete(idOf(series))) {
      next.add(idOf(series));
    }
    setHidden(next);
    setReadout(null);
  };
  const sign = unitLabel(group.unit, language);

  return (
    <div className="chart-unit">
      <button type="button" className="chart-unit-head" aria-expanded={open} onClick={() => { setOpen(!open); }}>
        <Icon name={open ? 'chevronDown' : 'chevronRight'} size={16} />
        <span className="chart-unit-name">{titleOf(group, language)}</span>
        <span className="chart-unit-sign">{sign === '' ? t('chart.dimensionless') : sign}</span>
      </button>
      {open && (
        <div className="chart-unit-body">
          <div className="chart-legend">
            {group.series.map((series) => {
              const on = !hidden.has(idOf(series));
              const value = on ? readout?.values[shown.indexOf(series)] : undefined;
              return (
                <button
                  key={idOf(series)}
                  type="button"
                  className={on ? 'chip' : 'chip chip-off'}
                  aria-pressed={on}
                  aria-label={t(on ? 'chart.hide' : 'chart.show', { name: nameOf(series) })}
                  onClick={() => { toggle(series); }}
                >
                  <Swatch {...lineLook(series)} />
                  <span className="chip-name">{nameOf(series)}</span>
                  {typeof value === 'number' && (
                    <span className="chip-value">{formatNumber(value, group.unit.digits ?? digitsFor(value), language)}</span>
                  )}
                </button>
              );
            })}
          </div>
          {shown.length === 0 ? (
            <div className="chart-note">{t('chart.noSeries')}</div>
          ) : (
            <Curves
              shown={shown.map((series) => ({ series, label: nameOf(series), ...lineLook(series) }))}
              factor={group.unit.factor}
              devices={devices}
              rangeMillis={RANGE_MILLIS[range]}
              points={points}
              screen={screen}
              onReadout={onReadout}
            />
          )}
        </div>
      )}
    </div>
  );
}

function Swatch({ colour, dash }: { colour: string; dash: number[] }) {
  return (
    <svg className="chip-line" width="20" height="4" aria-hidden="true">
      <line x1="0" y1="2" x2="20" y2="2" stroke={colour} strokeWidth="2.5" strokeDasharray={dash.join(' ')} />
    </svg>
  );
}

/** What the series of a unit have in common: their name when it is one, else the names in short. */
function titleOf(group: UnitGroup, language: 'vi' | 'en'): string {
  const labels = [...new Set(group.series.map((series) => seriesLabel(series.name, language)))];
  return labels.length > 3 ? `${labels.slice(0, 3).join(', ')}…` : labels.join(', ');
}

/** As short as tells them apart: by device, by series, or by both. */
function useSeriesNames(group: readonly Series[], devices: readonly Device[]): (series: Series) => string {
  const language = useLanguage();
  const oneDevice = new Set(group.map((series) => series.device)).size === 1;
  const oneName = new Set(group.map((series) => series.name)).size === 1;
  return (series) => {
    const label = seriesLabel(series.name, language);
    const device = devices.find((each) => each.id === series.device)?.name ?? series.device;
    if (oneDevice) {
      return label;
    }
    return oneName ? device : `${label} · ${device}`;
  };
}

interface CurvesProps {
  shown: { series: Series; label: string; colour: string; dash: number[] }[];
  factor: number;
  devices: readonly Device[];
  rangeMillis: number;
  points: number;
  screen: string;
  onReadout: (readout: Readout | null) => void;
}

const HEIGHT = 208;

/** Readings are made into a line once, not with every tick of the clock. */
const linesMade = new WeakMap<readonly Reading[], Line>();

export function lineOf(readings: readonly Reading[], how: Parameters<typeof toLine>[1]): Line {
  const known = linesMade.get(readings);
  if (known) {
    return known;
  }
  const line = toLine(readings, how);
  linesMade.set(readings, line);
  return line;
}

function Curves({ shown, factor, devices, rangeMillis, points, screen, onReadout }: CurvesProps) {
  const t = useTranslate();
  const now = useNow();
  const queries = useQueries({
    queries: shown.map(({ series }) => {
      const queryKey: ReadingsKey = ['readings', series.device, series.name, { rangeMillis, points }];
      return {
        queryKey,
        queryFn: ({ signal }: { signal: AbortSignal }) => {
          const to = serverNow();
          const from = new Date(to - rangeMillis).toISOString();
          return readingsApi.list({ device: series.device, series: series.name, from, to: new Date(to + 60_000).toISOString(), points }, signal);
        },
        staleTime: 30_000,
        // Live values are appended between loads; the load brings back what appending left out.
        refetchInterval: Math.max(60_000, rangeMillis / 120),
      };
    }),
  });
  const lines: ChartLine[] = queries.flatMap(({ data }, index) => {
    const look = shown[index];
    if (!data || !look) {
      return [];
    }
    const interval = devices.find((device) => device.id === look.series.device)?.interval ?? null;
    return [{ ...look, line: lineOf(data, { factor, intervalSeconds: interval, rangeMillis, points }) }];
  });
  const failed = queries.find((query) => query.error && query.data === undefined);
  if (failed) {
    return <Failure error={failed.error} onRetry={() => { queries.forEach((query) => { void query.refetch(); }); }} />;
  }
  if (queries.some((query) => query.data === undefined)) {
    return <Loading height={HEIGHT} />;
  }
  if (lines.every(({ line }) => line.times.length === 0)) {
    return <div className="chart-note" style={{ minHeight: HEIGHT }}>{t('chart.noData')}</div>;
  }
  // The right edge moves in steps that the eye can see, not every second of a year.
  const step = Math.max(1_000, rangeMillis / 1_500);
  const to = (Math.ceil(now / step) * step) / 1000;
  return <Chart lines={lines} from={to - rangeMillis / 1000} to={to} height={HEIGHT} syncKey={screen} onReadout={onReadout} />;
}
