import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { ApiError } from '../../../api/http';
import { useCanals, useField, useFieldDays, useFieldState, useFieldTurns } from '../../../api/irrigation-queries';
import { useAreas } from '../../../api/queries';
import { Failure, Loaded, Loading } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { ThirstBadge } from '../../../components/irrigation/thirst';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import type { Field } from '../../../model/irrigation';
import { formatNumber } from '../../../model/numbers';
import { mayPlanWater } from '../../../model/roles';
import { today } from '../../../model/time';
import { dayAfter, type FieldDays, type FieldState } from '../../../model/water-state';
import { NotFoundView } from '../../errors';
import { BalanceTable } from './balance-table';
import { FieldForm } from './field-form';
import { SeasonPanel } from './season-panel';
import { TodayPanel } from './today-panel';
import { TurnList } from './turn-list';
import { WaterChart } from './water-chart';
import '../../site/site.css';
import './fields.css';
import './field.css';

export default function FieldView() {
  const { id = '' } = useParams();
  const field = useField(id);
  if (field.error instanceof ApiError && field.error.status === 404) {
    return <NotFoundView />;
  }
  return <div className="page field-page">{<Loaded query={field}>{(loaded) => <FieldBody field={loaded} />}</Loaded>}</div>;
}

const RANGES = [14, 30, 90] as const;
const AHEAD_DAYS = 10;
/** Turns are told for two months at a time. */
const TURN_DAYS = 45;

function FieldBody({ field }: { field: Field }) {
  const [past, setPast] = useState<number>(14);
  const state = useFieldState(field.id);
  const day = today(serverNow());
  const range = useMemo(() => ({ from: dayAfter(day, -past), to: dayAfter(day, AHEAD_DAYS) }), [day, past]);
  const days = useFieldDays(field.id, range);
  const turns = useFieldTurns(field.id, { from: dayAfter(day, -Math.min(past, TURN_DAYS)), to: range.to });
  const known = isNotFound(state.error) ? undefined : state.data;
  return (
    <>
      <FieldHead field={field} state={known} />
      <div className="field-columns">
        <div className="field-main">
          {state.data === undefined && state.error && !isNotFound(state.error) ? <Failure error={state.error} onRetry={() => void state.refetch()} /> : <TodayPanel field={field} state={known} loading={state.isPending} />}
          <ChartPanel days={days.data} error={days.error} onRetry={() => void days.refetch()} state={known} turns={turns.data ?? []} past={past} onPast={setPast} />
          {days.data && days.data.days.length > 0 && known && <BalanceTable days={days.data.days} kind={known.growth.kind} />}
        </div>
        <div className="field-side">
          <TurnList field={field} turns={turns.data} />
          <SeasonPanel field={field} />
          <FactsPanel field={field} />
        </div>
      </div>
    </>
  );
}

/** A field on which nothing grows has no state: that is no failure. */
const isNotFound = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

function FieldHead({ field, state }: { field: Field; state: FieldState | undefined }) {
  const t = useTranslate();
  const language = useLanguage();
  const session = useSession();
  const areas = useAreas();
  const canals = useCanals();
  const [editing, setEditing] = useState(false);
  return (
    <header className="page-head field-head">
      <Link to="/irrigation/fields" className="back" aria-label={t('irr.fields.title')}>
        <Icon name="back" />
      </Link>
      <div className="field-head-text">
        <h1 className="page-title">{field.name}</h1>
        <div className="site-facts">
          <span>{areas.data?.find((area) => area.id === field.area)?.name ?? field.area}</span>
          <span>{canals.data?.find((canal) => canal.id === field.canal)?.name ?? field.canal}</span>
          <span>{`${formatNumber(field.hectares, 1, language)} ha`}</span>
          {field.cooperative && <span>{field.cooperative}</span>}
        </div>
      </div>
      <ThirstBadge state={state} />
      <div className="irr-actions">
        <Button href={`/nuoc/${encodeURIComponent(field.id)}`}>{t('irr.field.phone')}</Button>
        {mayPlanWater(session) && <Button icon={<Icon name="edit" size={16} />} onClick={() => { setEditing(true); }} data-testid="edit-field">{t('irr.edit')}</Button>}
      </div>
      {editing && <FieldForm field={field} onClose={() => { setEditing(false); }} />}
    </header>
  );
}

interface ChartPanelProps {
  days: FieldDays | undefined;
  error: Error | null;
  onRetry: () => void;
  state: FieldState | undefined;
  turns: React.ComponentProps<typeof WaterChart>['turns'];
  past: number;
  onPast: (days: number) => void;
}

function ChartPanel({ days, error, onRetry, state, turns, past, onPast }: ChartPanelProps) {
  const t = useTranslate();
  const kind = state?.growth.kind ?? 'paddy';
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t(kind === 'dry' ? 'irr.chart.titleDry' : 'irr.chart.titlePaddy')}</h2>
        <span className="range" role="group" aria-label={t('irr.chart.range')}>
          {RANGES.map((each) => (
            <button key={each} type="button" aria-pressed={past === each} onClick={() => { onPast(each); }}>{t('irr.chart.days', { n: each })}</button>
          ))}
        </span>
      </div>
      {days === undefined ? (
        error ? <Failure error={error} onRetry={onRetry} /> : <Loading height={390} />
      ) : days.days.length === 0 && days.forecast.length === 0 ? (
        <p className="chart-note">{t('irr.chart.nothing')}</p>
      ) : (
        <div className="water-chart-body">
          <WaterChart kind={kind} days={days} state={state} turns={turns} />
        </div>
      )}
    </section>
  );
}

/** What is in the registry of the field. */
function FactsPanel({ field }: { field: Field }) {
  const t = useTranslate();
  const language = useLanguage();
  const n = (value: number | null | undefined, digits: number) => (value === null || value === undefined ? '–' : formatNumber(value, digits, language));
  const { soil } = field;
  const facts: [string, string][] = [
    [t('irr.form.flow'), `${n(field.flow, 3)} m³/s`],
    [t('irr.form.efficiency'), `${n(field.efficiency === null ? null : field.efficiency * 100, 0)} %`],
    [t('irr.form.bund'), `${n(field.bund, 0)} mm`],
    [t('irr.form.soil'), soil === null ? '–' : `θFC ${n(soil.fieldCapacity, 2)} · θWP ${n(soil.wiltingPoint, 2)} · θs ${n(soil.saturation, 2)} · μ ${n(soil.drainable, 2)}`],
    [t('irr.form.percolation'), soil === null ? '–' : `${n(soil.percolation, 1)} mm`],
    [t('irr.form.valve'), field.valve ? `${field.valve.device} · ${field.valve.target}` : t('irr.field.byHand')],
    [t('irr.form.depth'), field.depth ? `${field.depth.device} · ${field.depth.series}` : '–'],
    [t('irr.form.moisture'), field.moisture ? `${field.moisture.device} · ${field.moisture.series}` : '–'],
    [t('irr.form.weather'), field.weather ?? '–'],
    [t('irr.form.rain'), field.rain ?? '–'],
  ];
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('irr.field.facts')}</h2>
      </div>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

