import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { devicesApi } from '../../api/devices';
import { useSites } from '../../api/queries';
import { FormFailure } from '../../components/form-failure';
import { useErrorMessage } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { SecretDialog } from '../../components/secret-dialog';
import { matchesOption } from '../../components/select-options';
import { useTranslate } from '../../i18n';
import { errorText } from '../../model/errors';
import type { Device, DeviceSecret } from '../../model/types';

/** What only administrators do with a device. */
export function DeviceActions({ device }: { device: Device }) {
  const t = useTranslate();
  const client = useQueryClient();
  const navigate = useNavigate();
  const describe = useErrorMessage();
  const { modal, message } = App.useApp();
  const [secret, setSecret] = useState<DeviceSecret | null>(null);
  const [editing, setEditing] = useState(false);
  const onError = (failure: Error) => { void message.error(describe(errorText(failure))); };
  const renew = useMutation({ mutationFn: () => devicesApi.renewSecret(device.id), onSuccess: setSecret, onError });
  const remove = useMutation({
    mutationFn: () => devicesApi.remove(device.id),
    onSuccess: () => {
      void message.success(t('device.removed', { id: device.id }));
      void client.invalidateQueries({ queryKey: ['devices'] });
      void client.invalidateQueries({ queryKey: ['sites'] });
      void navigate(`/sites/${encodeURIComponent(device.site)}`);
    },
    onError,
  });
  const confirm = (title: string, content: string, okText: string, act: () => void) => {
    modal.confirm({ title, content, okText, cancelText: t('common.cancel'), okButtonProps: { danger: true }, icon: null, onOk: act });
  };
  const onClick = ({ key }: { key: string }) => {
    if (key === 'edit') {
      setEditing(true);
    } else if (key === 'renew') {
      confirm(t('device.renewConfirm', { id: device.id }), t('device.renewHint'), t('device.renewSecret'), () => { renew.mutate(); });
    } else {
      confirm(t('device.removeConfirm', { id: device.id }), t('device.removeHint'), t('device.remove'), () => { remove.mutate(); });
    }
  };
  const items = [
    { key: 'edit', icon: <Icon name="edit" />, label: t('device.edit') },
    { key: 'renew', icon: <Icon name="key" />, label: t('device.renewSecret') },
    { key: 'remove', icon: <Icon name="trash" />, label: t('device.remove'), danger: true },
  ];
  return (
    <>
      <Dropdown menu={{ items, onClick }} trigger={['click']} placement="bottomRight">
        <Button icon={<Icon name="more" />} aria-label={t('device.actions')} data-testid="device-actions" />
      </Dropdown>
      <SecretDialog secret={secret} onClose={() => { setSecret(null); }} />
      <EditDialog device={device} open={editing} onClose={() => { setEditing(false); }} />
    </>
  );
}

interface Fields {
  name: string;
  kind: string;
  site: string;
}

function EditDialog({ device, open, onClose }: { device: Device; open: boolean; onClose: () => void }) {
  const t = useTranslate();
  const client = useQueryClient();
  const sites = useSites();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const change = useMutation({
    mutationFn: (fields: Fields) => devicesApi.change(device.id, fields),
    onSuccess: () => {
      void message.success(t('device.changed'));
      void client.invalidateQueries();
      onClose();
    },
  });
  return (
    <Modal
      open={open}
      title={t('device.edit')}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      confirmLoading={change.isPending}
      onOk={() => { form.submit(); }}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: device.name, kind: device.kind, site: device.site }}
        onFinish={(fields) => { change.mutate(fields); }}
      >
        <FormFailure error={change.error} />
        <Form.Item name="name" label={t('registry.name')} rules={[{ required: true, message: t('common.required') }]}>
          <Input />
        </Form.Item>
        <Form.Item name="kind" label={t('registry.kind')} rules={[{ required: true, message: t('common.required') }]}>
          <Input />
        </Form.Item>
        <Form.Item name="site" label={t('registry.site')} rules={[{ required: true, message: t('common.required') }]}>
          <Select showSearch filterOption={matchesOption} options={(sites.data ?? []).map((site) => ({ value: site.id, label: site.name }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
