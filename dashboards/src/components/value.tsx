import { Tooltip } from 'antd';
import { memo, type ReactNode } from 'react';
import { lookUp, translate, useLanguage, useTranslate, type Language } from '../i18n';
import { seriesLabel, valueMark, type ValueMark } from '../model/series';
import type { Device, Series } from '../model/types';
import { formatInUnit, humanUnit, type HumanUnit } from '../model/units';
import { Age } from './age';
import { Icon } from './icons';
import { useNowDerived } from './now';

/** The sign of a unit in the language of the screen. */
export function unitLabel(unit: HumanUnit, language: Language): string {
  return unit.labelKey ? translate(language, unit.labelKey) : unit.label;
}

/** A value as people read it, without its unit; states have the words of their trade (a door is open, a pump runs). */
export function valueText({ name, unit, value }: Pick<Series, 'name' | 'unit' | 'value'>, language: Language): string {
  if (value === null) {
    return '–';
  }
  if (typeof value === 'boolean') {
    const what = name.split(/[/.]/).pop() ?? name;
    return lookUp(language, `state.${what}`, String(value)) ?? translate(language, value ? 'common.on' : 'common.off');
  }
  return typeof value === 'number' ? formatInUnit(value, humanUnit(unit, name), language) : (lookUp(language, 'word', value) ?? value);
}

interface ValueProps {
  series: Series;
  device: Device | undefined;
}

/** The value with its unit and what is wrong with it. */
export function ValueFigure({ series, device }: ValueProps) {
  const language = useLanguage();
  const mark = useMark(series, device);
  const unit = humanUnit(series.unit, series.name);
  const label = typeof series.value === 'number' ? unitLabel(unit, language) : '';
  return (
    <span className={`figure figure-${mark ?? 'good'}`} data-testid="live-value" data-series={series.name} data-quality={mark ?? 'good'}>
      <QualityMark mark={mark} />
      <span className="figure-number">{valueText(series, language)}</span>
      {label !== '' && <span className="figure-unit">{label}</span>}
    </span>
  );
}

function useMark(series: Series, device: Device | undefined): ValueMark {
  const mark = useNowDerived((now) => valueMark(series, device, now) ?? '');
  return mark === '' ? null : mark;
}

const SIGNS: Record<Exclude<ValueMark, null>, ReactNode> = {
  bad: <Icon name="cross" size={12} />,
  uncertain: '?',
  stale: <Icon name="clock" size={14} />,
};

function QualityMark({ mark }: { mark: ValueMark }) {
  const t = useTranslate();
  if (mark === null) {
    return null;
  }
  return (
    <Tooltip title={t(`quality.${mark}`)}>
      <span className={`quality quality-${mark}`} role="img" aria-label={t(`quality.${mark}`)}>
        {SIGNS[mark]}
      </span>
    </Tooltip>
  );
}

/** One line: what, how much, how old. Drawn anew only when its own value changes. */
export const ValueRow = memo(function ValueRow({ series, device }: ValueProps) {
  const language = useLanguage();
  return (
    <li className="value-row">
      <span className="value-label" title={series.name}>
        {seriesLabel(series.name, language)}
      </span>
      <ValueFigure series={series} device={device} />
      <Age at={series.at} />
    </li>
  );
});
