import { useState } from 'react';
import { Button } from 'antd';
import { lookUp, useLanguage, useTranslate } from '../../../i18n';
import type { CropKind } from '../../../model/irrigation';
import { formatNumber } from '../../../model/numbers';
import { formatDate } from '../../../model/time';
import { residualOf, type FieldDay } from '../../../model/water-state';

const FIRST = 7;
/** More than rounding may leave over. */
const OPEN_MILLIMETRES = 0.1;

/** The water of each day, term by term: what came, what went, what a sensor corrected. */
export function BalanceTable({ days, kind }: { days: readonly FieldDay[]; kind: CropKind }) {
  const t = useTranslate();
  const [all, setAll] = useState(false);
  const rows = [...days].reverse();
  const shown = all ? rows : rows.slice(0, FIRST);
  const heads = ['day', 'et0', 'kc', 'rain', 'letIn', 'etc', 'percolation', 'runoff', 'correction', 'water', 'sensor'] as const;
  return (
    <section className="panel" data-testid="balance">
      <div className="panel-head">
        <h2 className="panel-title">{t('irr.balance.title')}</h2>
        <span className="muted">{t('irr.balance.unit')}</span>
      </div>
      <div className="table-scroll">
        <table className="balance">
          <thead>
            <tr>
              {heads.map((head) => <th key={head} scope="col">{head === 'water' && kind === 'dry' ? t('irr.balance.depletion') : t(`irr.balance.${head}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {shown.map((day) => <BalanceRow key={day.day} day={day} kind={kind} />)}
          </tbody>
        </table>
      </div>
      <p className="balance-note muted">{t('irr.balance.note')}</p>
      {rows.length > FIRST && (
        <div className="balance-more">
          <Button type="text" onClick={() => { setAll(!all); }}>{all ? t('irr.balance.less') : t('irr.balance.more', { n: rows.length })}</Button>
        </div>
      )}
    </section>
  );
}

function BalanceRow({ day, kind }: { day: FieldDay; kind: CropKind }) {
  const t = useTranslate();
  const language = useLanguage();
  const n = (value: number, digits = 1) => formatNumber(value, digits, language);
  const signed = (value: number) => (Math.abs(value) < 0.05 ? '–' : `${value > 0 ? '+' : '−'}${n(Math.abs(value))}`);
  const stressed = day.potential > 0 && day.evapotranspiration < day.potential * 0.995;
  return (
    <tr>
      <th scope="row">{formatDate(day.day)}</th>
      <td title={lookUp(language, 'irr.reference', day.referenceSource) ?? day.referenceSource}>{n(day.reference)}{day.referenceSource === 'station' ? '' : '*'}</td>
      <td title={day.adjustment ? t('irr.balance.adjusted', { kc: n(day.adjustment.table, 2), wind: n(day.adjustment.wind), humidity: n(day.adjustment.minHumidity, 0), n: day.adjustment.days }) : undefined}>{n(day.coefficient, 2)}</td>
      <td title={lookUp(language, 'irr.rainOrigin', day.rainOrigin) ?? day.rainOrigin}>{n(day.rain)}{day.ignoredRain > 0.05 ? ` (+${n(day.ignoredRain)})` : ''}{day.rainOrigin === 'gauge' ? '' : '*'}</td>
      <td>{n(day.irrigation)}</td>
      <td className={stressed ? 'balance-stress' : undefined}>{n(day.evapotranspiration)}{stressed ? ` / ${n(day.potential)}` : ''}</td>
      <td>{n(day.percolation)}</td>
      <td>{n(day.runoff)}</td>
      <td>{signed(day.correction)}</td>
      <td className="balance-water">{kind === 'dry' ? n(day.water, 0) : signed(day.water)}</td>
      <td>
        <SensorText day={day} />
        {Math.abs(residualOf(day)) > OPEN_MILLIMETRES && <span className="balance-open"> {t('irr.balance.open', { mm: n(residualOf(day)) })}</span>}
      </td>
    </tr>
  );
}

function SensorText({ day: { sensor } }: { day: FieldDay }) {
  const t = useTranslate();
  const language = useLanguage();
  const n = (value: number) => formatNumber(value, 1, language);
  switch (sensor.effect) {
    case 'none':
      return <span className="faint">{t('irr.sensor.none')}</span>;
    case 'ignored':
      return <span className="balance-ignored">{t('irr.sensor.ignored', { cause: lookUp(language, 'irr.sensor.cause', sensor.cause) ?? sensor.cause })}</span>;
    case 'applied':
      return <span>{t('irr.sensor.applied', { measured: n(sensor.measured), computed: n(sensor.computed) })}</span>;
  }
}
