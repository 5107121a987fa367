import { lookUp, useLanguage, useTranslate } from '../../i18n';
import { formatNumber } from '../../model/numbers';
import type { CropKind } from '../../model/irrigation';
import type { FieldState } from '../../model/water-state';

/** What stands on a paddy in mm over or below the soil, or what a dry crop's root zone lacks. */
export function useWaterText(): (water: number, kind: CropKind) => string {
  const t = useTranslate();
  const language = useLanguage();
  return (water, kind) => {
    const mm = formatNumber(Math.abs(water), 0, language);
    if (kind === 'dry') {
      return t('irr.water.lacks', { mm });
    }
    return Math.round(water) === 0 ? t('irr.water.even') : t(water > 0 ? 'irr.water.over' : 'irr.water.under', { mm });
  };
}

/** What grows, as: Lúa · ngày 41 · Đẻ nhánh. */
export function useGrowthText(): (growth: FieldState['growth']) => string {
  const t = useTranslate();
  const language = useLanguage();
  return ({ cropName, day, phase, stage }) => {
    const where = phase === null ? lookUp(language, 'irr.stage', stage) : lookUp(language, 'irr.phase', phase);
    return [cropName[language], t('irr.dayOfSeason', { n: day }), where ?? phase ?? stage].join(' · ');
  };
}
