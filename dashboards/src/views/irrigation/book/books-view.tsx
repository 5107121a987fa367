import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { booksApi } from '../../../api/books';
import { IRRIGATION_KEY } from '../../../api/irrigation-queries';
import { Empty, Loaded } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { useTranslate } from '../../../i18n';
import { GROUPINGS, type Grouping } from '../../../model/books';
import { serverNow } from '../../../model/clock';
import { formatDate, parseDate, today } from '../../../model/time';
import { BookTable } from './book-table';
import '../../../components/chart.css';
import './book.css';

/** What irrigation took and cost, by what one asks. */
export default function BooksView() {
  const t = useTranslate();
  const day = today(serverNow());
  const [parameters, setParameters] = useSearchParams();
  const by: Grouping = GROUPINGS.find((each) => each === parameters.get('by')) ?? 'field';
  const from = parameters.get('from') ?? `${day.slice(0, 8)}01`;
  const to = parameters.get('to') ?? day;
  const set = (changed: Record<string, string>) => { setParameters({ by, from, to, ...changed }, { replace: true }); };
  const book = useQuery({ queryKey: [IRRIGATION_KEY, 'book', by, from, to], queryFn: ({ signal }) => booksApi.book({ by, from, to }, signal) });
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('irr.book.title')}</h1>
        <div className="book-actions">
          <Link to="/irrigation/report">{t('irr.book.toReport')}</Link>
          {(['csv', 'xlsx'] as const).map((format) => (
            <Button key={format} icon={<Icon name="download" size={16} />} href={booksApi.file({ by, from, to }, format)} download>{format === 'csv' ? 'CSV' : 'Excel'}</Button>
          ))}
        </div>
      </div>
      <section className="panel">
        <div className="panel-head">
          <span className="range book-range" role="group" aria-label={t('irr.book.grouping')}>
            {GROUPINGS.map((each) => <button key={each} type="button" aria-pressed={by === each} onClick={() => { set({ by: each }); }}>{t(`irr.book.by.${each}`)}</button>)}
          </span>
          <span className="book-days">
            <DayInput key={`from ${from}`} label={t('irr.book.from')} day={from} onDay={(next) => { set({ from: next }); }} />
            <DayInput key={`to ${to}`} label={t('irr.book.to')} day={to} onDay={(next) => { set({ to: next }); }} />
          </span>
        </div>
        <Loaded query={book} height={240}>
          {(loaded) => (loaded.lines.length === 0 ? <Empty icon="irrigation" title={t('irr.book.none')} hint={t('irr.book.noneHint')} /> : <BookTable book={loaded} />)}
        </Loaded>
      </section>
      <p className="muted book-hint">{t('irr.book.hint')}</p>
    </div>
  );
}

function DayInput({ label, day, onDay }: { label: string; day: string; onDay: (day: string) => void }) {
  const [text, setText] = useState(formatDate(day));
  const typed = parseDate(text);
  const take = () => {
    if (typed !== null && typed !== day) {
      onDay(typed);
    }
  };
  return <Input aria-label={label} prefix={<span className="muted">{label}</span>} value={text} status={typed === null ? 'error' : ''} inputMode="numeric" onChange={(event) => { setText(event.target.value); }} onBlur={take} onPressEnter={take} />;
}
