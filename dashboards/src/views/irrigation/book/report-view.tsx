import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { booksApi } from '../../../api/books';
import { IRRIGATION_KEY } from '../../../api/irrigation-queries';
import { useAreas } from '../../../api/queries';
import { Loaded } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { matchesOption } from '../../../components/select-options';
import { useTranslate } from '../../../i18n';
import { monthBefore, type MonthReport } from '../../../model/books';
import { serverNow } from '../../../model/clock';
import { formatDateTime, today } from '../../../model/time';
import { BookTable } from './book-table';
import '../../handover/handover.css';
import './book.css';

const MONTHS = 24;

/** The month's report, to be read and to be printed. */
export default function ReportView() {
  const t = useTranslate();
  const current = today(serverNow()).slice(0, 7);
  const [month, setMonth] = useState(current);
  const [area, setArea] = useState<string | null>(null);
  const areas = useAreas();
  const report = useQuery({ queryKey: [IRRIGATION_KEY, 'report', month, area], queryFn: ({ signal }) => booksApi.report({ month, area }, signal) });
  const months = Array.from({ length: MONTHS }, (_unused, ago) => monthBefore(current, ago));
  return (
    <div className="page">
      <div className="page-head no-print">
        <h1 className="page-title">{t('irr.report.title')}</h1>
        <div className="book-actions">
          <Link to="/irrigation/books">{t('irr.report.toBooks')}</Link>
          <Select value={month} aria-label={t('irr.report.month')} options={months.map((each) => ({ value: each, label: `${each.slice(5)}/${each.slice(0, 4)}` }))} onChange={(next: string) => { setMonth(next); }} />
          <Select allowClear showSearch placeholder={t('irr.rain.everywhere')} aria-label={t('irr.form.area')} className="report-area" value={area} filterOption={matchesOption} options={(areas.data ?? []).filter((each) => each.outline?.type !== 'LineString').map((each) => ({ value: each.id, label: each.name }))} onChange={(next: string | undefined) => { setArea(next ?? null); }} />
          {(['csv', 'xlsx'] as const).map((format) => (
            <Button key={format} icon={<Icon name="download" size={16} />} href={booksApi.reportFile({ month, area }, format)} download>{format === 'csv' ? 'CSV' : 'Excel'}</Button>
          ))}
          <Button icon={<Icon name="print" size={16} />} onClick={() => { window.print(); }}>{t('irr.report.print')}</Button>
        </div>
      </div>
      <Loaded query={report} height={320}>{(loaded) => <Paper report={loaded} />}</Loaded>
    </div>
  );
}

function Paper({ report }: { report: MonthReport }) {
  const t = useTranslate();
  const parts = [report.communes, report.canals, report.pumps, report.fields].filter(({ lines }) => lines.length > 0);
  return (
    <article className="panel report sheet" data-testid="report">
      <h2 className="report-title">{report.title}</h2>
      <p className="muted">{t('irr.report.madeAt', { at: formatDateTime(Date.parse(report.madeAt)) })}</p>
      {report.summary.map((sentence) => <p key={sentence} className="report-sentence">{sentence}</p>)}
      {parts.map((book) => (
        <section key={book.by} className="report-part">
          <h3>{t(`irr.report.by.${book.by === 'commune' || book.by === 'canal' || book.by === 'pump' ? book.by : 'field'}`)}</h3>
          <BookTable book={book} />
        </section>
      ))}
      <div className="report-signatures">
        <span>{t('irr.report.writer')}</span>
        <span>{t('irr.report.head')}</span>
      </div>
    </article>
  );
}
