import type { ReactNode } from 'react';
import { useAreas, useSites } from '../../api/queries';
import { PrioritySymbol } from '../../components/alarms/symbol';
import { useLanguage, useTranslate, type MessageKey } from '../../i18n';
import { PRIORITIES, type AlarmPriority } from '../../model/alarms';
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

interface Row {
  key: string | number;
  priority: AlarmPriority;
  name: string;
  place: string;
  /** One for each column beside the alarm itself. */
  cells: readonly [ReactNode, ReactNode, ReactNode];
}

interface SheetTableProps {
  columns: readonly [MessageKey, MessageKey, MessageKey];
  rows: readonly Row[];
  /** Of what the operator was told, or hollow for what is kept from them. */
  look: 'light' | 'hollow';
  testId: string;
}

/** Alarms with their priority and place, and three columns more. */
function SheetTable({ columns, rows, look, testId }: SheetTableProps) {
  const t = useTranslate();
  return rows.length === 0 ? (
    <Nothing />
  ) : (
    <table className="sheet-table">
      <thead>
        <tr>
          <th className="sheet-mark" aria-label={t('alarms.priority')} />
          <th>{t('alarms.column.alarm')}</th>
          {columns.map((column) => (
            <th key={column}>{t(column)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, priority, name, place, cells }) => (
          <tr key={key} data-testid={testId}>
            <td className="sheet-mark"><PrioritySymbol priority={priority} look={look} size={18} /></td>
            <td><b>{name}</b><span className="sheet-place">{place}</span></td>
            {columns.map((column, index) => (
              <td key={column}>{cells[index]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HappenedTable({ rows }: { rows: readonly Happened[] }) {
  const t = useTranslate();
  const place = usePlace();
  const time = (at: string) => formatTime(Date.parse(at));
  return (
    <SheetTable
      columns={['handover.began', 'handover.returned', 'handover.acknowledged']}
      rows={rows.map((row) => ({
        key: row.occurrence,
        priority: row.priority,
        name: row.name,
        place: place(row),
        cells: [
          `${formatDateTime(Date.parse(row.beganAt)).slice(0, 5)} ${time(row.beganAt)}`,
          row.returnedAt ? time(row.returnedAt) : t('handover.stillOn'),
          row.historical === true ? t('handover.late') : row.acknowledgedAt ? `${time(row.acknowledgedAt)} ${row.acknowledgedBy ?? ''}` : t('handover.notYet'),
        ],
      }))}
      look="light"
      testId="handover-happened"
    />
  );
}

function StandingTable({ rows }: { rows: readonly StandingAlarm[] }) {
  const named = useNamed();
  const state = useStateText();
  return (
    <SheetTable
      columns={['handover.began', 'alarms.state', 'handover.assignee']}
      rows={rows.map((row) => ({ ...named(row), cells: [timeOf(row.activatedAt), state(row), row.assignee ?? row.acknowledgedBy ?? '–'] }))}
      look="light"
      testId="handover-standing"
    />
  );
}

function KeptTable({ rows }: { rows: readonly StandingAlarm[] }) {
  const named = useNamed();
  const state = useStateText();
  return (
    <SheetTable
      columns={['alarms.state', 'rule.reason', 'handover.until']}
      rows={rows.map((row) => ({ ...named(row), cells: [state(row), [row.reason, row.by].filter(Boolean).join(' · ') || '–', timeOf(row.until)] }))}
      look="hollow"
      testId="handover-kept"
    />
  );
}

function useNamed(): (row: StandingAlarm) => Omit<Row, 'cells'> {
  const language = useLanguage();
  return (row) => ({ key: row.alarm, priority: row.priority, name: row.name[language] || row.name.vi, place: [row.siteName, row.areaName].filter(Boolean).join(' · ') });
}

function useStateText(): (row: StandingAlarm) => string {
  const t = useTranslate();
  return (row) => `${row.letter} · ${t(`alarm.state.${row.state}`)}`;
}

const timeOf = (at: string | null | undefined): string => (at ? formatDateTime(Date.parse(at)) : '–');
