import { useMemo, type ReactNode } from 'react';
import { useWorks } from '../../../api/irrigation-plan-queries';
import { lookUp, useLanguage, useTranslate, type Language } from '../../../i18n';
import type { Works } from '../../../model/board';
import type { AnswerState, PlanState, Span, SubjectKind, TurnState } from '../../../model/irrigation-plans';
import { formatNumber } from '../../../model/numbers';
import { formatDayMonth, formatTime } from '../../../model/time';

/** Names of works; what the registry no longer knows keeps its id. */
export type NameOf = (kind: SubjectKind, id: string) => string;

export function nameOf(works: Works | undefined): NameOf {
  const maps: Record<SubjectKind, Map<string, string>> = { pump: new Map(), canal: new Map(), field: new Map() };
  works?.pumps.forEach(({ id, name }) => maps.pump.set(id, name));
  works?.canals.forEach(({ id, name }) => maps.canal.set(id, name));
  works?.fields.forEach(({ id, name }) => maps.field.set(id, name));
  return (kind, id) => maps[kind].get(id) ?? id;
}

export function useNames(): NameOf {
  const { data } = useWorks();
  return useMemo(() => nameOf(data), [data]);
}

const WEEKDAYS: Record<Language, readonly string[]> = { vi: ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'], en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] };
const ZONE = 7 * 3_600_000;

/** T5 08/10. */
export function formatDay(at: number, language: Language): string {
  const weekday = WEEKDAYS[language][(Math.floor((at + ZONE) / 86_400_000) + 3) % 7] ?? '';
  return `${weekday} ${formatDayMonth(at)}`;
}

/** T5 08/10 05:00–08:00. */
export function formatSpan({ from, to }: Span, language: Language): string {
  const sameDay = formatDayMonth(from) === formatDayMonth(to);
  return `${formatDay(from, language)} ${formatTime(from)}–${sameDay ? '' : `${formatDay(to, language)} `}${formatTime(to)}`;
}

export const formatMoment = (at: number, language: Language): string => `${formatDay(at, language)} ${formatTime(at)}`;

export const formatWhole = (value: number, language: Language): string => formatNumber(value, 0, language);

/** With its sign, for what is more or less than before. */
export const formatChange = (value: number, digits: number, language: Language): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatNumber(Math.abs(value), digits, language)}`;

const MARKS: Record<TurnState, ReactNode> = {
  planned: <rect x="2" y="3.500" width="8" height="5" rx="1" fill="none" />,
  running: <path d="M3.500 2.500v7l6-3.500z" fill="currentColor" stroke="none" />,
  done: <path d="m2.500 6.500 2.500 2.500 4.500-6" />,
  missed: <path d="m3 3 6 6M9 3 3 9" />,
  'cut-short': <path d="M2 6h4.500M9 2.500v7" />,
  withdrawn: <path d="M2.500 6h7" />,
  unknown: <path d="M4 4.300A2 2 0 1 1 6 6.500v.8M6 9.700v.01" />,
  manual: <path d="M2.500 3h7M6 3v6.500" />,
};

/** Shape and colour of a turn's state; the words stand beside it or in its label. */
export function TurnMark({ state }: { state: TurnState }) {
  return (
    <svg className={`turn-mark turn-mark-${state}`} width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.800" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      {MARKS[state]}
    </svg>
  );
}

export function TurnStateTag({ state }: { state: TurnState }) {
  const t = useTranslate();
  return (
    <span className={`turn-tag turn-tag-${state}`} data-testid="turn-state" data-state={state}>
      <TurnMark state={state} />
      {t(`turn.state.${state}`)}
    </span>
  );
}

export function PlanStateTag({ state }: { state: PlanState }) {
  const t = useTranslate();
  return (
    <span className={`plan-tag plan-tag-${state}`} data-testid="plan-state" data-state={state}>
      {t(`plan.state.${state}`)}
    </span>
  );
}

const GOOD: ReadonlySet<AnswerState> = new Set(['confirmed']);
const BAD: ReadonlySet<AnswerState> = new Set(['failed', 'refused', 'expired']);

/** What a device has answered: a mark for those who see no colours, and the word. */
export function AnswerTag({ state }: { state: AnswerState | null }) {
  const t = useTranslate();
  const kind = state === null ? 'bad' : GOOD.has(state) ? 'good' : BAD.has(state) ? 'bad' : 'open';
  const mark = { good: 'done', bad: 'missed', open: 'running' } as const;
  return (
    <span className={`answer-tag answer-${kind}`} data-testid="answer" data-state={state ?? 'none'}>
      <TurnMark state={mark[kind]} />
      {t(`answer.${state ?? 'none'}`)}
    </span>
  );
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="plan-facts">{children}</dl>;
}

export function Fact({ label, children, testId }: { label: string; children: ReactNode; testId?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-testid={testId}>{children}</dd>
    </div>
  );
}

/** A word of a device or of the centre as people say it; a word that is not known stays as it is. */
export function useReason(): (reason: string) => string {
  const language = useLanguage();
  return (reason) => lookUp(language, 'turn.reason', reason) ?? reason;
}

