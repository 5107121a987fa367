import { useMutation } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Failure } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { useTranslate } from '../../i18n';
import { worstFirst, type ImportedFile, type ImportResult, type ImportRow } from '../../model/import';
import './import.css';

/** What differs between kinds of files. */
interface ImportPageProps<Format extends string> {
  title: string;
  back: { to: string; text: string };
  hint: string;
  /** Said after the file is kept. */
  done: string;
  /** Said while no file is chosen. */
  none: string;
  /** Of the column that tells rows apart. */
  column: string;
  cell: (row: ImportRow) => ReactNode;
  formats: readonly { value: Format; label: string }[];
  formatOf: (name: string) => Format;
  accept: string;
  /** Further choices; the file is tried anew when their key changes. */
  /** What a file holds, for those who make their first. */
  help?: ReactNode;
  choices?: { key: string; element: ReactNode };
  send: (file: ImportedFile<Format>) => Promise<ImportResult>;
  onKept: () => void;
}

interface Chosen {
  name: string;
  content: string;
}

/** Something from a file: first what would become of each row, then, when all are right, for good. */
export function ImportPage<Format extends string>({ title, back, hint, done, none, column, cell, formats, formatOf, accept, help, choices, send, onKept }: ImportPageProps<Format>) {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<Chosen | null>(null);
  const [format, setFormat] = useState<Format | null>(null);
  const asked = `${choices?.key ?? ''} ${format ?? ''} ${file?.name ?? ''}`;
  const run = useMutation({
    mutationFn: ({ dryRun }: { dryRun: boolean; asked: string }) => send({ format: format ?? formatOf(file?.name ?? ''), content: file?.content ?? '', dryRun }),
    onSuccess: ({ applied }) => {
      if (applied) {
        onKept();
      }
    },
  });
  const choose = async (given: File | undefined) => {
    if (given) {
      run.reset();
      setFormat(formatOf(given.name));
      setFile({ name: given.name, content: await given.text() });
    }
  };
  // An answer to another choice says nothing of this one.
  const answered = run.variables?.asked === asked;
  const result = answered ? run.data : undefined;
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{title}</h1>
        <Link to={back.to}>{back.text}</Link>
      </div>
      <section className="panel import">
        <ol className="import-steps">
          <li>
            <input ref={input} type="file" accept={accept} className="visually-hidden" tabIndex={-1} aria-label={t('import.choose')} data-testid="import-file" onChange={(event) => { void choose(event.target.files?.[0]); event.target.value = ''; }} />
            <Button icon={<Icon name="upload" size={16} />} onClick={() => { input.current?.click(); }}>{t('import.choose')}</Button>
            <span className="muted">{file?.name ?? none}</span>
          </li>
          <li>
            <Select<Format> value={format ?? formatOf('')} aria-label={t('import.format')} options={[...formats]} onChange={setFormat} />
            {choices?.element}
          </li>
          <li>
            <Button disabled={file === null} loading={run.isPending} onClick={() => { run.mutate({ dryRun: true, asked }); }} data-testid="import-try">{t('import.try')}</Button>
            <Button type="primary" disabled={file === null || result?.dryRun !== true || result.errors > 0} loading={run.isPending} onClick={() => { run.mutate({ dryRun: false, asked }); }} data-testid="import-apply">{t('import.apply')}</Button>
          </li>
        </ol>
        <p className="muted import-hint">{hint}</p>
        {help}
      </section>
      {answered && run.error && <section className="panel"><Failure error={run.error} /></section>}
      {result && <Outcome result={result} done={done} column={column} cell={cell} />}
    </div>
  );
}

function Outcome({ result, done, column, cell }: { result: ImportResult } & Pick<ImportPageProps<string>, 'done' | 'column' | 'cell'>) {
  const t = useTranslate();
  const bad = result.errors > 0;
  return (
    <section className="panel import-result" data-testid="import-result" data-applied={result.applied} data-errors={result.errors}>
      <p className={bad ? 'import-sum import-bad' : 'import-sum'} role="status">
        <Icon name={bad ? 'warning' : 'check'} />
        <span>
          <b>{result.applied ? done : t(bad ? 'import.refused' : 'import.ready')}</b>{' '}
          {t('import.counts', { created: result.created, changed: result.changed, unchanged: result.unchanged, errors: result.errors })}
        </span>
      </p>
      <div className="table-scroll">
        <table className="import-rows">
          <thead>
            <tr>
              <th scope="col">{t('import.row')}</th>
              <th scope="col">{column}</th>
              <th scope="col">{t('import.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {worstFirst(result.rows).map((row) => (
              <tr key={row.row} className={row.outcome === 'error' ? 'import-row-bad' : undefined} data-testid="import-row" data-outcome={row.outcome}>
                <td>{row.row}</td>
                <td>{cell(row)}</td>
                <td>
                  {t(`import.outcome.${row.outcome}`)}
                  {row.notice && <span className="import-notice" role="status">{row.notice}</span>}
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
