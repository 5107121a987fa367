import { Empty, Loading } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { useGrowthText, useWaterText } from '../../../components/irrigation/words';
import { lookUp, useLanguage, useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import type { Field } from '../../../model/irrigation';
import { formatNumber } from '../../../model/numbers';
import { formatDateTime, formatRecent } from '../../../model/time';
import type { FieldState } from '../../../model/water-state';

/** Today in one sentence, and the figures behind it. */
export function TodayPanel({ field, state, loading }: { field: Field; state: FieldState | undefined; loading: boolean }) {
  const t = useTranslate();
  const language = useLanguage();
  if (state === undefined) {
    return <section className="panel">{loading ? <Loading height={140} /> : <Empty icon="irrigation" title={t('irr.noSeason')} hint={t('irr.noSeasonHint')} />}</section>;
  }
  return (
    <section className="panel today" data-testid="field-state" data-urgency={state.urgency}>
      <p className="today-sentence">{state.sentence[language]}</p>
      {state.warnings.map((warning) => (
        <p key={warning} className="today-warning">
          <Icon name="warning" size={16} /> {lookUp(language, 'irr.warning', warning) ?? warning}
        </p>
      ))}
      <Figures field={field} state={state} />
    </section>
  );
}

function Figures({ field, state }: { field: Field; state: FieldState }) {
  const t = useTranslate();
  const language = useLanguage();
  const waterText = useWaterText();
  const growthText = useGrowthText();
  const n = (value: number, digits = 0) => formatNumber(value, digits, language);
  const { water, needed, weather, growth } = state;
  const measured = water.lastMeasured === null ? t('irr.today.neverMeasured') : t('irr.today.measured', { at: formatRecent(Date.parse(water.lastMeasured), serverNow()) });
  const figures: [label: string, value: string, hint: string][] = [
    [t(growth.kind === 'dry' ? 'irr.today.depletion' : 'irr.today.level'), waterText(water.now, growth.kind), `${t(`irr.confidence.${water.confidence}`)} · ${measured}`],
    needed === null
      ? [t('irr.today.need'), t('irr.today.none'), '']
      : [t('irr.today.need'), `${n(needed.net)} mm · ${n(needed.cubicMetres)} m³`, t('irr.today.gross', { mm: n(needed.gross), efficiency: n((field.efficiency ?? 0.6) * 100) })],
    needed === null ? [t('irr.today.by'), '–', ''] : [t('irr.today.by'), formatDateTime(Date.parse(needed.dueBy)), needed.stressFrom === null ? '' : t('irr.today.stress', { at: formatDateTime(Date.parse(needed.stressFrom)) })],
    [t('irr.today.weather'), t('irr.today.rain', { mm: n(weather.rainThreeDays, 1) }), t('irr.today.et', { et0: n(weather.evapotranspiration, 1), etc: n(weather.crop, 1), ahead: n(weather.rainAhead, 0) })],
    [t('irr.today.crop'), growthText(growth), `Kc ${n(growth.coefficient, 2)}${water.soil ? ` · TAW ${n(water.soil.available)} mm · RAW ${n(water.soil.readily)} mm` : ''}`],
  ];
  return (
    <dl className="today-figures">
      {figures.map(([label, value, hint]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {hint !== '' && <dd className="today-hint">{hint}</dd>}
        </div>
      ))}
    </dl>
  );
}
