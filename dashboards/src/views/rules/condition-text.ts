import type { Language, Translate } from '../../i18n';
import { formatNumber } from '../../model/numbers';
import { bilingual, conditionType, spanOf, valueAt, wordsOf, type RuleDraft } from '../../model/rules';

/** A condition in one line: `level.suction ≥ 3,2 · trong 10 giây`. */
export function conditionText(draft: RuleDraft, t: Translate, language: Language): string {
  const type = conditionType(draft);
  const number = (path: string) => numberText(valueAt(draft, path), language);
  const span = (path: string) => spanText(valueAt(draft, path), t);
  const series = typeof draft['series'] === 'string' ? draft['series'] : '';
  const delay = valueAt(draft, 'condition.onDelay');
  const held = delay === undefined || spanOf(delay)?.amount === 0 ? '' : ` · ${t('rule.for', { span: spanText(delay, t) })}`;
  switch (type) {
    case 'high':
      return `${series} ≥ ${number('condition.setpoint')}${held}`;
    case 'low':
      return `${series} ≤ ${number('condition.setpoint')}${held}`;
    case 'levels': {
      const sign = valueAt(draft, 'condition.direction') === 'falling' ? '≤' : '≥';
      return `${series} ${sign} ${wordsOf(valueAt(draft, 'condition.setpoints')).map((each) => numberText(Number(each), language)).join(' / ')}${held}`;
    }
    case 'rate-of-change':
      return `${series}: ${t(`rule.direction.${directionOf(draft)}`)} ${number('condition.change')} / ${span('condition.within')}${held}`;
    case 'deviation':
      return `|${series} − ${String(draft['second'] ?? '')}| ≥ ${number('condition.limit')}${held}`;
    case 'equal':
      return `${series} = ${String(valueAt(draft, 'condition.value') ?? '')}${held}`;
    case 'missing':
      return `${series}: ${t('rule.silentFor', { span: span('condition.after') })}`;
    case 'count':
      return `${series} ≥ ${number('condition.setpoint')}: ${t('rule.times', { n: number('condition.times'), span: span('condition.within') })}`;
    case 'formula':
      return String(valueAt(draft, 'condition.expression') ?? '') + held;
    case null:
      return '–';
  }
}

type Direction = 'rising' | 'falling' | 'either';

function directionOf(draft: RuleDraft): Direction {
  const direction = valueAt(draft, 'condition.direction');
  return direction === 'rising' || direction === 'falling' ? direction : 'either';
}

/** As many digits as were written. */
export function numberText(value: unknown, language: Language): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return '–';
  }
  const [, digits = ''] = /\.(\d+)$/.exec(String(value)) ?? [];
  return formatNumber(value, Math.min(6, digits.length), language);
}

export function spanText(value: unknown, t: Translate): string {
  const span = spanOf(value);
  return span === null ? String(value ?? '–') : `${span.amount} ${t(`rule.unit.${span.unit}`)}`;
}

export function nameOf(draft: RuleDraft, language: Language): string {
  const name = bilingual(draft['name']);
  return name[language] || name.vi;
}
