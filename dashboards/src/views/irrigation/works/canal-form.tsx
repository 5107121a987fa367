import { Form } from 'antd';
import { canalsApi } from '../../../api/irrigation';
import { useCanals } from '../../../api/irrigation-queries';
import { useAreas } from '../../../api/queries';
import { useTranslate } from '../../../i18n';
import type { Canal } from '../../../model/irrigation';
import { placeOf, textOf } from '../../../model/irrigation-form';
import { ChoiceItem, DeviceItem, IdAndName, NumberItem } from '../form/items';
import { WorkDialog } from '../form/work-dialog';

function canalOf(values: Canal, before: Canal | null): Canal {
  const [level, flood] = [placeOf(values.level), placeOf(values.flood)];
  return {
    ...values,
    ...(before === null ? {} : { id: before.id, revision: before.revision ?? 0 }),
    parent: textOf(values.parent),
    level: level === null || (level.high as number | null) === null ? null : level,
    flood: flood === null || (flood.level1 as number | null) === null ? null : flood,
  };
}

export function CanalForm({ canal, onClose }: { canal: Canal | null; onClose: () => void }) {
  const t = useTranslate();
  const [form] = Form.useForm<Canal>();
  const areas = useAreas().data ?? [];
  const canals = useCanals().data ?? [];
  return (
    <WorkDialog<Canal>
      title={canal === null ? t('irr.works.addCanal') : canal.name}
      form={form}
      initial={canal ?? ({ openAtOnce: 1, efficiency: 0.9, parent: null, level: null, flood: null } as Canal)}
      save={(values) => (canal === null ? canalsApi.create(canalOf(values, null)) : canalsApi.put(canalOf(values, canal)))}
      remove={canal === null ? null : () => canalsApi.remove(canal)}
      onClose={onClose}
    >
      <IdAndName fresh={canal === null} />
      <div className="field-pair">
        <ChoiceItem name="area" label="irr.form.area" options={areas.filter((area) => area.outline?.type !== 'LineString').map((area) => ({ value: area.id, label: area.name }))} required />
        <ChoiceItem name="parent" label="irr.works.parent" options={canals.filter(({ id }) => id !== canal?.id).map(({ id, name }) => ({ value: id, label: name }))} />
      </div>
      <div className="field-pair">
        <NumberItem name="capacity" label="irr.works.capacity" unit="m³/s" min={0.001} required />
        <NumberItem name="openAtOnce" label="irr.works.openAtOnce" min={1} max={50} />
      </div>
      <NumberItem name="efficiency" label="irr.works.efficiencyShare" min={0.1} max={1} step={0.05} />
      <DeviceItem name="level" label="irr.works.level" part="series" />
      <NumberItem name={['level', 'high']} label="irr.works.highLong" unit="m" />
      <DeviceItem name="flood" label="irr.works.floodGauge" part="series" />
      <NumberItem name={['flood', 'level1']} label="irr.works.floodLong" unit="m" />
    </WorkDialog>
  );
}
