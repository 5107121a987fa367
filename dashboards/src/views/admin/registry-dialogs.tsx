import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, AutoComplete, Form, Input, Select, type FormInstance, type FormRule } from 'antd';
import { useState, type ReactNode } from 'react';
import { areasApi } from '../../api/areas';
import { devicesApi } from '../../api/devices';
import { sitesApi } from '../../api/sites';
import { CreateDialog } from '../../components/create-dialog';
import { useKindLabel } from '../../components/kinds';
import { NumberInput } from '../../components/number-input';
import { SecretDialog } from '../../components/secret-dialog';
import { matchesOption } from '../../components/select-options';
import { SITE_KINDS } from '../../components/site-symbol';
import { useTranslate } from '../../i18n';
import { parseDate } from '../../model/time';
import type { Area, DeviceSecret, NewArea, NewDevice, NewSite, Site } from '../../model/types';

const ID = /^[A-Za-z0-9][A-Za-z0-9\-_.]{0,63}$/;
const AREA_KINDS: readonly string[] = ['district', 'commune', 'town', 'village', 'zone', 'river', 'canal'];
const DEVICE_KINDS: readonly string[] = [
  'pump-controller',
  'level-gauge',
  'power-meter',
  'water-quality-probe',
  'weather-station',
  'field-sensor',
  'gate-controller',
  'loudspeaker',
  'server',
];

function useRules(): { required: FormRule; id: FormRule[] } {
  const t = useTranslate();
  const required: FormRule = { required: true, message: t('common.required') };
  return { required, id: [required, { pattern: ID, message: t('registry.idRule') }] };
}

function IdAndName({ children }: { children?: ReactNode }) {
  const t = useTranslate();
  const rules = useRules();
  return (
    <>
      <Form.Item name="id" label={t('registry.id')} rules={rules.id} extra={t('registry.idRule')}>
        <Input className="mono" spellCheck={false} autoCapitalize="none" />
      </Form.Item>
      {children}
      <Form.Item name="name" label={t('registry.name')} rules={[rules.required]}>
        <Input />
      </Form.Item>
    </>
  );
}

/** Kinds are data: the usual ones are offered, any other may be typed. */
function KindItem({ of, kinds }: { of: 'area' | 'site' | 'device'; kinds: readonly string[] }) {
  const t = useTranslate();
  const rules = useRules();
  const kindLabel = useKindLabel();
  return (
    <Form.Item name="kind" label={t('registry.kind')} rules={[rules.required]}>
      <AutoComplete options={kinds.map((kind) => ({ value: kind, label: `${kindLabel(of, kind)} (${kind})` }))} />
    </Form.Item>
  );
}

interface DialogProps {
  open: boolean;
  onClose: () => void;
}

/** Creates, says so, and brings the lists up to date. */
function useCreate<T extends { id: string }, R>(create: (fields: T) => Promise<R>, form: FormInstance<T>, onDone: (result: R) => void) {
  const t = useTranslate();
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: create,
    onSuccess: (result, { id }) => {
      void message.success(t('registry.created', { id }));
      for (const key of ['areas', 'sites', 'site', 'devices']) {
        void client.invalidateQueries({ queryKey: [key] });
      }
      form.resetFields();
      onDone(result);
    },
  });
}

export function AreaDialog({ open, onClose, areas }: DialogProps & { areas: readonly Area[] }) {
  const t = useTranslate();
  const rules = useRules();
  const [form] = Form.useForm<NewArea>();
  const create = useCreate(
    ({ validFrom, ...fields }: NewArea) => {
      const day = parseDate(validFrom ?? '');
      return areasApi.create(withoutBlanks({ ...fields, ...(day === null ? {} : { validFrom: day }) }));
    },
    form,
    onClose,
  );
  return (
    <CreateDialog open={open} title={t('registry.addArea')} form={form} mutation={create} onClose={onClose}>
      <IdAndName>
        <Form.Item name="code" label={t('registry.code')} rules={[rules.required, { max: 35 }]}>
          <Input className="mono" />
        </Form.Item>
      </IdAndName>
      <KindItem of="area" kinds={AREA_KINDS} />
      <Form.Item name="parent" label={t('registry.parent')}>
        <Select allowClear showSearch filterOption={matchesOption} options={areas.map((area) => ({ value: area.id, label: area.name }))} />
      </Form.Item>
      <Form.Item
        name="validFrom"
        label={t('registry.validFrom')}
        rules={[
          {
            validator: (_rule, value: string | undefined) =>
              !value || parseDate(value) !== null ? Promise.resolve() : Promise.reject(new Error(t('registry.dateRule'))),
          },
        ]}
      >
        <Input placeholder={t('registry.datePattern')} inputMode="numeric" />
      </Form.Item>
    </CreateDialog>
  );
}

/** An empty field of a form is absent, not an empty text. */
function withoutBlanks<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as T;
}

export function SiteDialog({ open, onClose, areas }: DialogProps & { areas: readonly Area[] }) {
  const t = useTranslate();
  const rules = useRules();
  const [form] = Form.useForm<NewSite>();
  const create = useCreate(sitesApi.create, form, onClose);
  return (
    <CreateDialog open={open} title={t('registry.addSite')} form={form} mutation={create} onClose={onClose}>
      <IdAndName />
      <KindItem of="site" kinds={SITE_KINDS} />
      <Form.Item name="area" label={t('registry.area')} rules={[rules.required]}>
        <Select showSearch filterOption={matchesOption} options={areas.map((area) => ({ value: area.id, label: area.name }))} />
      </Form.Item>
      <div className="field-pair">
        <Form.Item name="lat" label={t('registry.lat')} rules={[rules.required]}>
          <NumberInput min={-90} max={90} step={0.0001} controls={false} />
        </Form.Item>
        <Form.Item name="lon" label={t('registry.lon')} rules={[rules.required]}>
          <NumberInput min={-180} max={180} step={0.0001} controls={false} />
        </Form.Item>
      </div>
    </CreateDialog>
  );
}

export function DeviceDialog({ open, onClose, sites }: DialogProps & { sites: readonly Site[] }) {
  const t = useTranslate();
  const rules = useRules();
  const [form] = Form.useForm<NewDevice>();
  const [secret, setSecret] = useState<DeviceSecret | null>(null);
  const create = useCreate(devicesApi.create, form, (made: DeviceSecret) => {
    onClose();
    setSecret(made);
  });
  return (
    <>
      <CreateDialog open={open} title={t('registry.addDevice')} form={form} mutation={create} onClose={onClose}>
        <IdAndName />
        <KindItem of="device" kinds={DEVICE_KINDS} />
        <Form.Item name="site" label={t('registry.site')} rules={[rules.required]}>
          <Select showSearch filterOption={matchesOption} options={sites.map((site) => ({ value: site.id, label: site.name }))} />
        </Form.Item>
      </CreateDialog>
      <SecretDialog secret={secret} onClose={() => { setSecret(null); }} />
    </>
  );
}
