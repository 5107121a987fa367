import { memo } from 'react';
import { Age } from '../../components/age';
import { Loaded } from '../../components/feedback';
import { ValueFigure } from '../../components/value';
import { useLanguage, useTranslate } from '../../i18n';
import { bySeriesName, seriesLabel } from '../../model/series';
import { formatRecent, millisOf } from '../../model/time';
import { serverNow } from '../../model/clock';
import type { Device, Series } from '../../model/types';

interface SeriesPanelProps {
  device: Device;
  series: { data: Series[] | undefined; error: Error | null; refetch: () => unknown };
}

export function SeriesPanel({ device, series }: SeriesPanelProps) {
  const t = useTranslate();
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('device.series')}</h2>
        {series.data && <span className="page-note">{series.data.length}</span>}
      </div>
      <Loaded query={series}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="device-card-none">{t('device.noSeries')}</p>
          ) : (
            <table className="series-table">
              <thead>
                <tr>
                  <th>{t('device.seriesName')}</th>
                  <th className="number">{t('device.value')}</th>
                  <th className="hide-narrow">{t('device.quality')}</th>
                  <th className="hide-narrow">{t('device.measuredAt')}</th>
                  <th className="number">{t('device.age')}</th>
                </tr>
              </thead>
              <tbody>
                {[...rows].sort(bySeriesName).map((row) => (
                  <SeriesRow key={row.name} series={row} device={device} />
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </section>
  );
}

const SeriesRow = memo(function SeriesRow({ series, device }: { series: Series; device: Device }) {
  const t = useTranslate();
  const language = useLanguage();
  const at = millisOf(series.at);
  return (
    <tr>
      <td>
        <span className="series-label">{seriesLabel(series.name, language)}</span>
        <span className="mono series-name">{series.name}</span>
      </td>
      <td className="number">
        <ValueFigure series={series} device={device} />
      </td>
      <td className="hide-narrow">{series.value === null ? '–' : t(`quality.${series.quality}`)}</td>
      <td className="hide-narrow">{at === null ? '–' : formatRecent(at, serverNow())}</td>
      <td className="number">
        <Age at={series.at} />
      </td>
    </tr>
  );
});
