import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { usePlan, usePlans, usePublications } from '../../../api/irrigation-plan-queries';
import { useDevices } from '../../../api/queries';
import { Empty, Loaded } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate } from '../../../i18n';
import { mayPlan, type PlanContent, type PlanHead, type Step } from '../../../model/irrigation-plans';
import { formatDateTime } from '../../../model/time';
import { NotFoundView } from '../../errors';
import { MakeButton } from './make';
import { CostAgainstGreedy, Deeds, Difference, Solving, Unmet } from './outcome';
import { AnswerTag, formatMoment, formatSpan, formatWhole, PlanStateTag, useNames } from './parts';
import '../../lists.css';
import './plan.css';

/** All plans, newest first. */
export default function PlansView() {
  const t = useTranslate();
  const session = useSession();
  const navigate = useNavigate();
  const plans = usePlans();
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('plan.title')}</h1>
        {mayPlan(session) && <MakeButton onMade={(id) => { void navigate(`/irrigation/plans/${id}`); }} />}
      </div>
      <div className="panel">
        <Loaded query={plans} height={320}>
          {(all) =>
            all.length === 0 ? (
              <Empty icon="irrigation" title={t('plan.none')} hint={t('plan.noneHint')} />
            ) : (
              <ul className="plan-list">
                {all.map((plan) => (
                  <PlanRow key={plan.id} plan={plan} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </div>
  );
}

function PlanRow({ plan }: { plan: PlanHead }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <li>
      <Link to={`/irrigation/plans/${plan.id}`} className="plan-row" data-testid="plan-row" data-state={plan.state}>
        <span className="plan-row-name">
          <strong>{t('plan.one', { id: plan.id })}</strong>
          <PlanStateTag state={plan.state} />
        </span>
        <span className="plan-row-time">{formatSpan(plan.horizon, language)}</span>
        <span className="plan-row-cost">
          {plan.figures !== null && `${formatWhole(plan.figures.cost, language)} đ · ${formatWhole(plan.figures.volume, language)} m³`}
          {plan.figures !== null && plan.figures.missing >= 1 && <span className="plan-lack"> {t('plan.missing')}: {formatWhole(plan.figures.missing, language)} m³</span>}
        </span>
        <span className="muted plan-row-by">
          {plan.made.by} · {formatDateTime(plan.made.at)}
          {plan.parent !== null && ` · ${t('plan.fromPlan', { id: plan.parent })}`}
        </span>
      </Link>
    </li>
  );
}

/** One plan: how far it has come, what it costs, what it changes, and whether devices have it. */
export function PlanView() {
  const { id = '' } = useParams();
  return /^[1-9]\d{0,8}$/.test(id) ? <OnePlan key={id} id={Number(id)} /> : <NotFoundView />;
}

function OnePlan({ id }: { id: number }) {
  const t = useTranslate();
  const plan = usePlan(id);
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">
          {t('plan.one', { id })} {plan.data && <PlanStateTag state={plan.data.head.state} />}
        </h1>
        <Link to={`/irrigation/board?plan=${id}`}>
          <Button icon={<Icon name="quality" size={16} />}>{t('plan.open')}</Button>
        </Link>
      </div>
      <Loaded query={plan} height={420}>{(content) => <Content plan={content} />}</Loaded>
    </div>
  );
}

function Content({ plan }: { plan: PlanContent }) {
  const t = useTranslate();
  const { head } = plan;
  if (head.state === 'solving') {
    return <div className="panel"><Solving plan={head} /></div>;
  }
  return (
    <div className="plan-columns" data-testid="plan" data-state={head.state}>
      <div className="panel">
        <div className="panel-body">
          <Steps plan={head} />
          {head.note !== '' && <p className="plan-note">{head.note}</p>}
          {head.figures !== null && <CostAgainstGreedy figures={head.figures} />}
          <Deeds plan={plan} />
          <Unmet plan={plan} />
          <Constraints plan={plan} />
        </div>
      </div>
      <div className="plan-column">
        {(plan.sinceParent !== null || plan.sinceBase !== null) && (
          <div className="panel">
            <div className="panel-body">
              {plan.sinceParent !== null && <Difference difference={plan.sinceParent} title={t('plan.diff.parent', { id: head.parent ?? '' })} />}
              {plan.sinceBase !== null && head.base !== head.parent && <Difference difference={plan.sinceBase} title={t('plan.diff.base', { id: head.base ?? '' })} />}
            </div>
          </div>
        )}
        {(head.state === 'published' || head.state === 'superseded') && <Publications plan={head.id} />}
      </div>
    </div>
  );
}

function Steps({ plan }: { plan: PlanHead }) {
  const t = useTranslate();
  const language = useLanguage();
  const step = (label: 'made' | 'accepted' | 'published' | 'ended', done: Step | null) => (
    <li className={done === null ? 'plan-step' : 'plan-step plan-step-done'}>
      <strong>{t(`plan.step.${label}`)}</strong>
      <span>{done === null ? t('plan.step.waiting') : done.by}</span>
      {done !== null && <span className="muted">{formatDateTime(done.at)}</span>}
    </li>
  );
  return (
    <>
      <p className="plan-when">{formatSpan(plan.horizon, language)}</p>
      <ol className="plan-steps">
        {step('made', plan.made)}
        {step('accepted', plan.accepted)}
        {step('published', plan.published)}
        {plan.ended !== null && step('ended', plan.ended)}
      </ol>
    </>
  );
}

function Constraints({ plan }: { plan: PlanContent }) {
  const t = useTranslate();
  const language = useLanguage();
  const names = useNames();
  if (plan.constraints.length === 0) {
    return null;
  }
  return (
    <section>
      <h3 className="plan-subtitle">{t('plan.constraints')}</h3>
      <ul className="plan-constraints">
        {plan.constraints.map((each) => (
          <li key={each.number}>
            <strong>{t(each.forbidden ? 'plan.constraint.forbid' : 'plan.constraint.pin')}</strong> {names(each.kind, each.subject)}, {formatSpan(each, language)}
            <span className="muted">
              {each.reason !== '' && ` · ${each.reason}`} · {t('plan.constraint.by', { who: each.set.by })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What each device was sent, and what it has said to it. */
function Publications({ plan }: { plan: number }) {
  const t = useTranslate();
  const language = useLanguage();
  const publications = usePublications(plan, true);
  const devices = useDevices();
  const deviceName = (id: string) => devices.data?.find((device) => device.id === id)?.name ?? '';
  return (
    <div className="panel" data-testid="publications">
      <Loaded query={publications} height={200}>
        {(all) => {
          const newest = all.filter((each) => each.newest);
          const done = newest.filter(({ state }) => state === 'confirmed').length;
          return (
            <>
              <div className="panel-head">
                <h2 className="panel-title">{t('plan.publications')}</h2>
                <span className="muted" data-testid="publications-done" data-done={done} data-total={newest.length}>{t('plan.publicationsDone', { done, total: newest.length })}</span>
              </div>
              <ul className="plan-publications">
                {all.map((each) => (
                  <li key={`${each.device} ${each.version}`} className={each.newest ? undefined : 'plan-old'} data-testid="publication" data-device={each.device} data-state={each.state}>
                    <span className="plan-device">
                      {deviceName(each.device)} <span className="mono faint">{each.device}</span>
                    </span>
                    <AnswerTag state={each.state} />
                    <span className="muted">
                      {t('plan.schedule')} {each.version} · {t('plan.turnsOf', { n: each.turns })} · {formatMoment(each.at, language)}
                      {!each.newest && ` · ${t('plan.versionOld')}`}
                    </span>
                    {each.detail !== '' && each.state !== 'confirmed' && <span className="plan-note">{each.detail}</span>}
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loaded>
    </div>
  );
}
