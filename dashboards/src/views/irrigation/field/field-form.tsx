import { Form, Input, Select } from 'antd';
import { useNavigate } from 'react-router-dom';
import { fieldsApi } from '../../../api/irrigation';
import { useCanals } from '../../../api/irrigation-queries';
import { useAreas } from '../../../api/queries';
import { useTranslate } from '../../../i18n';
import type { Field } from '../../../model/irrigation';
import { controlOf, outlineOf, placeOf, textOf, windowsOf } from '../../../model/irrigation-form';
import type { Outline } from '../../../model/types';
import { ChoiceItem, DeviceItem, IdAndName, NumberItem, useDeviceOptions, WindowsItem } from '../form/items';
import { WorkDialog } from '../form/work-dialog';

interface Values extends Omit<Field, 'outline'> {
  outline: string;
}

function valuesOf(field: Field | null): Values {
  const none = { valve: null, soil: null, efficiency: null, bund: null, depth: null, moisture: null, weather: null, rain: null, cooperative: null, users: null, quiet: null };
  return field === null ? ({ ...none, outline: '' } as unknown as Values) : { ...field, outline: field.outline === null ? '' : JSON.stringify(field.outline) };
}

function fieldOf(values: Values, before: Field | null): Field {
  const { soil } = values;
  return {
    ...values,
    ...(before === null ? {} : { id: before.id, revision: before.revision ?? 0 }),
    outline: values.outline.trim() === '' ? null : (outlineOf(values.outline) as Outline | null),
    valve: controlOf(values.valve),
    soil: soil === null || Object.values(soil).every((each) => (each as number | null) === null) ? null : soil,
    depth: placeOf(values.depth),
    moisture: placeOf(values.moisture),
    weather: textOf(values.weather),
    rain: textOf(values.rain),
    cooperative: textOf(values.cooperative),
    users: values.users ?? [],
    quiet: windowsOf(values.quiet),
  };
}

/** A field of the registry; new when there is none yet. */
export function FieldForm({ field, onClose }: { field: Field | null; onClose: () => void }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const areas = useAreas().data ?? [];
  const canals = useCanals().data ?? [];
  const areaOptions = areas.filter((area) => area.outline?.type !== 'LineString').map((area) => ({ value: area.id, label: area.name }));
  return (
    <WorkDialog<Values>
      title={field === null ? t('irr.fields.add') : field.name}
      form={form}
      initial={valuesOf(field)}
      save={(values) => (field === null ? fieldsApi.create(fieldOf(values, null)) : fieldsApi.put(fieldOf(values, field)))}
      remove={field === null ? null : () => fieldsApi.remove(field)}
      onClose={onClose}
      onRemoved={() => { void navigate('/irrigation/fields'); }}
    >
      <IdAndName fresh={field === null} />
      <div className="field-pair">
        <ChoiceItem name="area" label="irr.form.area" options={areaOptions} required />
        <ChoiceItem name="canal" label="irr.form.canal" options={canals.map(({ id, name }) => ({ value: id, label: name }))} required />
      </div>
      <div className="field-pair">
        <NumberItem name="hectares" label="irr.form.hectares" unit="ha" min={0.01} required />
        <NumberItem name="flow" label="irr.form.flow" unit="m³/s" min={0.001} required />
      </div>
      <div className="field-pair">
        <NumberItem name="efficiency" label="irr.form.efficiencyShare" min={0.1} max={1} step={0.05} />
        <NumberItem name="bund" label="irr.form.bund" unit="mm" max={500} />
      </div>
      <SoilItems />
      <h3 className="form-part">{t('irr.form.devices')}</h3>
      <DeviceItem name="valve" label="irr.form.valve" part="target" />
      <DeviceItem name="depth" label="irr.form.depth" part="series" />
      <DeviceItem name="moisture" label="irr.form.moisture" part="series" />
      <Stations />
      <h3 className="form-part">{t('irr.form.people')}</h3>
      <div className="field-pair">
        <Form.Item name="cooperative" label={t('irr.form.cooperative')}>
          <Input />
        </Form.Item>
        <Form.Item name="users" label={t('irr.form.users')} extra={t('irr.form.usersHint')}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ' ']} />
        </Form.Item>
      </div>
      <WindowsItem name="quiet" label="irr.form.quiet" />
      <OutlineItem />
    </WorkDialog>
  );
}

function SoilItems() {
  const t = useTranslate();
  return (
    <>
      <h3 className="form-part">{t('irr.form.soil')}</h3>
      <div className="field-pair">
        <NumberItem name={['soil', 'fieldCapacity']} label="irr.form.fieldCapacity" max={1} step={0.01} />
        <NumberItem name={['soil', 'wiltingPoint']} label="irr.form.wiltingPoint" max={1} step={0.01} />
      </div>
      <div className="field-pair">
        <NumberItem name={['soil', 'saturation']} label="irr.form.saturation" max={1} step={0.01} />
        <NumberItem name={['soil', 'drainable']} label="irr.form.drainable" max={1} step={0.01} />
      </div>
      <div className="field-pair">
        <NumberItem name={['soil', 'percolation']} label="irr.form.percolation" unit="mm" max={50} />
      </div>
    </>
  );
}

function Stations() {
  const options = useDeviceOptions();
  return (
    <div className="field-pair">
      <ChoiceItem name="weather" label="irr.form.weather" options={options} />
      <ChoiceItem name="rain" label="irr.form.rain" options={options} />
    </div>
  );
}

function OutlineItem() {
  const t = useTranslate();
  return (
    <Form.Item
      name="outline"
      label={t('irr.form.outline')}
      extra={t('irr.form.outlineHint')}
      rules={[{ validator: (_rule, value: string) => (value.trim() === '' || outlineOf(value) !== null ? Promise.resolve() : Promise.reject(new Error(t('irr.form.outlineRule')))) }]}
    >
      <Input.TextArea className="mono" autoSize={{ minRows: 2, maxRows: 6 }} spellCheck={false} />
    </Form.Item>
  );
}
