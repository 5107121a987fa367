import { useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { fieldFilesApi } from '../../api/irrigation';
import { IRRIGATION_KEY } from '../../api/irrigation-queries';
import { useSession } from '../../components/session';
import { useTranslate } from '../../i18n';
import type { FileFormat, Grid } from '../../model/irrigation';
import { mayPlanWater } from '../../model/roles';
import { ForbiddenView } from '../errors';
import { ImportPage } from '../import/import-page';

/** What the name of a file says of its format; CSV when it says nothing. */
const formatOf = (name: string): FileFormat => (/\.(geo)?json$/i.test(name) ? 'geojson' : 'csv');

const FORMATS = [{ value: 'csv', label: 'CSV' }, { value: 'geojson', label: 'GeoJSON' }] as const;

/** Fields from a file. */
export default function ImportView() {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const [crs, setCrs] = useState<Grid>('wgs84');
  if (!mayPlanWater(session)) {
    return <ForbiddenView />;
  }
  const grid = <Select<Grid> value={crs} aria-label={t('irr.import.crs')} popupMatchSelectWidth={false} options={[{ value: 'wgs84', label: t('irr.import.wgs84') }, { value: 'vn2000', label: t('irr.import.vn2000') }]} onChange={setCrs} />;
  return (
    <ImportPage<FileFormat>
      title={t('irr.import.title')}
      back={{ to: '/irrigation/fields', text: t('irr.import.back') }}
      hint={t('irr.import.hint')}
      done={t('irr.import.done')}
      none={t('irr.import.none')}
      column={t('registry.id')}
      cell={({ id }) => <span className="mono">{id}</span>}
      formats={FORMATS}
      formatOf={formatOf}
      accept=".csv,.txt,.json,.geojson"
      choices={{ key: crs, element: grid }}
      send={(file) => fieldFilesApi.import({ ...file, crs })}
      onKept={() => { void client.invalidateQueries({ queryKey: [IRRIGATION_KEY] }); }}
    />
  );
}
