import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { planApi } from '../../../api/irrigation-plans';
import { IRRIGATION_KEY } from '../../../api/irrigation-queries';
import { FormFailure } from '../../../components/form-failure';
import { Icon } from '../../../components/icons';
import { useNow } from '../../../components/now';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate } from '../../../i18n';
import { againstGreedy, mayPlan, publishObstacle, type Figures, type PlanContent, type PlanDifference, type PlanHead, type TurnTime } from '../../../model/irrigation-plans';
import { formatChange, formatMoment, formatSpan, formatWhole, useNames } from './parts';

/** A plan that is being made: how long already, and the way out. */
export function Solving({ plan, onGone }: { plan: PlanHead; onGone?: () => void }) {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const seconds = Math.max(0, Math.floor((useNow() - plan.made.at) / 1_000));
  const cancel = useMutation({
    mutationFn: () => planApi.discard(plan.id, ''),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [IRRIGATION_KEY] });
      onGone?.();
    },
  });
  return (
    <div className="plan-solving" role="status" data-testid="plan-solving">
      <div className="plan-solving-text">
        <strong>{t('plan.solving')}</strong>
        <span className="muted">{t('plan.solvingHint', { n: seconds })}</span>
      </div>
      <span className="plan-solving-line" aria-hidden="true" />
      {mayPlan(session) && (
        <Button onClick={() => { cancel.mutate(); }} loading={cancel.isPending}>
          {t('plan.cancel')}
        </Button>
      )}
      <FormFailure error={cancel.error} />
    </div>
  );
}

/** What the plan costs, beside what the simple plan would. */
export function CostAgainstGreedy({ figures }: { figures: Figures }) {
  const t = useTranslate();
  const language = useLanguage();
  const { saved, percent, water } = againstGreedy(figures);
  const share = percent === null ? '' : `${formatWhole(percent, language)} %`;
  const money = saved >= 1
    ? t('plan.saves', { value: formatWhole(saved, language), share })
    : saved <= -1
      ? t('plan.dearer', { value: formatWhole(-saved, language) })
      : t('plan.savesNothing', { value: formatWhole(figures.greedyCost, language) });
  const missing = water >= 1 ? t('plan.lessMissing', { water: formatWhole(water, language) }) : water <= -1 ? t('plan.moreMissing', { water: formatWhole(-water, language) }) : null;
  return (
    <div className="plan-figures" data-testid="plan-figures">
      <Figure label={t('plan.cost')} value={`${formatWhole(figures.cost, language)} đ`} />
      <Figure label={t('plan.energy')} value={`${formatWhole(figures.energy, language)} kWh`} />
      <Figure label={t('plan.volume')} value={`${formatWhole(figures.volume, language)} m³`} />
      <Figure label={t('plan.missing')} value={`${formatWhole(figures.missing, language)} m³`} attention={figures.missing >= 1} />
      <div className="plan-greedy">
        <span className="muted">{t('plan.against')}</span>
        <span data-testid="plan-greedy">
          {missing === null ? money : `${money}; ${missing}`}
        </span>
        {!figures.withSolver && <span className="plan-note">{t('plan.withoutSolver')}</span>}
      </div>
    </div>
  );
}

function Figure({ label, value, attention = false }: { label: string; value: string; attention?: boolean }) {
  return (
    <div className={attention ? 'plan-figure plan-figure-attention' : 'plan-figure'}>
      <span className="muted">{label}</span>
      <strong>{value}</strong>
    </div>
  );
}

const MOST_LISTED = 12;

/** What a draft changes, before anybody accepts it. */
export function Difference({ difference, title }: { difference: PlanDifference; title: string }) {
  const t = useTranslate();
  const language = useLanguage();
  const { moved, added, removed, cost, energy, missing } = difference;
  const nothing = moved.length + added.length + removed.length === 0;
  return (
    <section className="plan-diff" data-testid="plan-difference" data-moved={moved.length} data-added={added.length} data-removed={removed.length}>
      <h3 className="plan-subtitle">{title}</h3>
      <div className="plan-diff-figures">
        <Delta label={t('plan.diff.cost')} value={cost} unit="đ" language={language} same={t('plan.diff.same')} />
        <Delta label={t('plan.diff.energy')} value={energy} unit="kWh" language={language} same={t('plan.diff.same')} />
        <Delta label={t('plan.diff.missing')} value={missing} unit="m³" language={language} same={t('plan.diff.same')} />
      </div>
      {nothing ? <p className="muted">{t('plan.diff.none')}</p> : null}
      <Listed mark="→" label={t('plan.diff.moved')} lines={moved.map(({ before, after }) => ({ of: after, before }))} />
      <Listed mark="+" label={t('plan.diff.added')} lines={added.map((of) => ({ of, before: null }))} />
      <Listed mark="−" label={t('plan.diff.removed')} lines={removed.map((of) => ({ of, before: null }))} />
    </section>
  );
}

interface DeltaProps {
  label: string;
  value: number;
  unit: string;
  language: 'vi' | 'en';
  same: string;
}

function Delta({ label, value, unit, language, same }: DeltaProps) {
  return (
    <div>
      <span className="muted">{label}</span>
      <strong>{Math.abs(value) < 0.5 ? same : `${formatChange(value, 0, language)} ${unit}`}</strong>
    </div>
  );
}

function Listed({ mark, label, lines }: { mark: string; label: string; lines: readonly { of: TurnTime; before: TurnTime | null }[] }) {
  const t = useTranslate();
  const language = useLanguage();
  const names = useNames();
  const [all, setAll] = useState(false);
  if (lines.length === 0) {
    return null;
  }
  const shown = all ? lines : lines.slice(0, MOST_LISTED);
  return (
    <div className="plan-diff-list">
      <h4>
        <span className="plan-diff-mark" aria-hidden="true">{mark}</span> {label} ({lines.length})
      </h4>
      <ul>
        {shown.map(({ of, before }) => (
          <li key={`${of.field} ${of.from}`}>
            <span className="plan-diff-name">{names('field', of.field)}</span>
            <span className="plan-diff-time">
              {before !== null && <s>{formatSpan(before, language)}</s>} {formatSpan(of, language)}
              <span className="faint"> · {formatWhole(of.volume, language)} m³</span>
            </span>
          </li>
        ))}
      </ul>
      {lines.length > shown.length && (
        <Button type="link" size="small" onClick={() => { setAll(true); }}>
          {t('plan.diff.more', { n: lines.length - shown.length })}
        </Button>
      )}
    </div>
  );
}

/** Which fields lack water by when, and what keeps it from them. */
export function Unmet({ plan }: { plan: PlanContent }) {
  const t = useTranslate();
  const language = useLanguage();
  const names = useNames();
  return (
    <section data-testid="plan-unmet" data-count={plan.unmet.length}>
      <h3 className="plan-subtitle">{t('plan.unmet')}</h3>
      {plan.unmet.length === 0 ? (
        <p className="muted">{t('plan.unmetNone')}</p>
      ) : (
        <ul className="plan-unmet">
          {plan.unmet.map((each) => (
            <li key={each.field}>
              <div className="plan-unmet-head">
                <Icon name="warning" size={16} />
                <strong>{names('field', each.field)}</strong>
                <span>{t('plan.unmetOne', { value: formatWhole(each.missing, language), time: formatMoment(each.by, language) })}</span>
              </div>
              <p className="muted">{each.text}</p>
            </li>
          ))}
        </ul>
      )}
      {plan.refused.length > 0 && (
        <>
          <h3 className="plan-subtitle">{t('plan.refused')}</h3>
          <ul className="plan-unmet" data-testid="plan-refused">
            {plan.refused.map((each) => (
              <li key={`${each.field} ${each.from}`}>
                <div className="plan-unmet-head">
                  <Icon name="warning" size={16} />
                  <strong>{names('field', each.field)}</strong>
                  <span>{formatSpan(each, language)}</span>
                </div>
                {each.reasons.map((reason) => (
                  <p key={reason} className="muted">{reason}</p>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Accept by one person, publish by another, or give up. */
export function Deeds({ plan, onDiscarded }: { plan: PlanContent; onDiscarded?: () => void }) {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [discarding, setDiscarding] = useState(false);
  const { head } = plan;
  const done = () => { void client.invalidateQueries({ queryKey: [IRRIGATION_KEY] }); };
  const accept = useMutation({
    mutationFn: () => planApi.accept(head.id),
    onSuccess: () => { void message.success(t('plan.accepted', { id: head.id })); },
    onSettled: done,
  });
  const publish = useMutation({
    mutationFn: () => planApi.publish(head.id),
    onSuccess: () => { void message.success(t('plan.published', { id: head.id })); },
    onSettled: done,
  });
  if (!mayPlan(session) || (head.state !== 'draft' && head.state !== 'accepted')) {
    return null;
  }
  const devices = new Set(plan.turns.flatMap(({ device }) => (device === null ? [] : [device]))).size;
  const obstacle = publishObstacle(head, session);
  return (
    <div className="plan-deeds">
      <FormFailure error={accept.error ?? publish.error} />
      {head.state === 'draft' ? (
        <>
          <p className="muted">{t('plan.acceptHint')}</p>
          <div className="board-actions">
            <Button type="primary" loading={accept.isPending} onClick={() => { accept.mutate(); }} data-testid="plan-accept">
              {t('plan.accept')}
            </Button>
            <Button onClick={() => { setDiscarding(true); }} data-testid="plan-discard">{t('plan.discard')}</Button>
          </div>
        </>
      ) : (
        <>
          <p className={obstacle === null ? 'muted' : 'plan-note'} data-testid="publish-hint">{obstacle === null ? t('plan.publishHint', { n: devices }) : t(obstacle)}</p>
          <div className="board-actions">
            <Button type="primary" disabled={obstacle !== null} loading={publish.isPending} onClick={() => { publish.mutate(); }} data-testid="plan-publish">
              {t('plan.publish')}
            </Button>
            <Button onClick={() => { setDiscarding(true); }} data-testid="plan-discard">{t('plan.discard')}</Button>
          </div>
        </>
      )}
      <DiscardDialog plan={head} open={discarding} onClose={() => { setDiscarding(false); }} onDone={() => { done(); onDiscarded?.(); }} />
    </div>
  );
}

function DiscardDialog({ plan, open, onClose, onDone }: { plan: PlanHead; open: boolean; onClose: () => void; onDone: () => void }) {
  const t = useTranslate();
  const [reason, setReason] = useState('');
  const discard = useMutation({
    mutationFn: () => planApi.discard(plan.id, reason.trim()),
    onSuccess: () => {
      onClose();
      onDone();
    },
  });
  return (
    <Modal open={open} title={t('plan.discardAsk', { id: plan.id })} okText={t('plan.discard')} cancelText={t('common.cancel')} confirmLoading={discard.isPending} onOk={() => { discard.mutate(); }} onCancel={onClose}>
      <FormFailure error={discard.error} />
      <label className="field">
        <span className="field-label">{t('plan.discardReason')}</span>
        <Input value={reason} maxLength={500} onChange={(event) => { setReason(event.target.value); }} />
      </label>
    </Modal>
  );
}
