import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReadingsKey } from '../../api/live';
import { useDevice } from '../../api/queries';
import { readingsApi } from '../../api/readings';
import { Chart, type ChartLine } from '../../components/chart';
import { Failure, Loading } from '../../components/feedback';
import { lineOf } from '../../components/history';
import { useNowDerived } from '../../components/now';
import { usePalette } from '../../components/theme/theme';
import { useLanguage, useTranslate } from '../../i18n';
import { began, chartRange, type AlarmView } from '../../model/alarms';
import { serverNow } from '../../model/clock';
import { seriesLabel } from '../../model/series';
import type { Reading } from '../../model/types';
import { humanUnit } from '../../model/units';

const HEIGHT = 188;
const POINTS = 400;
const LIMIT_DASH = [5, 4];

/** The series around the occurrence up to now, the limit across it, and a point where the alarm was raised. */
export function AlarmCurve({ alarm, device, series }: { alarm: AlarmView; device: string; series: string }) {
  const t = useTranslate();
  const rangeMillis = chartRange(alarm, serverNow());
  const queryKey: ReadingsKey = ['readings', device, series, { rangeMillis, points: POINTS }];
  const readings = useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const to = serverNow();
      const range = { from: new Date(to - rangeMillis).toISOString(), to: new Date(to + 60_000).toISOString() };
      return readingsApi.list({ device, series, ...range, points: POINTS }, signal);
    },
    staleTime: 30_000,
  });
  if (readings.data === undefined) {
    return readings.error ? <Failure error={readings.error} onRetry={() => void readings.refetch()} /> : <Loading height={HEIGHT} />;
  }
  if (!readings.data.some((reading) => typeof reading.value === 'number')) {
    return <div className="chart-note">{t('chart.noData')}</div>;
  }
  return <Drawn alarm={alarm} device={device} series={series} readings={readings.data} rangeMillis={rangeMillis} />;
}

interface DrawnProps {
  alarm: AlarmView;
  device: string;
  series: string;
  readings: Reading[];
  rangeMillis: number;
}

function Drawn({ alarm, device, series, readings, rangeMillis }: DrawnProps) {
  const t = useTranslate();
  const language = useLanguage();
  const palette = usePalette();
  const interval = useDevice(device).data?.interval ?? null;
  const step = Math.max(2_000, rangeMillis / 600);
  const to = useNowDerived((now) => Math.ceil(now / step) * step) / 1000;
  const from = to - rangeMillis / 1000;
  const { factor } = humanUnit(alarm.unit ?? '', series);
  const { limit, value, activatedAt } = alarm;
  const raisedAt = began(alarm) / 1000;
  const lines = useMemo<ChartLine[]>(() => {
    const measured = { label: seriesLabel(series, language), colour: palette.accent, dash: [], line: lineOf(readings, { factor, intervalSeconds: interval, rangeMillis, points: POINTS }) };
    const across = limit === null ? [] : [{ label: t('alarms.detail.limit'), colour: palette.alarm, dash: LIMIT_DASH, line: { times: [from, to], values: [limit * factor, limit * factor] } }];
    const raised = activatedAt === null || value === null ? [] : [{ label: t('alarms.detail.raised'), colour: palette.alarm, dash: [], line: { times: [raisedAt], values: [value * factor] } }];
    return [measured, ...across, ...raised];
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `t` changes with `language`
  }, [readings, series, language, palette, factor, interval, rangeMillis, limit, value, activatedAt, raisedAt, from, to]);
  return <Chart lines={lines} from={from} to={to} height={HEIGHT} syncKey={`alarm-${alarm.id}`} onReadout={IGNORED} />;
}

const IGNORED = (): void => undefined;
