import { Link } from 'react-router-dom';
import { useAlarmJournal } from '../../api/queries';
import { Loaded } from '../../components/feedback';
import { lookUp, useLanguage, useTranslate } from '../../i18n';
import type { AlarmJournalRow, AlarmView } from '../../model/alarms';
import { serverNow } from '../../model/clock';
import { formatDateTimeSeconds, formatRecent } from '../../model/time';
import { measuredText } from './value';

/** Every step of the occurrence, the newest first. */
export function OccurrenceJournal({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  const journal = useAlarmJournal(alarm.id, alarm.occurrence);
  return (
    <section className="detail-section">
      <h3 className="panel-title">{t('alarms.detail.journal')}</h3>
      <Loaded query={journal} height={96}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="faint">{t('alarms.detail.journalEmpty')}</p>
          ) : (
            <ol className="journal" data-testid="alarm-journal">
              {rows.map((row) => (
                <JournalLine key={row.id} row={row} alarm={alarm} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </section>
  );
}

function JournalLine({ row, alarm }: { row: AlarmJournalRow; alarm: AlarmView }) {
  const t = useTranslate();
  const language = useLanguage();
  const at = Date.parse(row.at);
  const event = row.event.toLowerCase().replace(/_/g, '-');
  const who = row.who === 'system' ? t('alarms.system') : row.who;
  return (
    <li className="journal-line" data-event={event}>
      <time dateTime={row.at} title={formatDateTimeSeconds(at)}>
        {formatRecent(at, serverNow())}
      </time>
      <span className="journal-what">
        <span>
          <b>{lookUp(language, 'alarms.event', event) ?? event}</b>
          {row.from !== null && row.to !== null && row.from !== row.to && (
            <span className="mono faint">{` ${row.from} → ${row.to}`}</span>
          )}
          {row.historical && <span className="alarm-mark">{t('alarms.detail.historical')}</span>}
        </span>
        {row.value !== null && (
          <span className="muted">
            {measuredText(row.value, alarm, language)}
            {row.limit !== null && ` · ${t('alarm.limit', { limit: measuredText(row.limit, alarm, language) })}`}
          </span>
        )}
        {row.reason !== null && row.reason !== '' && <Reason event={event} reason={row.reason} />}
      </span>
      <span className="faint">{who}</span>
    </li>
  );
}

/** What was written; for suppression by a group the alarm that it is about. */
function Reason({ event, reason }: { event: string; reason: string }) {
  const t = useTranslate();
  return event.endsWith('suppress') && /^\d+$/.test(reason) ? (
    <Link to={`/alarms?alarm=${reason}`}>{t('alarms.detail.group')}</Link>
  ) : (
    <span>{reason}</span>
  );
}
