import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { LOUDSPEAKERS_KEY } from '../../../api/loudspeaker-queries';
import { speakerBulletinsApi } from '../../../api/loudspeakers';
import { Failure } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { useSession } from '../../../components/session';
import { useTranslate } from '../../../i18n';
import { importFormat, type BulletinImport } from '../../../model/loudspeaker-bulletins';
import { mayBroadcast } from '../../../model/roles';
import { ForbiddenView } from '../../errors';
import '../../irrigation/import.css';
import '../../irrigation/book/book.css';

interface Chosen {
  name: string;
  content: string;
}

/** A schedule from a file: first what would become of each row, then, when all are right, for good. */
export default function BulletinImportView() {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<Chosen | null>(null);
  const [format, setFormat] = useState<'json' | 'csv'>('csv');
  const run = useMutation({
    mutationFn: ({ content, dryRun }: { content: string; dryRun: boolean }) => speakerBulletinsApi.import({ format, content, dryRun }),
    onSuccess: ({ dryRun }) => {
      if (!dryRun) {
        void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] });
      }
    },
  });
  if (!mayBroadcast(session)) {
    return <ForbiddenView />;
  }
  const choose = async (given: File | undefined) => {
    if (given) {
      run.reset();
      setFormat(importFormat(given.name));
      setFile({ name: given.name, content: await given.text() });
    }
  };
  const result = run.data;
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('loa.import.title')}</h1>
        <Link to="/loa/ban-tin">{t('loa.import.back')}</Link>
      </div>
      <section className="panel import">
        <ol className="import-steps">
          <li>
            <input ref={input} type="file" accept=".csv,.txt,.json" className="visually-hidden" tabIndex={-1} aria-label={t('irr.import.choose')} data-testid="import-file" onChange={(event) => { void choose(event.target.files?.[0]); event.target.value = ''; }} />
            <Button icon={<Icon name="upload" size={16} />} onClick={() => { input.current?.click(); }}>{t('irr.import.choose')}</Button>
            <span className="muted">{file?.name ?? t('loa.import.none')}</span>
          </li>
          <li>
            <Select value={format} aria-label={t('irr.import.format')} options={[{ value: 'csv', label: 'CSV' }, { value: 'json', label: 'JSON' }]} onChange={(next: 'json' | 'csv') => { run.reset(); setFormat(next); }} />
          </li>
          <li>
            <Button disabled={file === null} loading={run.isPending} onClick={() => { if (file) { run.mutate({ content: file.content, dryRun: true }); } }} data-testid="import-try">{t('irr.import.try')}</Button>
            <Button type="primary" disabled={file === null || result?.dryRun !== true || result.errors > 0} loading={run.isPending} onClick={() => { if (file) { run.mutate({ content: file.content, dryRun: false }); } }} data-testid="import-apply">{t('irr.import.apply')}</Button>
          </li>
        </ol>
        <p className="muted import-hint">{t('loa.import.hint')}</p>
      </section>
      {run.error && <section className="panel"><Failure error={run.error} /></section>}
      {result && <Outcome result={result} />}
    </div>
  );
}

function Outcome({ result }: { result: BulletinImport }) {
  const t = useTranslate();
  const bad = result.errors > 0;
  return (
    <section className="panel import-result" data-testid="import-result" data-applied={result.applied} data-errors={result.errors}>
      <p className={bad ? 'import-sum import-bad' : 'import-sum'} role="status">
        <Icon name={bad ? 'warning' : 'check'} />
        <span>
          <b>{t(result.applied ? 'loa.import.done' : bad ? 'irr.import.refused' : 'irr.import.ready')}</b>{' '}
          {t('irr.import.counts', { created: result.created, changed: result.changed, unchanged: result.unchanged, errors: result.errors })}
        </span>
      </p>
      <div className="table-scroll">
        <table className="import-rows">
          <thead>
            <tr>
              <th scope="col">{t('irr.import.row')}</th>
              <th scope="col">{t('loa.bulletin.title')}</th>
              <th scope="col">{t('irr.import.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {[...result.rows].sort((a, b) => Number(b.outcome === 'error') - Number(a.outcome === 'error') || a.row - b.row).map((row) => (
              <tr key={row.row} className={row.outcome === 'error' ? 'import-row-bad' : undefined} data-testid="import-row" data-outcome={row.outcome}>
                <td>{row.row}</td>
                <td>{row.title ?? ''} <span className="mono muted">{row.id}</span></td>
                <td>
                  {t(`irr.import.outcome.${row.outcome}`)}
                  {row.notice && <span role="status">{row.notice}</span>}
                  {row.errors.map((error) => <span key={error.field + error.message} className="import-error"><b>{error.field}</b>: {error.message}</span>)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
