import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { clustersApi } from '../../../api/loudspeakers';
import { LOUDSPEAKERS_KEY } from '../../../api/loudspeaker-queries';
import { FormFailure } from '../../../components/form-failure';
import { NumberInput } from '../../../components/number-input';
import { useTranslate } from '../../../i18n';
import type { Cluster, ClusterFacts } from '../../../model/loudspeakers';
import { formatDate, parseDate } from '../../../model/time';

type Fields = Partial<Omit<ClusterFacts, 'revision'>>;

const textOf = (text: string | null | undefined): string | null => (text === undefined || text === null || text.trim() === '' ? null : text.trim());

/** A certificate that is not the known one is shown, to be compared and then entered. */
function CertificateHint({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  const told = cluster.certificateTold;
  return told === null || told === cluster.certificate ? t('loa.facts.certificateHint') : t('loa.facts.certificateTold', { told });
}

/** What a person knows of a cluster better than it does itself. */
export function FactsDialog({ cluster, onClose }: { cluster: Cluster; onClose: () => void }) {
  const t = useTranslate();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      clustersApi.save(cluster.device, {
        village: textOf(fields.village),
        population: fields.population ?? null,
        vendor: textOf(fields.vendor),
        model: textOf(fields.model),
        firmware: textOf(fields.firmware),
        amplifierWatts: fields.amplifierWatts ?? null,
        horns: fields.horns ?? null,
        installedOn: fields.installedOn ? parseDate(fields.installedOn) : null,
        sim: textOf(fields.sim),
        baseline: fields.baseline ?? null,
        volumeWanted: fields.volumeWanted ?? null,
        certificate: textOf(fields.certificate),
        revision: cluster.revision,
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] });
      onClose();
    },
  });
  const initial: Fields = { village: cluster.village, population: cluster.population, vendor: cluster.vendor, model: cluster.model, firmware: cluster.firmware, amplifierWatts: cluster.amplifierWatts, horns: cluster.horns, installedOn: cluster.installedOn === null ? null : formatDate(cluster.installedOn), sim: cluster.sim, baseline: cluster.baseline, volumeWanted: cluster.volumeWanted, certificate: cluster.certificate };
  return (
    <Modal open title={`${t('loa.cluster.facts')} – ${cluster.name}`} okText={t('common.save')} cancelText={t('common.cancel')} confirmLoading={save.isPending} onOk={() => { form.submit(); }} onCancel={onClose}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={(fields) => { save.mutate(fields); }} className="loa-form-grid">
        <div className="loa-form-wide"><FormFailure error={save.error} /></div>
        <Form.Item name="village" label={t('loa.facts.village')}><Input maxLength={120} /></Form.Item>
        <Form.Item name="population" label={t('loa.facts.population')}><NumberInput min={0} max={100_000} precision={0} className="loa-full" /></Form.Item>
        <Form.Item name="vendor" label={t('loa.facts.vendor')}><Input maxLength={80} /></Form.Item>
        <Form.Item name="model" label={t('loa.facts.model')}><Input maxLength={80} /></Form.Item>
        <Form.Item name="firmware" label={t('loa.facts.firmware')}><Input maxLength={80} /></Form.Item>
        <Form.Item name="sim" label={t('loa.facts.sim')} extra={t('loa.facts.simHint')}><Input maxLength={24} /></Form.Item>
        <Form.Item name="amplifierWatts" label={t('loa.facts.amplifierWatts')}><NumberInput min={1} max={5_000} className="loa-full" /></Form.Item>
        <Form.Item name="horns" label={t('loa.facts.horns')}><NumberInput min={1} max={64} precision={0} className="loa-full" /></Form.Item>
        <Form.Item name="baseline" label={t('loa.facts.baselineOhm')} extra={t('loa.facts.baselineHint')}><NumberInput min={0.1} max={10_000} step={0.1} className="loa-full" /></Form.Item>
        <Form.Item name="volumeWanted" label={t('loa.facts.volumeWanted')} extra={t('loa.facts.volumeHint')}><NumberInput min={0} max={100} className="loa-full" /></Form.Item>
        <Form.Item name="installedOn" label={t('loa.facts.installed')} rules={[{ validator: (_rule, value: string | null | undefined) => (!value || parseDate(value) !== null ? Promise.resolve() : Promise.reject(new Error(t('loa.form.dateWrong')))) }]}><Input placeholder="31/12/2026" inputMode="numeric" /></Form.Item>
        <Form.Item name="certificate" label={t('loa.facts.certificate')} extra={<CertificateHint cluster={cluster} />} className="loa-form-wide"><Input maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  );
}
