import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useContacts } from '../../api/desk-queries';
import { useAccounts } from '../../api/queries';
import { Loaded } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { ContactForm } from '../../components/tell/contact-form';
import { useTranslate } from '../../i18n';
import type { Contact } from '../../model/notifications';
import type { Account } from '../../model/types';

/** By what addresses each person is reached. */
export function Contacts() {
  const t = useTranslate();
  const accounts = useAccounts();
  const contacts = useContacts();
  const [edited, setEdited] = useState<Account | null>(null);
  const nameOf = (account: Account) => account.name || account.username;
  return (
    <div className="panel notify-policies">
      <div className="panel-head">
        <h2 className="panel-title">{t('tell.people')}</h2>
      </div>
      <Loaded query={accounts}>
        {(list) => (
          <ul className="notify-list">
            {list.filter((account) => !account.disabled).map((account) => (
              <li key={account.username} data-testid="contact-row">
                <span className="notify-policy">
                  <b>{nameOf(account)}</b> <span className="muted">{account.username}</span>
                  <Addresses contact={contacts.data?.find(({ username }) => username === account.username)} />
                </span>
                <Button size="small" icon={<Icon name="edit" size={16} />} onClick={() => { setEdited(account); }} data-testid="contact-edit">{t('rule.edit')}</Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Modal open={edited !== null} title={edited === null ? '' : t('tell.of', { who: nameOf(edited) })} footer={null} width={560} onCancel={() => { setEdited(null); }} destroyOnHidden>
        {edited !== null && <ContactForm username={edited.username} />}
      </Modal>
    </div>
  );
}

function Addresses({ contact }: { contact: Contact | undefined }) {
  const t = useTranslate();
  const known = [contact?.email, contact?.phone, contact?.webhook].filter((address) => typeof address === 'string');
  return <div className={known.length === 0 ? 'faint' : ''}>{known.length === 0 ? t('tell.noAddress') : known.join(' · ')}</div>;
}
