import { useState } from 'react';
import { useMessages } from '../../api/queries';
import { Empty, Loaded } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { useLanguage, useTranslate } from '../../i18n';
import { formatNumber } from '../../model/numbers';
import { prettyPayload } from '../../model/payload';
import { formatDateTimeSeconds, millisOf } from '../../model/time';
import type { RawMessage } from '../../model/types';

export function MessagePanel({ device }: { device: string }) {
  const t = useTranslate();
  const messages = useMessages(device);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('device.messages')}</h2>
      </div>
      <Loaded query={messages}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon="send" title={t('device.noMessages')} />
          ) : (
            <ul className="messages">
              {list.map((message, index) => (
                <Message key={`${message.receivedAt} ${index}`} message={message} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function Message({ message }: { message: RawMessage }) {
  const t = useTranslate();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const accepted = message.outcome === 'committed';
  const at = millisOf(message.receivedAt);
  return (
    <li className="message">
      <button type="button" className="message-head" aria-expanded={open} onClick={() => { setOpen(!open); }}>
        <Icon name={open ? 'chevronDown' : 'chevronRight'} size={16} />
        <span className="message-time">{at === null ? message.receivedAt : formatDateTimeSeconds(at)}</span>
        <span className="mono">{message.transport}</span>
        <span className="faint">{t('device.messageBytes', { n: formatNumber(message.bytes, 0, language) })}</span>
        <span className="message-outcome">
          {accepted ? (
            <span className="muted">{t('device.committed')}</span>
          ) : (
            <span className="message-refused">
              <Icon name="warning" size={16} />
              {t('device.refused')}
            </span>
          )}
        </span>
      </button>
      {!accepted && <p className="message-reason">{message.outcome}</p>}
      {open && (
        <>
          <pre className="payload">{prettyPayload(message.payload)}</pre>
          <p className="message-from faint">{message.address}</p>
        </>
      )}
    </li>
  );
}
