import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { fieldFilesApi } from '../../api/irrigation';
import { IRRIGATION_KEY } from '../../api/irrigation-queries';
import { Failure } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { useSession } from '../../components/session';
import { useTranslate } from '../../i18n';
import type { FileFormat, Grid, ImportResult } from '../../model/irrigation';
import { mayPlanWater } from '../../model/roles';
import { ForbiddenView } from '../errors';
import './import.css';

interface Chosen {
  name: string;
  content: string;
}

/** What the name of a file says of its format; CSV when it says nothing. */
const formatOf = (name: string): FileFormat => (/\.(geo)?json$/i.test(name) ? 'geojson' : 'csv');

/** Fields from a file: first what would become of each row, then, when all are right, for good. */
export default function ImportView() {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<Chosen | null>(null);
  const [format, setFormat] = useState<FileFormat>('csv');
  const [crs, setCrs] = useState<Grid>('wgs84');
  const run = useMutation({
    mutationFn: ({ content, dryRun }: { content: string; dryRun: boolean }) => fieldFilesApi.import({ format, crs, content, dryRun }),
    onSuccess: ({ applied }) => {
      if (applied) {
        void client.invalidateQueries({ queryKey: [IRRIGATION_KEY] });
      }
    },
  });
  if (!mayPlanWater(session)) {
    return <ForbiddenView />;
  }
  const choose = async (given: File | undefined) => {
    if (given) {
      run.reset();
      setFormat(formatOf(given.name));
      setFile({ name: given.name, content: await given.text() });
    }
  };
  const result = run.data;
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('irr.import.title')}</h1>
        <Link to="/irrigation/fields">{t('irr.import.back')}</Link>
      </div>
      <section className="panel import">
        <ol className="import-steps">
          <li>
            <input ref={input} type="file" accept=".csv,.txt,.json,.geojson" className="visually-hidden" tabIndex={-1} aria-label={t('irr.import.choose')} data-testid="import-file" onChange={(event) => { void choose(event.target.files?.[0]); event.target.value = ''; }} />
            <Button icon={<Icon name="upload" size={16} />} onClick={() => { input.current?.click(); }}>{t('irr.import.choose')}</Button>
            <span className="muted">{file?.name ?? t('irr.import.none')}</span>
          </li>
          <li>
            <Select value={format} aria-label={t('irr.import.format')} options={[{ value: 'csv', label: 'CSV' }, { value: 'geojson', label: 'GeoJSON' }]} onChange={(next: FileFormat) => { run.reset(); setFormat(next); }} />
            <Select value={crs} aria-label={t('irr.import.crs')} popupMatchSelectWidth={false} options={[{ value: 'wgs84', label: t('irr.import.wgs84') }, { value: 'vn2000', label: t('irr.import.vn2000') }]} onChange={(next: Grid) => { run.reset(); setCrs(next); }} />
          </li>
          <li>
            <Button disabled={file === null} loading={run.isPending} onClick={() => { if (file) { run.mutate({ content: file.content, dryRun: true }); } }} data-testid="import-try">{t('irr.import.try')}</Button>
            <Button type="primary" disabled={file === null || result?.dryRun !== true || result.errors > 0} loading={run.isPending} onClick={() => { if (file) { run.mutate({ content: file.content, dryRun: false }); } }} data-testid="import-apply">{t('irr.import.apply')}</Button>
          </li>
        </ol>
        <p className="muted import-hint">{t('irr.import.hint')}</p>
      </section>
      {run.error && <section className="panel"><Failure error={run.error} /></section>}
      {result && <Outcome result={result} />}
    </div>
  );
}

function Outcome({ result }: { result: ImportResult }) {
  const t = useTranslate();
  const bad = result.errors > 0;
  return (
    <section className="panel import-result" data-testid="import-result" data-applied={result.applied} data-errors={result.errors}>
      <p className={bad ? 'import-sum import-bad' : 'import-sum'} role="status">
        <Icon name={bad ? 'warning' : 'check'} />
        <span>
          <b>{t(result.applied ? 'irr.import.done' : bad ? 'irr.import.refused' : 'irr.import.ready')}</b>{' '}
          {t('irr.import.counts', { created: result.created, changed: result.changed, unchanged: result.unchanged, errors: result.errors })}
        </span>
      </p>
      <div className="table-scroll">
        <table className="import-rows">
          <thead>
            <tr>
              <th scope="col">{t('irr.import.row')}</th>
              <th scope="col">{t('registry.id')}</th>
              <th scope="col">{t('irr.import.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {[...result.rows].sort((a, b) => Number(b.outcome === 'error') - Number(a.outcome === 'error') || a.row - b.row).map((row) => (
              <tr key={row.row} className={row.outcome === 'error' ? 'import-row-bad' : undefined} data-testid="import-row" data-outcome={row.outcome}>
                <td>{row.row}</td>
                <td className="mono">{row.id}</td>
                <td>
                  {t(`irr.import.outcome.${row.outcome}`)}
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
