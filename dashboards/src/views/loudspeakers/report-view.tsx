import { useMutation } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { useSpeakerReport } from '../../api/loudspeaker-queries';
import { speakerReportApi } from '../../api/loudspeakers';
import { Loaded, useErrorMessage } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { useCauseText } from '../../components/loudspeakers/words';
import { useLanguage, useTranslate } from '../../i18n';
import { monthBefore } from '../../model/books';
import { serverNow } from '../../model/clock';
import { errorText } from '../../model/errors';
import { compliance, type MonthReport, type ReportLine } from '../../model/loudspeaker-report';
import { formatNumber } from '../../model/numbers';
import { formatDateTime, today } from '../../model/time';
import { CommuneSelect } from './parts';
import '../handover/handover.css';
import '../irrigation/book/book.css';

const MONTHS = 24;

/** The month's report of compliance, to be read and to be printed. */
export default function ReportView() {
  const t = useTranslate();
  const [parameters, setParameters] = useSearchParams();
  const current = today(serverNow()).slice(0, 7);
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(parameters.get('month') ?? '') ? (parameters.get('month') ?? current) : current;
  const area = parameters.get('area');
  const report = useSpeakerReport(month, area);
  const months = Array.from({ length: MONTHS }, (_unused, ago) => monthBefore(current, ago));
  const set = (changed: { month?: string; area?: string | null }) => {
    const next = { month, area, ...changed };
    setParameters({ ...(next.month === current ? {} : { month: next.month }), ...(next.area === null ? {} : { area: next.area }) }, { replace: true });
  };
  return (
    <div className="page">
      <div className="page-head no-print">
        <h1 className="page-title">{t('loa.report.title')}</h1>
        <span className="loa-tools">
          <Select value={month} aria-label={t('irr.report.month')} options={months.map((each) => ({ value: each, label: `${each.slice(5)}/${each.slice(0, 4)}` }))} onChange={(next: string) => { set({ month: next }); }} />
          <CommuneSelect area={area} onArea={(next) => { set({ area: next }); }} />
          <FileButton month={month} area={area} format="csv" />
          <FileButton month={month} area={area} format="xlsx" />
          <Button icon={<Icon name="print" size={16} />} onClick={() => { window.print(); }}>{t('irr.report.print')}</Button>
        </span>
      </div>
      <Loaded query={report} height={320}>{(loaded) => <Paper report={loaded} />}</Loaded>
    </div>
  );
}

function FileButton({ month, area, format }: { month: string; area: string | null; format: 'csv' | 'xlsx' }) {
  const describe = useErrorMessage();
  const { message } = App.useApp();
  const fetchFile = useMutation({
    mutationFn: () => speakerReportApi.file({ month, area }, format),
    onSuccess: (file) => {
      const address = URL.createObjectURL(file);
      const link = document.createElement('a');
      link.href = address;
      link.download = `bao-cao-truyen-thanh-${month}${area === null ? '' : `-${area}`}.${format}`;
      link.click();
      setTimeout(() => { URL.revokeObjectURL(address); }, 10_000);
    },
    onError: (failure) => { void message.error(describe(errorText(failure))); },
  });
  return (
    <Button icon={<Icon name="download" size={16} />} loading={fetchFile.isPending} onClick={() => { fetchFile.mutate(); }} data-testid={`report-${format}`}>
      {format === 'csv' ? 'CSV' : 'Excel'}
    </Button>
  );
}

function Paper({ report }: { report: MonthReport }) {
  const t = useTranslate();
  return (
    <article className="panel report sheet loa-report" data-testid="report">
      <h2 className="report-title">{report.title}</h2>
      <p className="muted">{t('irr.report.madeAt', { at: formatDateTime(Date.parse(report.madeAt)) })}</p>
      {report.summary.map((sentence) => <p key={sentence} className="report-sentence">{sentence}</p>)}
      <section className="report-part">
        <h3>{t('loa.report.byCommune')}</h3>
        <div className="table-scroll"><Lines report={report} /></div>
        <p className="muted loa-small">{t('loa.report.note')}</p>
      </section>
      {report.causes.length > 0 && <Causes causes={report.causes} />}
      <div className="report-signatures">
        <span>{t('irr.report.writer')}</span>
        <span>{t('irr.report.head')}</span>
      </div>
    </article>
  );
}

/** What need not be told on a telephone where there was none of it. */
const TROUBLES: readonly Head[] = ['partial', 'missed', 'excused', 'undecided', 'unplanned'];

function classOf(head: Head, line: ReportLine): string {
  const count = head === 'hours' || head === 'share' ? null : line[head];
  return count === 0 && TROUBLES.includes(head) ? 'loa-line-nil' : head === 'unplanned' ? 'loa-bad' : `loa-line-${head}`;
}

const HEADS = ['clusters', 'planned', 'verified', 'partial', 'missed', 'excused', 'undecided', 'unplanned', 'hours', 'share'] as const;
type Head = (typeof HEADS)[number];

function Lines({ report }: { report: MonthReport }) {
  const t = useTranslate();
  return (
    <table className="book loa-lines">
      <thead>
        <tr>
          <th scope="col">{t('loa.commune')}</th>
          {HEADS.map((head) => <th key={head} scope="col">{t(`loa.report.${head}`)}</th>)}
        </tr>
      </thead>
      <tbody>{report.communes.map((line) => <Row key={line.area} line={line} name={line.name} />)}</tbody>
      {report.communes.length > 1 && <tfoot><Row line={report.total} name={t('irr.book.total')} /></tfoot>}
    </table>
  );
}

function Row({ line, name }: { line: ReportLine; name: string }) {
  const t = useTranslate();
  const language = useLanguage();
  const n = (value: number, digits = 0) => formatNumber(value, digits, language);
  const kept = compliance(line);
  const cells: Readonly<Record<Head, string>> = {
    clusters: n(line.clusters),
    planned: n(line.planned),
    verified: n(line.verified),
    partial: n(line.partial),
    missed: n(line.missed),
    excused: n(line.excused),
    undecided: n(line.undecided),
    unplanned: n(line.unplanned),
    hours: `${n(line.heardSeconds / 3600, 1)} / ${n(line.plannedSeconds / 3600, 1)}`,
    share: kept === null ? '–' : `${n(kept * 100, 1)}\u00a0%`,
  };
  return (
    <tr>
      <th scope="row">{name}</th>
      {/* On a telephone each line stands as a list, every figure after its name. */}
      {HEADS.map((head) => <td key={head} data-head={t(`loa.report.${head}`)} className={classOf(head, line)}>{cells[head]}</td>)}
    </tr>
  );
}

function Causes({ causes }: { causes: MonthReport['causes'] }) {
  const t = useTranslate();
  const language = useLanguage();
  const causeText = useCauseText();
  return (
    <section className="report-part">
      <h3>{t('loa.report.causes')}</h3>
      <table className="book loa-causes">
        <tbody>{causes.map(({ cause, count }) => <tr key={cause}><th scope="row">{causeText(cause)}</th><td>{formatNumber(count, 0, language)}</td></tr>)}</tbody>
      </table>
    </section>
  );
}
