import { useTranslate } from '../../i18n';
import { thirstOf, type FieldState } from '../../model/water-state';
import './thirst.css';

/** How soon a field needs water, in words and with a mark whose shape differs too. */
export function ThirstBadge({ state }: { state: FieldState | undefined }) {
  const t = useTranslate();
  const thirst = thirstOf(state);
  const days = state?.needed?.days ?? 0;
  return (
    <span className={`thirst thirst-${thirst}`} data-testid="thirst" data-thirst={thirst}>
      <ThirstMark thirst={thirst} />
      {thirst === 'soon' || thirst === 'week' || thirst === 'later' ? (days === 1 ? t('irr.thirst.tomorrow') : t('irr.thirst.days', { n: days })) : t(`irr.thirst.${thirst}`)}
    </span>
  );
}

/** A drop that is the emptier the sooner water is needed. */
export function ThirstMark({ thirst }: { thirst: ReturnType<typeof thirstOf> }) {
  const level = LEVELS[thirst];
  return (
    <svg className={`thirst-mark thirst-mark-${thirst}`} width="14" height="16" viewBox="0 0 14 16" aria-hidden="true" focusable="false">
      {level === null ? null : <path className="thirst-fill" d={DROP} style={{ clipPath: `inset(${level}% 0 0 0)` }} />}
      <path className="thirst-line" d={DROP} strokeDasharray={level === null ? '2 2' : undefined} />
      {thirst === 'today' && <path className="thirst-sign" d="M7 6.500v3.600M7 12.200v.01" />}
    </svg>
  );
}

const DROP = 'M7 1.200S12.300 6.600 12.300 9.900a5.300 5.300 0 0 1-10.600 0C1.700 6.600 7 1.200 7 1.200z';
const LEVELS: Record<ReturnType<typeof thirstOf>, number | null> = { today: 100, soon: 74, week: 52, later: 24, rest: 0, unknown: null };
