import { useQueries } from '@tanstack/react-query';
import type { ReadingsKey } from '../api/live';
import { readingsApi } from '../api/readings';
import { useLanguage, useTranslate } from '../i18n';
import { toStretches, type Stretch } from '../model/chart';
import { serverNow } from '../model/clock';
import { seriesLabel } from '../model/series';
import { formatDateTimeSeconds } from '../model/time';
import type { Device, Series } from '../model/types';
import { useNow } from './now';
import { valueText } from './value';

interface StateBarsProps {
  series: readonly Series[];
  devices: readonly Device[];
  rangeMillis: number;
}

/** More changes than a bar has room for are not drawn; the newest count. */
const MOST_STATES = 2_000;

/** States over time: a bar per series, dark where on. */
export function StateBars({ series, devices, rangeMillis }: StateBarsProps) {
  const t = useTranslate();
  const language = useLanguage();
  const now = useNow();
  const queries = useQueries({
    queries: series.map((each) => {
      const queryKey: ReadingsKey = ['readings', each.device, each.name, { rangeMillis, points: MOST_STATES }];
      return {
        queryKey,
        queryFn: ({ signal }: { signal: AbortSignal }) => {
          const to = serverNow();
          const range = { from: new Date(to - rangeMillis).toISOString(), to: new Date(to + 60_000).toISOString() };
          return readingsApi.list({ device: each.device, series: each.name, ...range, limit: MOST_STATES }, signal);
        },
        staleTime: 30_000,
      };
    }),
  });
  const severalDevices = new Set(series.map((each) => each.device)).size > 1;
  const from = now - rangeMillis;
  return (
    <div className="chart-unit states" data-testid="state-bars">
      <h3 className="panel-title">{t('chart.states')}</h3>
      {series.map((each, index) => {
        const device = devices.find((one) => one.id === each.device)?.name ?? each.device;
        const label = seriesLabel(each.name, language);
        const name = severalDevices ? `${label} · ${device}` : label;
        const stretches = toStretches(queries[index]?.data ?? [], now).filter((stretch) => stretch.to > from);
        return (
          <div className="state-line" key={`${each.device} ${each.name}`}>
            <span className="state-name" title={name}>
              {name}
            </span>
            <div className="state-bar" role="img" aria-label={`${name}: ${valueText(each, language)}`}>
              {stretches.map((stretch) => (
                <StateStretch key={stretch.from} name={each.name} stretch={stretch} from={from} rangeMillis={rangeMillis} />
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}

interface StateStretchProps {
  name: string;
  stretch: Stretch;
  from: number;
  rangeMillis: number;
}

function StateStretch({ name, stretch, from, rangeMillis }: StateStretchProps) {
  const language = useLanguage();
  const left = Math.max(0, (stretch.from - from) / rangeMillis) * 100;
  const width = Math.min(100 - left, ((stretch.to - Math.max(stretch.from, from)) / rangeMillis) * 100);
  const text = valueText({ name, unit: '', value: stretch.value }, language);
  return (
    <span
      className={`state-stretch ${stretch.value === false ? 'state-off' : stretch.value === true ? 'state-on' : 'state-word'}`}
      style={{ left: `${left}%`, width: `${width}%` }}
      title={`${text} · ${formatDateTimeSeconds(stretch.from)}`}
    >
      {width > 6 ? text : ''}
    </span>
  );
}
