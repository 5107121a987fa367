import { App, Button, Input, Modal } from 'antd';
import { useTranslate } from '../i18n';
import type { DeviceSecret } from '../model/types';
import { Icon } from './icons';

/** Shows a new secret, once; closing takes a deliberate press. */
export function SecretDialog({ secret, onClose }: { secret: DeviceSecret | null; onClose: () => void }) {
  const t = useTranslate();
  const { message } = App.useApp();
  const copy = async (text: string) => {
    await copyText(text);
    void message.success(t('common.copied'));
  };
  return (
    <Modal
      open={secret !== null}
      title={t('secret.title', { id: secret?.id ?? '' })}
      closable={false}
      maskClosable={false}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose} data-testid="secret-done">
          {t('secret.done')}
        </Button>
      }
    >
      <p className="dialog-target">{t('secret.once')}</p>
      <div className="secret">
        <Input.TextArea className="mono" readOnly autoSize value={secret?.secret ?? ''} data-testid="device-secret" />
        <Button icon={<Icon name="copy" size={16} />} onClick={() => { void copy(secret?.secret ?? ''); }}>
          {t('common.copy')}
        </Button>
      </div>
    </Modal>
  );
}

/** The clipboard is closed to pages that come over plain HTTP from another machine; a selection can be copied everywhere. */
async function copyText(text: string): Promise<void> {
  if (isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
