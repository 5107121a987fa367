import { useQueryClient } from '@tanstack/react-query';
import { LOUDSPEAKERS_KEY } from '../../../api/loudspeaker-queries';
import { speakerBulletinsApi } from '../../../api/loudspeakers';
import { useSession } from '../../../components/session';
import { useTranslate } from '../../../i18n';
import { importFormat, type BulletinFormat } from '../../../model/loudspeaker-bulletins';
import { mayBroadcast } from '../../../model/roles';
import { ForbiddenView } from '../../errors';
import { ImportPage } from '../../import/import-page';

const FORMATS = [{ value: 'csv', label: 'CSV' }, { value: 'json', label: 'JSON' }] as const;

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
      onKept={() => { void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] }); }}
    />
  );
}
