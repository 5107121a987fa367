import { Form, Modal, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import { useTranslate } from '../i18n';
import { FormFailure } from './form-failure';

interface CreateDialogProps<T extends object> {
  open: boolean;
  title: string;
  form: FormInstance<T>;
  mutation: { mutate: (fields: T) => void; reset: () => void; isPending: boolean; error: Error | null };
  onClose: () => void;
  children: ReactNode;
}

/** A form in a dialog that creates one thing. */
export function CreateDialog<T extends object>({ open, title, form, mutation, onClose, children }: CreateDialogProps<T>) {
  const t = useTranslate();
  return (
    <Modal
      open={open}
      title={title}
      okText={t('common.create')}
      cancelText={t('common.cancel')}
      confirmLoading={mutation.isPending}
      onOk={() => { form.submit(); }}
      onCancel={() => {
        mutation.reset();
        onClose();
      }}
      forceRender
    >
      <Form<T> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => { mutation.mutate(fields); }}>
        <FormFailure error={mutation.error} />
        {children}
      </Form>
    </Modal>
  );
}
