import { useMutation } from '@tanstack/react-query';
import { App, Button, Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useQuality } from '../../api/desk-queries';
import { qualityApi } from '../../api/quality';
import { useAreas } from '../../api/queries';
import { PrioritySymbol } from '../../components/alarms/symbol';
import { Bars } from '../../components/bars';
import { Loaded, useErrorMessage } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { matchesOption } from '../../components/select-options';
import { VerdictMark } from '../../components/verdict';
import { useLanguage, useTranslate, type Language } from '../../i18n';
import { serverNow } from '../../model/clock';
import { errorText } from '../../model/errors';
import { formatNumber } from '../../model/numbers';
import { DAYS, hoursOf, isShare, qualityQuery, rangeOf, shifted, writeQualityQuery, type Days, type QualityFigure, type QualityQuery, type QualityReport } from '../../model/quality';
import { daysOf } from '../../model/rules';
import { formatDate, formatDateTime, formatDayMonth, formatTime, today } from '../../model/time';
import '../lists.css';
import '../rules/rules.css';
import './quality.css';

const MOST_LINES = 12;

export default function QualityView() {
  const t = useTranslate();
  const [parameters, setParameters] = useSearchParams();
  const asked = qualityQuery(parameters);
  const report = useQuality(asked);
  const change = (next: QualityQuery) => { setParameters(writeQualityQuery(next), { replace: true }); };
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('quality.title')}</h1>
        <Tools asked={asked} onChange={change} />
      </div>
      <Loaded query={report} height={480}>{(data) => <Report report={data} asked={asked} />}</Loaded>
    </div>
  );
}

function Tools({ asked, onChange }: { asked: QualityQuery; onChange: (asked: QualityQuery) => void }) {
  const t = useTranslate();
  const areas = useAreas();
  const options = (areas.data ?? []).filter((area) => area.outline?.type !== 'LineString').map((area) => ({ value: area.id, label: area.name }));
  const now = serverNow();
  return (
    <span className="page-tools">
      <Select
        className="quality-area"
        allowClear
        showSearch
        placeholder={t('quality.everywhere')}
        aria-label={t('alarms.area')}
        value={asked.area}
        options={options}
        filterOption={matchesOption}
        onChange={(area: string | undefined) => { onChange({ ...asked, area: area ?? null }); }}
      />
      <Button icon={<Icon name="back" size={16} />} aria-label={t('quality.before')} title={t('quality.before')} onClick={() => { onChange(shifted(asked, -1, today(now))); }} />
      <Segmented<Days> className="quality-days" value={asked.days} options={DAYS.map((days) => ({ value: days, label: t(days === 1 ? 'quality.day' : 'quality.days', { n: days }) }))} onChange={(days) => { onChange({ ...asked, days }); }} />
      <Button icon={<Icon name="chevronRight" size={16} />} aria-label={t('quality.after')} title={t('quality.after')} disabled={asked.last === null} onClick={() => { onChange(shifted(asked, 1, today(now))); }} />
      <TableButton asked={asked} />
    </span>
  );
}

function TableButton({ asked }: { asked: QualityQuery }) {
  const describe = useErrorMessage();
  const { message } = App.useApp();
  const fetchTable = useMutation({
    mutationFn: () => qualityApi.table({ ...rangeOf(asked, serverNow()), area: asked.area }),
    onSuccess: (table) => {
      const address = URL.createObjectURL(table);
      const link = document.createElement('a');
      link.href = address;
      link.download = `kenh-${asked.days}-${asked.last ?? today(serverNow())}.csv`;
      link.click();
      setTimeout(() => { URL.revokeObjectURL(address); }, 10_000);
    },
    onError: (failure) => { void message.error(describe(errorText(failure))); },
  });
  return (
    <Button icon={<Icon name="download" size={16} />} loading={fetchTable.isPending} onClick={() => { fetchTable.mutate(); }} data-testid="quality-csv">
      CSV
    </Button>
  );
}

function Report({ report, asked }: { report: QualityReport; asked: QualityQuery }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <div data-testid="quality-report">
      <p className="quality-range muted">
        {`${formatDateTime(Date.parse(report.from))} – ${formatDateTime(Date.parse(report.to))}: ${t('quality.told', { n: formatNumber(report.annunciated, 0, language) })}`}
      </p>
      <div className="quality-figures">
        {report.figures.map((figure) => (
          <FigureCard key={figure.key} figure={figure} />
        ))}
      </div>
      <div className="quality-columns">
        <Panel title={t('quality.perDay')}><DayBars report={report} /></Panel>
        {asked.days <= 7 && <Panel title={t('quality.perHour')}><HourBars report={report} /></Panel>}
        <Panel title={t('quality.topTen')}><TopTen report={report} /></Panel>
        <Panel title={t('quality.priorities')}><Priorities report={report} /></Panel>
        <Panel title={t('quality.standing')}>
          <Lines rows={report.standing.map((each) => ({ alarm: each.alarm, name: each.name, place: each.site ?? each.area, value: `${formatDateTime(Date.parse(each.since))} – ${each.until ? formatDateTime(Date.parse(each.until)) : t('quality.stillOn')}` }))} />
        </Panel>
        <Panel title={t('quality.chattering')}>
          <Lines rows={report.chattering.map((each) => ({ alarm: each.alarm, name: each.name, place: each.site ?? each.area, value: t('quality.times', { n: each.times }) }))} />
        </Panel>
        <Panel title={t('quality.floods')}>
          <Lines
            rows={report.floods.map((each, index) => ({
              alarm: null,
              key: `flood ${index}`,
              name: `${formatDateTime(Date.parse(each.from))} – ${each.over ? formatTime(Date.parse(each.to)) : t('quality.stillOn')}`,
              place: null,
              value: t('quality.floodSize', { n: each.annunciated, peak: each.peak }),
            }))}
          />
        </Panel>
        <Panel title={t('quality.positions')}><Positions report={report} language={language} /></Panel>
      </div>
    </div>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel">
      <div className="panel-head"><h2 className="panel-title">{title}</h2></div>
      <div className="panel-body">{children}</div>
    </section>
  );
}

function figureText(value: number, key: QualityFigure['key'], language: Language): string {
  return isShare(key) ? `${formatNumber(value * 100, value === 0 || value >= 0.1 ? 0 : 1, language)} %` : formatNumber(value, Number.isInteger(value) ? 0 : 1, language);
}

function FigureCard({ figure }: { figure: QualityFigure }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <div className={`figure figure-${figure.verdict}`} data-testid={`figure-${figure.key}`} data-verdict={figure.verdict}>
      <span className="figure-label">{t(`quality.figure.${figure.key}`)}</span>
      <span className="figure-value">{figureText(figure.value, figure.key, language)}</span>
      <VerdictMark verdict={figure.verdict} />
      <span className="figure-target">{t(`quality.target.${figure.key}`, { n: figureText(figure.target, figure.key, language) })}</span>
    </div>
  );
}

function DayBars({ report }: { report: QualityReport }) {
  const t = useTranslate();
  const days = daysOf({ from: report.from, to: report.to, perDay: report.byDay });
  const every = Math.ceil(days.length / 10);
  const verdicts = new Map(report.byDay.map(({ day, verdict }) => [day, verdict]));
  const target = report.figures.find(({ key }) => key === 'perDay')?.target;
  return (
    <Bars
      label={t('quality.perDay')}
      lines={target === undefined ? [] : [{ value: target, label: t('quality.targetLine', { n: target }) }]}
      bars={days.map(({ day, count }, index) => ({
        key: day,
        value: count,
        title: `${formatDate(day)}: ${count} · ${t(`quality.verdict.${verdicts.get(day) ?? 'good'}`)}`,
        label: index % every === 0 ? formatDate(day).slice(0, 5) : null,
        look: verdicts.get(day) === 'bad' ? 'far-over' : verdicts.get(day) === 'tolerable' ? 'over' : 'plain',
      }))}
    />
  );
}

function HourBars({ report }: { report: QualityReport }) {
  const t = useTranslate();
  const hours = hoursOf(report);
  const figure = report.figures.find(({ key }) => key === 'perHour');
  const step = hours.length > 30 ? 24 : 4;
  return (
    <Bars
      label={t('quality.perHour')}
      lines={figure === undefined ? [] : [{ value: figure.target, label: t('quality.targetLine', { n: figure.target }) }]}
      bars={hours.map(({ at, count }) => ({
        key: String(at),
        value: count,
        title: `${formatDateTime(at)}: ${count}`,
        label: Number(formatTime(at).slice(0, 2)) % step === 0 ? (step === 24 ? formatDayMonth(at) : formatTime(at).slice(0, 2)) : null,
        look: figure !== undefined && count > figure.most ? 'far-over' : figure !== undefined && count > figure.target ? 'over' : 'plain',
      }))}
    />
  );
}

function TopTen({ report }: { report: QualityReport }) {
  const t = useTranslate();
  const language = useLanguage();
  const most = report.topTen[0]?.share ?? 1;
  return report.topTen.length === 0 ? (
    <p className="muted quality-none">{t('quality.nothing')}</p>
  ) : (
    <ol className="quality-top">
      {report.topTen.map((each) => (
        <li key={each.alarm}>
          <span className="quality-line-name">
            <Link to={`/alarms?alarm=${each.alarm}`}>{each.name}</Link>
            <span className="list-name-sub">{each.site ?? each.area}</span>
          </span>
          <span className="quality-share" aria-hidden="true"><span style={{ width: `${(each.share / most) * 100}%` }} /></span>
          <span className="quality-number">{each.count}</span>
          <span className="quality-number muted">{`${formatNumber(each.share * 100, 1, language)} %`}</span>
        </li>
      ))}
    </ol>
  );
}

function Priorities({ report }: { report: QualityReport }) {
  const t = useTranslate();
  const language = useLanguage();
  const percent = (share: number) => `${formatNumber(share * 100, 0, language)} %`;
  return (
    <ul className="quality-lines">
      {report.priorities.map(({ priority, count, share, target, verdict }) => (
        <li key={priority}>
          <span className="quality-priority"><PrioritySymbol priority={priority} look="light" /> {t(`alarm.priority.${priority}`)}</span>
          <span className="quality-number">{`${count} · ${percent(share)}`}</span>
          <span className="muted">{t(priority === 3 ? 'quality.atLeast' : 'quality.atMost', { n: percent(target) })}</span>
          <VerdictMark verdict={verdict} />
        </li>
      ))}
    </ul>
  );
}

interface Line {
  alarm: number | null;
  key?: string;
  name: string;
  place: string | null;
  value: string;
}

function Lines({ rows }: { rows: readonly Line[] }) {
  const t = useTranslate();
  if (rows.length === 0) {
    return <p className="muted quality-none"><Icon name="check" size={16} /> {t('quality.nothing')}</p>;
  }
  return (
    <>
      <ul className="quality-lines">
        {rows.slice(0, MOST_LINES).map((row, index) => (
          <li key={row.key ?? `${row.alarm ?? ''} ${index}`}>
            <span className="quality-line-name">
              {row.alarm === null ? row.name : <Link to={`/alarms?alarm=${row.alarm}`}>{row.name}</Link>}
              {row.place !== null && <span className="list-name-sub">{row.place}</span>}
            </span>
            <span className="muted">{row.value}</span>
          </li>
        ))}
      </ul>
      {rows.length > MOST_LINES && <p className="muted">{t('wall.more', { n: rows.length - MOST_LINES })}</p>}
    </>
  );
}

function Positions({ report, language }: { report: QualityReport; language: Language }) {
  const t = useTranslate();
  return report.byArea.length === 0 ? (
    <p className="muted quality-none">{t('quality.nothing')}</p>
  ) : (
    <ul className="quality-lines">
      {report.byArea.slice(0, MOST_LINES).map((each) => (
        <li key={each.area}>
          <span className="quality-line-name">{each.areaName}</span>
          <span className="quality-number">{t('quality.aDay', { n: formatNumber(each.perDay, 1, language) })}</span>
          <VerdictMark verdict={each.verdict} />
        </li>
      ))}
    </ul>
  );
}
