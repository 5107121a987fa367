import { useQueryClient } from '@tanstack/react-query';
import { LOUDSPEAKERS_KEY } from '../../../api/loudspeaker-queries';
import { speakerBulletinsApi } from '../../../api/loudspeakers';
import { useSession } from '../../../components/session';
import { useTranslate } from '../../../i18n';
import { importFormat, type BulletinFormat } from '../../../model/loudspeaker-bulletins';
import { mayBroadcast } from '../../../model/roles';
import { ForbiddenView } from '../../errors';
import { ImportPage } from '../../import/import-page';
import { useCommuneOptions } from '../parts';

const FORMATS = [{ value: 'csv', label: 'CSV' }, { value: 'json', label: 'JSON' }] as const;

/** As the server names them; what each means in words. */
const COLUMNS = ['id', 'title', 'class', 'seconds', 'area', 'validFrom', 'validTo', 'weekdays', 'times', 'areas', 'clusters', 'order', 'sha256', 'text'] as const;

/** Two rows that the server takes, for a commune. */
const sampleOf = (commune: string): string => `\ufeffid;title;class;seconds;area;validFrom;validTo;weekdays;times;areas\r\nTT-01;Bản tin sáng;normal;300;${commune};2027-01-01;2027-12-31;T2 T3 T4 T5 T6;05:30 17:00;${commune}\r\nTT-02;Nhắc lịch tiêm phòng;priority;120;${commune};2027-01-04;2027-01-04;;06:15;${commune}\r\n`;

/** What stands in a file, for those who have never made one. */
function ColumnHelp() {
  const t = useTranslate();
  const commune = useCommuneOptions()[0]?.value ?? 'xa';
  return (
    <details className="import-help">
      <summary>{t('loa.import.columns')}</summary>
      <dl className="loa-columns-help">
        {COLUMNS.map((column) => <div key={column}><dt className="mono">{column}</dt><dd>{t(`loa.import.column.${column}`)}</dd></div>)}
      </dl>
      <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(sampleOf(commune))}`} download="lich-phat-mau.csv">{t('loa.import.sample')}</a>
    </details>
  );
}

/** A schedule from a file. */
export default function BulletinImportView() {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  if (!mayBroadcast(session)) {
    return <ForbiddenView />;
  }
  return (
    <ImportPage<BulletinFormat>
      title={t('loa.import.title')}
      back={{ to: '/loa/ban-tin', text: t('loa.import.back') }}
      hint={t('loa.import.hint')}
      done={t('loa.import.done')}
      none={t('loa.import.none')}
      column={t('loa.bulletin.title')}
      cell={({ id, title = null }) => <>{title} <span className="mono muted">{id}</span></>}
      formats={FORMATS}
      formatOf={importFormat}
      accept=".csv,.txt,.json"
      send={speakerBulletinsApi.import}
      help={<ColumnHelp />}
      onKept={() => { void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] }); }}
    />
  );
}
