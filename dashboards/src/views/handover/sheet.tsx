import type { ReactNode } from 'react';
import { useAreas, useSites } from '../../api/queries';
import { PrioritySymbol } from '../../components/alarms/symbol';
import { useLanguage, useTranslate } from '../../i18n';
import { PRIORITIES } from '../../model/alarms';
import type { HandoverContent, Happened, StandingAlarm } from '../../model/handover';
import { formatDateTime, formatTime } from '../../model/time';

/** What happened, what stands and what is kept from the operator: on screen and on paper the same. */
export function Sheet({ content }: { content: HandoverContent }) {
  const t = useTranslate();
  const told = PRIORITIES.reduce((sum, priority) => sum + (content.annunciated[priority] ?? 0), 0);
  return (
    <div className="sheet-body">
      <Part title={t('handover.happened')} note={t('handover.toldInAll', { n: told })}>
        <ul className="sheet-counts">
          {PRIORITIES.map((priority) => (
            <li key={priority}>
              <PrioritySymbol priority={priority} look="light" size={18} /> <b>{content.annunciated[priority] ?? 0}</b>
            </li>
          ))}
          <li>{t('handover.events', { ack: content.events['acknowledge'] ?? 0, shelve: content.events['shelve'] ?? 0, comment: content.events['comment'] ?? 0 })}</li>
        </ul>
        <HappenedTable rows={content.occurrences} />
        {content.cut && <p className="muted">{t('handover.cut')}</p>}
      </Part>
      <Part title={t('handover.standing')} note={String(content.standing.length)}>
        <StandingTable rows={content.standing} />
      </Part>
      <Part title={t('handover.kept')} note={String(content.shelved.length + content.outOfService.length)}>
        <KeptTable rows={[...content.shelved, ...content.outOfService]} />
      </Part>
      {content.comments.length > 0 && (
        <Part title={t('handover.comments')} note={String(content.comments.length)}>
          <ul className="sheet-comments">
            {content.comments.map((comment, index) => (
              <li key={`${comment.at} ${index}`}>
                <span className="muted">{`${formatDateTime(Date.parse(comment.at))} · ${comment.who} · ${comment.name}`}</span>
                <span>{comment.text}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

function Part({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <section className="sheet-part">
      <h2 className="sheet-heading">{title} <span className="muted">{note}</span></h2>
      {children}
    </section>
  );
}

function Nothing() {
  const t = useTranslate();
  return <p className="muted sheet-nothing">{t('quality.nothing')}</p>;
}

function usePlace(): (each: { site?: string | null; area: string }) => string {
  const sites = useSites();
  const areas = useAreas();
  return ({ site, area }) =>
    (site ? (sites.data?.find((each) => each.id === site)?.name ?? site) : null) ?? areas.data?.find((each) => each.id === area)?.name ?? area;
}

function HappenedTable({ rows }: { rows: readonly Happened[] }) {
  const t = useTranslate();
  const place = usePlace();
  const time = (at: string | null | undefined) => (at ? formatTime(Date.parse(at)) : '–');
  return rows.length === 0 ? (
    <Nothing />
  ) : (
    <table className="sheet-table">
      <thead>
        <tr>
          <th className="sheet-mark" aria-label={t('alarms.priority')} />
          <th>{t('alarms.column.alarm')}</th>
          <th>{t('handover.began')}</th>
          <th>{t('handover.returned')}</th>
          <th>{t('handover.acknowledged')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.occurrence} data-testid="handover-happened">
            <td className="sheet-mark"><PrioritySymbol priority={row.priority} look="light" size={18} /></td>
            <td><b>{row.name}</b><span className="sheet-place">{place(row)}</span></td>
            <td>{formatDateTime(Date.parse(row.beganAt)).slice(0, 5)} {time(row.beganAt)}</td>
            <td>{row.returnedAt ? time(row.returnedAt) : t('handover.stillOn')}</td>
            <td>{row.acknowledgedAt ? `${time(row.acknowledgedAt)} ${row.acknowledgedBy ?? ''}` : t('handover.notYet')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function StandingTable({ rows }: { rows: readonly StandingAlarm[] }) {
  const t = useTranslate();
  const language = useLanguage();
  return rows.length === 0 ? (
    <Nothing />
  ) : (
    <table className="sheet-table">
      <thead>
        <tr>
          <th className="sheet-mark" aria-label={t('alarms.priority')} />
          <th>{t('alarms.column.alarm')}</th>
          <th>{t('handover.began')}</th>
          <th>{t('alarms.state')}</th>
          <th>{t('handover.assignee')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.alarm} data-testid="handover-standing">
            <td className="sheet-mark"><PrioritySymbol priority={row.priority} look="light" size={18} /></td>
            <td><b>{row.name[language] || row.name.vi}</b><span className="sheet-place">{[row.siteName, row.areaName].filter(Boolean).join(' · ')}</span></td>
            <td>{row.activatedAt ? formatDateTime(Date.parse(row.activatedAt)) : '–'}</td>
            <td>{`${row.letter} · ${t(`alarm.state.${row.state}`)}`}</td>
            <td>{row.assignee ?? row.acknowledgedBy ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function KeptTable({ rows }: { rows: readonly StandingAlarm[] }) {
  const t = useTranslate();
  const language = useLanguage();
  return rows.length === 0 ? (
    <Nothing />
  ) : (
    <table className="sheet-table">
      <thead>
        <tr>
          <th className="sheet-mark" aria-label={t('alarms.priority')} />
          <th>{t('alarms.column.alarm')}</th>
          <th>{t('alarms.state')}</th>
          <th>{t('rule.reason')}</th>
          <th>{t('handover.until')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.alarm}>
            <td className="sheet-mark"><PrioritySymbol priority={row.priority} look="hollow" size={18} /></td>
            <td><b>{row.name[language] || row.name.vi}</b><span className="sheet-place">{[row.siteName, row.areaName].filter(Boolean).join(' · ')}</span></td>
            <td>{`${row.letter} · ${t(`alarm.state.${row.state}`)}`}</td>
            <td>{[row.reason, row.by].filter(Boolean).join(' · ') || '–'}</td>
            <td>{row.until ? formatDateTime(Date.parse(row.until)) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
