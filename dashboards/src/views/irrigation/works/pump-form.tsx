import { Button, Form, Select } from 'antd';
import { pumpsApi } from '../../../api/irrigation';
import { useCanals } from '../../../api/irrigation-queries';
import { Icon } from '../../../components/icons';
import { NumberInput } from '../../../components/number-input';
import { matchesOption } from '../../../components/select-options';
import { useTranslate } from '../../../i18n';
import type { Pump } from '../../../model/irrigation';
import { durationOf, minutesOf, placeOf, windowsOf } from '../../../model/irrigation-form';
import { ChoiceItem, DeviceItem, IdAndName, NumberItem, useDeviceOptions, WindowsItem } from '../form/items';
import { WorkDialog } from '../form/work-dialog';

interface Values extends Omit<Pump, 'minRun' | 'minOff'> {
  minRun: number | null;
  minOff: number | null;
}

function valuesOf(pump: Pump | null): Values {
  if (pump === null) {
    return { startsPerHour: 4, minRun: 15, minOff: 10, quiet: null, suction: null, quality: null, curve: null, control: { target: 'pump' } } as unknown as Values;
  }
  return { ...pump, minRun: minutesOf(pump.minRun), minOff: minutesOf(pump.minOff) };
}

function pumpOf(values: Values, before: Pump | null): Pump {
  const suction = placeOf(values.suction);
  return {
    ...values,
    ...(before === null ? {} : { id: before.id, revision: before.revision ?? 0 }),
    minRun: durationOf(values.minRun),
    minOff: durationOf(values.minOff),
    quiet: windowsOf(values.quiet),
    suction: suction === null || (suction.minimum as number | null) === null ? null : suction,
    quality: values.quality ?? [],
    curve: values.curve ?? [],
  };
}

export function PumpForm({ pump, onClose }: { pump: Pump | null; onClose: () => void }) {
  const t = useTranslate();
  const [form] = Form.useForm<Values>();
  const canals = useCanals().data ?? [];
  return (
    <WorkDialog<Values>
      title={pump === null ? t('irr.works.addPump') : pump.name}
      form={form}
      initial={valuesOf(pump)}
      save={(values) => (pump === null ? pumpsApi.create(pumpOf(values, null)) : pumpsApi.put(pumpOf(values, pump)))}
      remove={pump === null ? null : () => pumpsApi.remove(pump)}
      onClose={onClose}
    >
      <IdAndName fresh={pump === null} />
      <ChoiceItem name="canal" label="irr.works.feeds" options={canals.map(({ id, name }) => ({ value: id, label: name }))} required />
      <DeviceItem name="control" label="irr.works.control" part="target" />
      <div className="field-pair">
        <NumberItem name="flow" label="irr.works.flow" unit="m³/s" min={0.001} required />
        <NumberItem name="power" label="irr.works.powerLong" unit="kW" min={0.01} required />
      </div>
      <div className="field-pair">
        <NumberItem name="head" label="irr.works.head" unit="m" min={0.01} required />
        <NumberItem name="startsPerHour" label="irr.works.startsLong" min={1} max={60} />
      </div>
      <div className="field-pair">
        <NumberItem name="minRun" label="irr.works.minRun" unit="min" max={1440} />
        <NumberItem name="minOff" label="irr.works.minOff" unit="min" max={1440} />
      </div>
      <DeviceItem name="suction" label="irr.works.suctionGauge" part="series" />
      <NumberItem name={['suction', 'minimum']} label="irr.works.suctionLong" unit="m" min={-100} />
      <Probes />
      <WindowsItem name="quiet" label="irr.works.quiet" />
      <Curve />
    </WorkDialog>
  );
}

function Probes() {
  const t = useTranslate();
  const options = useDeviceOptions();
  return (
    <Form.Item name="quality" label={t('irr.works.quality')}>
      <Select mode="multiple" filterOption={matchesOption} options={options} />
    </Form.Item>
  );
}

/** The maker's points: flow, head, efficiency. */
function Curve() {
  const t = useTranslate();
  const columns = [['flow', 'm³/s', undefined], ['head', 'm', undefined], ['efficiency', '0–1', 1]] as const;
  return (
    <Form.Item label={t('irr.works.curve')}>
      <Form.List name="curve">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <div key={row.key} className="curve-row">
                {columns.map(([part, unit, max]) => (
                  <Form.Item key={part} name={[row.name, part]} rules={[{ required: true, message: t('common.required') }]}>
                    <NumberInput min={0} {...(max === undefined ? {} : { max })} controls={false} suffix={unit} aria-label={t(part === 'flow' ? 'irr.works.flow' : part === 'head' ? 'irr.works.head' : 'irr.works.pumpEfficiency')} />
                  </Form.Item>
                ))}
                <Button type="text" icon={<Icon name="cross" size={16} />} aria-label={t('irr.remove')} onClick={() => { remove(row.name); }} />
              </div>
            ))}
            <Button size="small" onClick={() => { add({}); }}>{t('irr.works.addPoint')}</Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
