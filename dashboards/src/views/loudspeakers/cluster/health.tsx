import { useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReadingsKey } from '../../../api/live';
import { useSeries } from '../../../api/queries';
import { readingsApi } from '../../../api/readings';
import { Chart, type ChartLine, type Guides, type Readout } from '../../../components/chart';
import { Failure, Loading } from '../../../components/feedback';
import { lineOf } from '../../../components/history';
import { useNowDerived } from '../../../components/now';
import { usePalette } from '../../../components/theme/theme';
import { useLanguage, useTranslate, type Translate } from '../../../i18n';
import { RANGE_MILLIS, type RangeName } from '../../../model/chart';
import { serverNow } from '../../../model/clock';
import { DRIFT_LIMIT, RSRP_LIMIT, TEMPERATURE_LIMITS, type Cluster } from '../../../model/loudspeakers';
import { formatNumber } from '../../../model/numbers';
import { seriesLabel } from '../../../model/series';
import { formatDateTime } from '../../../model/time';
import type { Series } from '../../../model/types';
import { humanUnit } from '../../../model/units';
import '../../../components/chart.css';

const RANGES: readonly RangeName[] = ['24h', '7d', '30d'];
const POINTS = 600;
const HEIGHT = 168;

interface Graph {
  key: string;
  names: readonly string[];
  guides?: Guides;
}

/** From what breaks most often to what is only good to know. */
function graphsOf({ baseline }: Pick<Cluster, 'baseline'>, t: Translate): Graph[] {
  return [
    {
      key: 'impedance',
      names: ['line.impedance'],
      ...(baseline === null ? {} : { guides: { band: [baseline * (1 - DRIFT_LIMIT), baseline * (1 + DRIFT_LIMIT)], lines: [{ value: baseline * (1 + DRIFT_LIMIT), label: '+25 %' }, { value: baseline, label: t('loa.cluster.baseline') }, { value: baseline * (1 - DRIFT_LIMIT), label: '−25 %' }] } }),
    },
    { key: 'temperature', names: ['temperature.amplifier'], guides: { lines: [{ value: TEMPERATURE_LIMITS.high, label: t('loa.cluster.hot') }, { value: TEMPERATURE_LIMITS.critical, label: t('loa.cluster.critical') }] } },
    { key: 'sound', names: ['ambient', 'ambient.max'] },
    { key: 'signal', names: ['rsrp'], guides: { lines: [{ value: RSRP_LIMIT, label: t('loa.cluster.weak') }] } },
    { key: 'current', names: ['amplifier.current'] },
    { key: 'volume', names: ['volume'] },
    { key: 'mains', names: ['mains.voltage'] },
    { key: 'underruns', names: ['underruns'] },
  ];
}

/** How the cluster did over the last days, each quantity against its limits. */
export function HealthPanel({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  const series = useSeries({ device: cluster.device });
  const [range, setRange] = useState<RangeName>('24h');
  const graphs = useMemo(() => graphsOf(cluster, t), [cluster.baseline, t]); // eslint-disable-line react-hooks/exhaustive-deps -- only the baseline matters
  const [all, setAll] = useState(false);
  const known = series.data ?? [];
  const present = graphs.map((graph) => ({ graph, series: graph.names.flatMap((name) => known.filter((each) => each.name === name && typeof each.value === 'number')) })).filter((each) => each.series.length > 0);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('loa.cluster.health')}</h2>
        <span className="range" role="group" aria-label={t('chart.range')}>
          {RANGES.map((each) => <button key={each} type="button" aria-pressed={each === range} onClick={() => { setRange(each); }}>{t(`chart.${each}`)}</button>)}
        </span>
      </div>
      {series.data === undefined ? (
        series.error ? <Failure error={series.error} onRetry={() => void series.refetch()} /> : <Loading height={HEIGHT} />
      ) : present.length === 0 ? (
        <p className="loa-none">{t('loa.cluster.noSeries')}</p>
      ) : (
        <div className="loa-graphs">
          {present.slice(0, all ? undefined : 4).map(({ graph, series: shown }) => <HealthGraph key={graph.key} device={cluster.device} series={shown} guides={graph.guides} range={range} />)}
        </div>
      )}
      {!all && present.length > 4 && <button type="button" className="loa-all" onClick={() => { setAll(true); }}>{t('loa.cluster.moreGraphs', { n: present.length - 4 })}</button>}
    </section>
  );
}

function HealthGraph({ device, series, guides, range }: { device: string; series: readonly Series[]; guides: Guides | undefined; range: RangeName }) {
  const t = useTranslate();
  const language = useLanguage();
  const palette = usePalette();
  const rangeMillis = RANGE_MILLIS[range];
  const step = rangeMillis / 1_000;
  const to = useNowDerived((now) => Math.ceil(now / step) * step) / 1000;
  const [readout, setReadout] = useState<Readout | null>(null);
  const unit = humanUnit(series[0]?.unit ?? '', series[0]?.name ?? '');
  const queries = useQueries({
    queries: series.map(({ name }) => {
      const queryKey: ReadingsKey = ['readings', device, name, { rangeMillis, points: POINTS }];
      return {
        queryKey,
        queryFn: ({ signal }: { signal: AbortSignal }) => {
          const end = serverNow();
          return readingsApi.list({ device, series: name, from: new Date(end - rangeMillis).toISOString(), to: new Date(end + 60_000).toISOString(), points: POINTS }, signal);
        },
        staleTime: 30_000,
        refetchInterval: Math.max(60_000, rangeMillis / 120),
      };
    }),
  });
  const lines: ChartLine[] = queries.flatMap(({ data }, index) => {
    const each = series[index];
    return data && each ? [{ label: seriesLabel(each.name, language), colour: palette.series[index] ?? palette.text, dash: index === 0 ? [] : [5, 3], line: lineOf(data, { factor: unit.factor, intervalSeconds: 60, rangeMillis, points: POINTS }) }] : [];
  });
  const failed = queries.find((query) => query.error && query.data === undefined);
  const empty = lines.every(({ line }) => line.times.length === 0);
  return (
    <figure className="loa-graph">
      <figcaption>
        <b>{series.map(({ name }) => seriesLabel(name, language)).join(', ')}</b>
        <span className="muted">{unit.label}</span>
        {readout !== null && <span className="loa-graph-readout">{readout.values.map((value) => (value === null ? '–' : formatNumber(value, unit.digits ?? 1, language))).join(' / ')} · {formatDateTime(readout.time * 1000)}</span>}
      </figcaption>
      {failed ? (
        <Failure error={failed.error} />
      ) : lines.length === 0 ? (
        <Loading height={HEIGHT} />
      ) : empty ? (
        <div className="chart-note" style={{ minHeight: HEIGHT }}>{t('chart.noData')}</div>
      ) : (
        <Chart lines={lines} {...(guides ? { guides } : {})} from={to - rangeMillis / 1000} to={to} height={HEIGHT} syncKey={`loa ${device}`} onReadout={setReadout} />
      )}
    </figure>
  );
}
