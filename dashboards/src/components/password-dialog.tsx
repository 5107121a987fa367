import { useMutation } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { sessionApi } from '../api/session';
import { useTranslate } from '../i18n';
import { FormFailure } from './form-failure';

interface Fields {
  current: string;
  next: string;
  repeat: string;
}

export function PasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const change = useMutation({
    mutationFn: ({ current, next }: Fields) => sessionApi.changePassword(current, next),
    onSuccess: () => {
      void message.success(t('password.done'));
      close();
    },
  });
  const close = () => {
    form.resetFields();
    change.reset();
    onClose();
  };
  return (
    <Modal
      open={open}
      title={t('password.title')}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      confirmLoading={change.isPending}
      onOk={() => { form.submit(); }}
      onCancel={close}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => { change.mutate(fields); }}>
        <FormFailure error={change.error} />
        <Form.Item name="current" label={t('password.current')} rules={[{ required: true, message: t('common.required') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('password.next')}
          extra={t('password.rule')}
          rules={[{ required: true, min: 12, message: t('password.rule') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={t('password.repeat')}
          dependencies={['next']}
          rules={[
            { required: true, message: t('common.required') },
            ({ getFieldValue }) => ({
              validator: (_rule, value: string) =>
                value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('password.mismatch'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
