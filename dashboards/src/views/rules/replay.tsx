import { useMutation } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { ApiError } from '../../api/http';
import { useDevices, useSites } from '../../api/queries';
import { rulesApi } from '../../api/rules';
import { Bars } from '../../components/bars';
import { Empty } from '../../components/feedback';
import { FormFailure } from '../../components/form-failure';
import { Icon } from '../../components/icons';
import { lookUp, useLanguage, useTranslate } from '../../i18n';
import { serverNow } from '../../model/clock';
import { daysOf, type Replay, type ReplayOccurrence, type RuleDraft } from '../../model/rules';
import { formatDate, formatDateTime, formatDayMonth } from '../../model/time';

const PERIODS = [1, 7, 30, 90] as const;
type Period = (typeof PERIODS)[number];
const DAY = 86_400_000;
const MOST_SUBJECTS = 25;
/** Above so many a day is more than one operator can attend to. */
const DAY_TARGET = 150;

interface ReplayPanelProps {
  draft: RuleDraft;
  disabled: boolean;
  /** The mistakes belong to the form. */
  onRefused: (failure: Error) => void;
}

/** What the draft would have raised in the past; nothing is kept. */
export function ReplayPanel({ draft, disabled, onRefused }: ReplayPanelProps) {
  const t = useTranslate();
  const [period, setPeriod] = useState<Period>(7);
  const [tried, setTried] = useState<RuleDraft | null>(null);
  const run = useMutation({
    mutationFn: () => {
      const now = serverNow();
      setTried(draft);
      return rulesApi.replay(draft, new Date(now - period * DAY).toISOString(), new Date(now).toISOString());
    },
    onError: (failure) => {
      if (failure instanceof ApiError && failure.fields.length > 0) {
        onRefused(failure);
      }
    },
  });
  return (
    <div className="panel replay" data-testid="replay">
      <div className="panel-head">
        <h2 className="panel-title">{t('replay.title')}</h2>
        <span className="replay-tools">
          <Segmented<Period> value={period} options={PERIODS.map((days) => ({ value: days, label: t('replay.days', { n: days }) }))} onChange={setPeriod} />
          <Button icon={<Icon name="play" size={16} />} disabled={disabled} loading={run.isPending} onClick={() => { run.mutate(); }} data-testid="replay-run">
            {t('replay.run')}
          </Button>
        </span>
      </div>
      <div className="panel-body">
        <FormFailure error={run.error} />
        {run.data ? (
          <>
            {tried !== draft && <p className="replay-note"><Icon name="warning" size={16} /> {t('replay.changed')}</p>}
            <Result replay={run.data} />
          </>
        ) : (
          run.error === null && <Empty icon="play" title={t(run.isPending ? 'replay.running' : 'replay.none')} hint={t('replay.hint')} />
        )}
      </div>
    </div>
  );
}

function Result({ replay }: { replay: Replay }) {
  const t = useTranslate();
  const days = daysOf(replay);
  const chattering = replay.chattering.length;
  const every = Math.ceil(days.length / 8);
  return (
    <div className="replay-result" data-testid="replay-result" data-occurrences={replay.occurrences}>
      <div className="replay-figures">
        <Figure label={t('replay.annunciated')} value={replay.annunciated} />
        <Figure label={t('replay.most')} value={replay.mostInTenMinutes}>
          <Verdict good={!replay.flood}>{t(replay.flood ? 'replay.flood' : 'replay.noFlood')}</Verdict>
        </Figure>
        <Figure label={t('replay.chattering')} value={chattering}>
          <Verdict good={chattering === 0}>{t(chattering === 0 ? 'replay.noChattering' : 'replay.raiseDelay')}</Verdict>
        </Figure>
        <Figure label={t('replay.subjects')} value={replay.subjects} />
      </div>
      <Notes replay={replay} />
      <h3 className="replay-heading">{t('replay.perDay')}</h3>
      <Bars
        label={t('replay.perDay')}
        height={96}
        lines={[{ value: DAY_TARGET, label: t('quality.targetLine', { n: DAY_TARGET }) }]}
        bars={days.map(({ day, count }, index) => ({
          key: day,
          value: count,
          title: `${formatDate(day)}: ${count}`,
          label: index % every === 0 ? formatDate(day).slice(0, 5) : null,
          look: count > DAY_TARGET ? 'over' : 'plain',
        }))}
      />
      {replay.bySubject.length > 0 && (
        <>
          <h3 className="replay-heading">{t('replay.timeline')}</h3>
          <Timeline replay={replay} />
        </>
      )}
    </div>
  );
}

function Figure({ label, value, children }: { label: string; value: number; children?: ReactNode }) {
  return (
    <div className="figure">
      <span className="figure-label">{label}</span>
      <span className="figure-value">{value}</span>
      {children}
    </div>
  );
}

function Verdict({ good, children }: { good: boolean; children: ReactNode }) {
  return (
    <span className={good ? 'verdict verdict-good' : 'verdict verdict-bad'}>
      <Icon name={good ? 'check' : 'warning'} size={16} />
      {children}
    </span>
  );
}

function Notes({ replay: { cut, warnings, subjects, subjectsDone } }: { replay: Replay }) {
  const t = useTranslate();
  const language = useLanguage();
  const notes = [
    ...warnings.map((warning) => lookUp(language, 'replay.warning', warning) ?? warning),
    ...(cut ? [t(`replay.cut.${cut}`, { done: subjectsDone, subjects })] : []),
  ];
  return notes.length === 0 ? null : (
    <>
      {notes.map((note) => (
        <p key={note} className="replay-note"><Icon name="warning" size={16} /> {note}</p>
      ))}
    </>
  );
}

function useSubjectName(): (subject: string) => string {
  const devices = useDevices();
  const sites = useSites();
  return (subject) => {
    const [, kind, rest = ''] = /^(\w+):(.*)$/.exec(subject) ?? [];
    const [id = '', ...match] = rest.split('/');
    const name =
      kind === 'device' ? devices.data?.find((each) => each.id === id)?.name : kind === 'site' ? sites.data?.find((each) => each.id === id)?.name : undefined;
    return name === undefined ? subject : [name, ...match].join(' · ');
  };
}

/** When it would have stood, one line for each place. */
function Timeline({ replay }: { replay: Replay }) {
  const t = useTranslate();
  const name = useSubjectName();
  const [from, to] = [Date.parse(replay.from), Date.parse(replay.to)];
  const shown = replay.bySubject.slice(0, MOST_SUBJECTS);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return (
    <div className="timeline">
      {shown.map(({ subject, count, occurrences }) => (
        <div key={subject} className="timeline-row" data-testid="timeline-row">
          <span className="timeline-name truncate" title={subject}>{name(subject)}</span>
          <span className="timeline-lane">
            {occurrences.map((occurrence) => (
              <Stretch key={`${occurrence.began} ${occurrence.level}`} occurrence={occurrence} from={from} to={to} />
            ))}
          </span>
          <span className="timeline-count">{count}</span>
        </div>
      ))}
      <div className="timeline-row timeline-axis" aria-hidden="true">
        <span className="timeline-name" />
        <span className="timeline-lane">
          {ticks.map((share) => (
            <span key={share} className="timeline-tick" style={{ left: `${share * 100}%`, transform: `translateX(-${share * 100}%)` }}>
              {to - from <= DAY ? formatDateTime(from + share * (to - from)).slice(11) : formatDayMonth(from + share * (to - from))}
            </span>
          ))}
        </span>
        <span className="timeline-count" />
      </div>
      {replay.bySubject.length > shown.length && <p className="muted">{t('replay.moreSubjects', { n: replay.bySubject.length - shown.length })}</p>}
    </div>
  );
}

function Stretch({ occurrence, from, to }: { occurrence: ReplayOccurrence; from: number; to: number }) {
  const t = useTranslate();
  const began = Date.parse(occurrence.began);
  const ended = occurrence.ended === null ? to : Date.parse(occurrence.ended);
  const shareOf = (millis: number) => `${(100 * Math.max(0, millis)) / (to - from)}%`;
  const start = Math.max(from, began);
  const title = [
    `${formatDateTime(began)} – ${occurrence.ended === null ? t('replay.stillOn') : formatDateTime(ended)}`,
    t(`alarm.priority.${occurrence.priority}`),
    ...(occurrence.annunciated ? [] : [t('replay.hidden')]),
    ...(occurrence.chattered ? [t('alarm.chattering')] : []),
  ].join(' · ');
  return (
    <span
      className={`stretch priority-${occurrence.priority}${occurrence.annunciated ? '' : ' stretch-hidden'}`}
      style={{ left: shareOf(start - from), width: shareOf(Math.min(to, ended) - start) }}
      title={title}
      data-testid="stretch"
    />
  );
}
