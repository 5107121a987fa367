import { Tooltip } from 'antd';
import { useState } from 'react';
import { useDeviceCompleteness } from '../../api/queries';
import { Loaded } from '../../components/feedback';
import { useLanguage, useTranslate } from '../../i18n';
import { completenessText, countingText, missingPart } from '../../model/completeness';
import { formatNumber } from '../../model/numbers';
import { formatDate } from '../../model/time';
import type { Completeness, PackCounts } from '../../model/types';
import './completeness.css';

/** The last thirty days of a device: grey where all is there, colour only where something is missing. */
export function CompletenessPanel({ device }: { device: string }) {
  const t = useTranslate();
  const days = useDeviceCompleteness(device);
  return (
    <section className="panel" data-testid="completeness">
      <div className="panel-head">
        <h2 className="panel-title">{t('completeness.title')}</h2>
      </div>
      <div className="panel-body">
        <Loaded query={days} height={96}>
          {(list) => <Days days={list} />}
        </Loaded>
      </div>
    </section>
  );
}

function Days({ days }: { days: Completeness[] }) {
  const t = useTranslate();
  const language = useLanguage();
  const [chosen, setChosen] = useState<string | null>(null);
  const last = days[days.length - 1];
  const shown = days.find((day) => day.day === chosen) ?? last;
  if (shown === undefined) {
    return null;
  }
  return (
    <>
      <div className="days">
        {days.map((day) => {
          const text = `${formatDate(day.day)}: ${completenessText(day, t, language)}`;
          return (
            <Tooltip key={day.day} title={text}>
              <button
                type="button"
                className={`day day-${dayState(day)}`}
                aria-label={text}
                aria-pressed={day.day === shown.day}
                onClick={() => { setChosen(day.day); }}
              >
                <span className="day-gap" style={{ height: `${missingPart(day) * 100}%` }} />
              </button>
            </Tooltip>
          );
        })}
      </div>
      <div className="days-ends" aria-hidden="true">
        <span>{formatDate(days[0]?.day ?? '').slice(0, 5)}</span>
        <span>{t('completeness.today')}</span>
      </div>
      <p className="day-text" aria-live="polite" data-testid="completeness-text">
        <span className="muted">{shown === last ? t('completeness.today') : formatDate(shown.day)}</span>{' '}
        <span className={shown.complete === false ? 'day-text-missing' : 'day-text-all'}>{completenessText(shown, t, language)}</span>
      </p>
      {shown.share !== null && <Counts day={shown} />}
      <p className="day-how">
        {countingText(shown, t)} {t('completeness.hint')}
      </p>
    </>
  );
}

function Counts({ day }: { day: Completeness }) {
  const t = useTranslate();
  return (
    <table className="day-counts">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('completeness.expected')}</th>
          <th scope="col">{t('completeness.got')}</th>
          <th scope="col">{t('completeness.late')}</th>
          <th scope="col">{t('completeness.lost')}</th>
        </tr>
      </thead>
      <tbody>
        <CountsRow name={t(day.counting === 'sequence' ? 'completeness.packs' : 'completeness.reports')} counts={day.packs} />
        <CountsRow name={t('completeness.readings')} counts={day.readings} />
      </tbody>
    </table>
  );
}

function CountsRow({ name, counts }: { name: string; counts: PackCounts }) {
  const language = useLanguage();
  const cell = (value: number | null) => <td>{value === null ? '–' : formatNumber(value, 0, language)}</td>;
  return (
    <tr>
      <th scope="row">{name}</th>
      {cell(counts.expected)}
      {cell(counts.received)}
      {cell(counts.late)}
      {cell(counts.lost)}
    </tr>
  );
}

function dayState(day: Completeness): 'all' | 'missing' | 'unknown' {
  return day.complete === null ? 'unknown' : day.complete ? 'all' : 'missing';
}
