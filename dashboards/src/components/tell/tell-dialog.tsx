import { Modal } from 'antd';
import { useMessagesTo } from '../../api/desk-queries';
import { say, useLanguage, useTranslate } from '../../i18n';
import type { MessageState, SentMessage } from '../../model/notifications';
import { formatDateTimeSeconds } from '../../model/time';
import { Loaded } from '../feedback';
import { Icon } from '../icons';
import { useSession } from '../session';
import { ContactForm } from './contact-form';
import { PushPart } from './push-switch';
import './tell.css';

/** How I am told of alarms; who is told of which is for the policies to say. */
export function TellDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslate();
  const { username } = useSession();
  return (
    <Modal open={open} title={t('tell.title')} footer={null} width={560} onCancel={onClose} destroyOnHidden>
      <p className="muted tell-note">{t('tell.hint')}</p>
      <ContactForm username={username} />
      <PushPart />
      <Recent username={username} />
    </Modal>
  );
}

const STATE_ICONS = { waiting: 'clock', sent: 'check', failed: 'warning', cancelled: 'cross' } as const satisfies Record<MessageState, string>;

function Recent({ username }: { username: string }) {
  const t = useTranslate();
  const messages = useMessagesTo(username);
  return (
    <>
      <h3 className="tell-heading">{t('tell.recent')}</h3>
      <Loaded query={messages} height={48}>
        {(list) => (list.length === 0 ? <p className="muted tell-note">{t('notify.logEmpty')}</p> : <ul className="tell-list">{list.map((message) => <Row key={message.id} message={message} />)}</ul>)}
      </Loaded>
    </>
  );
}

function Row({ message }: { message: SentMessage }) {
  const t = useTranslate();
  const language = useLanguage();
  const channel = message.channel === '' ? t('notify.unreachable') : t(`notify.channel.${message.channel}`);
  return (
    <li data-testid="tell-message" data-state={message.state}>
      <Icon name={STATE_ICONS[message.state]} size={16} />
      <span>
        {message.subject}
        <span className="faint tell-sub">
          {t(`notify.state.${message.state}`)} · {channel} · {formatDateTimeSeconds(Date.parse(message.createdAt))}
          {message.error !== null && <> · {say(language, 'notify.error', message.error)}</>}
        </span>
      </span>
    </li>
  );
}
