import { Select } from 'antd';
import { Link, useSearchParams } from 'react-router-dom';
import { useLanguage, useTranslate } from '../../../i18n';
import type { PlanContent, PlanHead } from '../../../model/irrigation-plans';
import { CostAgainstGreedy, Deeds, Difference, Unmet } from './outcome';
import { formatDay, TurnMark } from './parts';

/** What a draft would change and cost, above the board that shows it. */
export function Draft({ plan }: { plan: PlanContent }) {
  const t = useTranslate();
  const [parameters, setParameters] = useSearchParams();
  const { head } = plan;
  const [difference, title] = plan.sinceParent !== null ? ([plan.sinceParent, t('plan.diff.parent', { id: head.parent ?? '' })] as const) : ([plan.sinceBase, t('plan.diff.base', { id: head.base ?? '' })] as const);
  return (
    <section className="panel board-draft" data-testid="board-draft" data-plan={head.id} data-state={head.state}>
      <div className="panel-head">
        <h2 className="panel-title">
          {t('plan.one', { id: head.id })} · {t(`plan.state.${head.state}`)}
        </h2>
        <Link to={`/irrigation/plans/${head.id}`}>{t('plan.details')}</Link>
      </div>
      <div className="panel-body board-draft-body">
        <div>
          {head.figures !== null && <CostAgainstGreedy figures={head.figures} />}
          <Unmet plan={plan} />
        </div>
        <div>
          {difference !== null && <Difference difference={difference} title={title} />}
          <Deeds
            plan={plan}
            onDiscarded={() => {
              parameters.delete('plan');
              setParameters(parameters);
            }}
          />
        </div>
      </div>
    </section>
  );
}

export function PlanChoice({ plans, plan, onChoose }: { plans: readonly PlanHead[]; plan: PlanHead | null; onChoose: (id: number) => void }) {
  const t = useTranslate();
  const language = useLanguage();
  const known = plan === null || plans.some(({ id }) => id === plan.id) ? plans : [plan, ...plans];
  if (known.length === 0) {
    return null;
  }
  return (
    <Select<number>
      className="board-plan"
      aria-label={t('board.plan')}
      value={plan?.id ?? null}
      options={known.slice(0, 30).map(({ id, state, horizon }) => ({ value: id, label: `${t('board.planOption', { id, state: t(`plan.state.${state}`) })} · ${formatDay(horizon.from, language)}` }))}
      onChange={onChoose}
      popupMatchSelectWidth={false}
      data-testid="board-plan"
    />
  );
}

const SHOWN = ['running', 'done', 'missed', 'cut-short', 'unknown', 'withdrawn', 'manual'] as const;

export function Legend() {
  const t = useTranslate();
  return (
    <div className="board-legend" role="group" aria-label={t('board.legend')}>
      <span><i className="legend-planned" /> {t('board.legend.planned')}</span>
      <span><i className="legend-actual" /> {t('board.legend.actual')}</span>
      <span><i className="bar-pin">◆</i> {t('board.legend.pinned')}</span>
      {SHOWN.map((state) => (
        <span key={state}><TurnMark state={state} /> {t(`turn.state.${state}`)}</span>
      ))}
      <span><i className="legend-hatch" /> {t('board.legend.forbidden')}</span>
      <span><i className="legend-dear" /> {t('board.band.dear')}</span>
      <span><i className="legend-cheap" /> {t('board.band.cheap')}</span>
    </div>
  );
}
