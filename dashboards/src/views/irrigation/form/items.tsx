import { Button, Form, Input, Select, type FormRule } from 'antd';
import type { NamePath } from 'antd/es/form/interface';
import { useDevices } from '../../../api/queries';
import { Icon } from '../../../components/icons';
import { NumberInput } from '../../../components/number-input';
import { matchesOption } from '../../../components/select-options';
import { useTranslate, type MessageKey } from '../../../i18n';
import { WEEKDAYS } from '../../../model/weekdays';
import './form.css';

const ID = /^[A-Za-z0-9][A-Za-z0-9\-_.]{0,63}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export function useRequired(): FormRule {
  return { required: true, message: useTranslate()('common.required') };
}

/** The id can only be given once. */
export function IdAndName({ fresh }: { fresh: boolean }) {
  const t = useTranslate();
  const required = useRequired();
  return (
    <div className="field-pair">
      <Form.Item name="name" label={t('registry.name')} rules={[required]}>
        <Input />
      </Form.Item>
      <Form.Item name="id" label={t('registry.id')} rules={[required, { pattern: ID, message: t('registry.idRule') }]}>
        <Input className="mono" spellCheck={false} autoCapitalize="none" disabled={!fresh} />
      </Form.Item>
    </div>
  );
}

interface NumberItemProps {
  name: NamePath;
  label: MessageKey;
  unit?: string;
  min?: number;
  max?: number;
  step?: number;
  required?: boolean;
  /** What is taken when nothing is given. */
  placeholder?: string;
  hint?: string;
}

export function NumberItem({ name, label, unit, min = 0, max, step, required = false, placeholder, hint }: NumberItemProps) {
  const t = useTranslate();
  const rule = useRequired();
  return (
    <Form.Item name={name} label={t(label)} rules={required ? [rule] : []} {...(hint === undefined ? {} : { extra: hint })}>
      <NumberInput min={min} {...(placeholder === undefined ? {} : { placeholder })} {...(max === undefined ? {} : { max })} {...(step === undefined ? {} : { step })} controls={false} {...(unit === undefined ? {} : { suffix: unit })} />
    </Form.Item>
  );
}

interface ChoiceItemProps {
  name: NamePath;
  label: MessageKey;
  options: { value: string; label: string }[];
  required?: boolean;
}

export function ChoiceItem({ name, label, options, required = false }: ChoiceItemProps) {
  const t = useTranslate();
  const rule = useRequired();
  return (
    <Form.Item name={name} label={t(label)} rules={required ? [rule] : []}>
      <Select showSearch allowClear={!required} filterOption={matchesOption} options={options} />
    </Form.Item>
  );
}

export function useDeviceOptions(): { value: string; label: string }[] {
  return (useDevices().data ?? []).map(({ id, name }) => ({ value: id, label: `${name} (${id})` }));
}

/** A device, and which series or control of it. */
export function DeviceItem({ name, label, part }: { name: string; label: MessageKey; part: 'series' | 'target' }) {
  const t = useTranslate();
  const options = useDeviceOptions();
  return (
    <Form.Item label={t(label)} className="device-item">
      <div className="device-parts">
        <Form.Item name={[name, 'device']} noStyle>
          <Select showSearch allowClear filterOption={matchesOption} options={options} placeholder={t('irr.form.device')} aria-label={`${t(label)}: ${t('irr.form.device')}`} />
        </Form.Item>
        <Form.Item name={[name, part]} noStyle>
          <Input className="mono" placeholder={t(part === 'series' ? 'irr.form.series' : 'irr.form.target')} aria-label={`${t(label)}: ${t(part === 'series' ? 'irr.form.series' : 'irr.form.target')}`} />
        </Form.Item>
      </div>
    </Form.Item>
  );
}

/** Hours of the week. */
export function WindowsItem({ name, label, path }: { name: string | number | (string | number)[]; label: MessageKey; path?: (string | number)[] }) {
  const t = useTranslate();
  const required = useRequired();
  const time: FormRule[] = [required, { pattern: TIME, message: t('irr.form.timeRule') }];
  return (
    <Form.Item label={t(label)} className="windows-item">
      <Form.List name={path ?? name}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <div key={row.key} className="window-row">
                <Form.Item name={[row.name, 'days']} noStyle>
                  <Select mode="multiple" maxTagCount={7} placeholder={t('irr.form.everyDay')} aria-label={t('irr.form.days')} options={WEEKDAYS.map((day) => ({ value: day, label: t(`irr.weekday.${day}`) }))} />
                </Form.Item>
                <Form.Item name={[row.name, 'from']} rules={time}>
                  <Input placeholder="22:00" aria-label={t('irr.form.from')} />
                </Form.Item>
                <Form.Item name={[row.name, 'to']} rules={time}>
                  <Input placeholder="05:00" aria-label={t('irr.form.to')} />
                </Form.Item>
                <Button type="text" icon={<Icon name="cross" size={16} />} aria-label={t('irr.remove')} onClick={() => { remove(row.name); }} />
              </div>
            ))}
            <Button size="small" onClick={() => { add({}); }}>{t('irr.form.addWindow')}</Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
