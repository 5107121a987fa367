import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Modal, Popconfirm, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import { IRRIGATION_KEY } from '../../../api/irrigation-queries';
import { FormFailure } from '../../../components/form-failure';
import { useTranslate } from '../../../i18n';

interface WorkDialogProps<V extends object> {
  title: string;
  form: FormInstance<V>;
  initial: V;
  save: (values: V) => Promise<unknown>;
  /** Takes it out of the registry; null while there is nothing to take out. */
  remove: (() => Promise<unknown>) | null;
  onClose: () => void;
  onRemoved?: () => void;
  children: ReactNode;
}

/** A form over something of the irrigation desk, with what the server says to it. */
export function WorkDialog<V extends object>({ title, form, initial, save, remove, onClose, onRemoved, children }: WorkDialogProps<V>) {
  const t = useTranslate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const done = (text: string) => {
    void message.success(text);
    void client.invalidateQueries({ queryKey: [IRRIGATION_KEY] });
    onClose();
  };
  const saving = useMutation({ mutationFn: save, onSuccess: () => { done(t('irr.saved')); } });
  const removing = useMutation({
    mutationFn: () => remove?.() ?? Promise.resolve(),
    onSuccess: () => {
      done(t('irr.removed'));
      onRemoved?.();
    },
  });
  return (
    <Modal
      open
      width={720}
      title={title}
      onCancel={onClose}
      footer={
        <div className="work-foot">
          {remove !== null && (
            <Popconfirm title={t('irr.removeAsk')} okText={t('irr.remove')} cancelText={t('common.cancel')} onConfirm={() => { removing.mutate(); }}>
              <Button danger type="text" loading={removing.isPending}>{t('irr.remove')}</Button>
            </Popconfirm>
          )}
          <span className="work-foot-space" />
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" loading={saving.isPending} onClick={() => { form.submit(); }} data-testid="save">{t('irr.save')}</Button>
        </div>
      }
    >
      <Form<V> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={(values) => { saving.mutate(values); }} scrollToFirstError>
        <FormFailure error={saving.error ?? removing.error} />
        {children}
      </Form>
    </Modal>
  );
}
