import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { CONTACTS_KEY, useContact } from '../../api/desk-queries';
import { notificationsApi } from '../../api/notifications';
import { useTranslate } from '../../i18n';
import { errorText } from '../../model/errors';
import { contactChange, type Channel, type Contact } from '../../model/notifications';
import { Loaded, useErrorMessage } from '../feedback';
import { FormFailure } from '../form-failure';
import { Icon } from '../icons';
import './tell.css';

/** By what addresses a person is reached, each with a trial. */
export function ContactForm({ username }: { username: string }) {
  const contact = useContact(username);
  return (
    <Loaded query={contact} height={180}>
      {(known) => <Fields key={username} contact={known} />}
    </Loaded>
  );
}

function Fields({ contact }: { contact: Contact }) {
  const t = useTranslate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [typed, setTyped] = useState({ email: contact.email ?? '', phone: contact.phone ?? '', language: contact.language });
  const set = (change: Partial<typeof typed>) => { setTyped({ ...typed, ...change }); };
  const wanted = contactChange(typed);
  const isChanged = wanted.email !== contact.email || wanted.phone !== contact.phone || wanted.language !== contact.language;
  const keep = useMutation({
    mutationFn: () => notificationsApi.changeContact(contact.username, wanted),
    onSuccess: (kept) => {
      // A number comes back as it will be dialled.
      setTyped({ email: kept.email ?? '', phone: kept.phone ?? '', language: kept.language });
      void message.success(t('tell.saved'));
      return client.invalidateQueries({ queryKey: CONTACTS_KEY });
    },
  });
  return (
    <form
      className="tell-form"
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}
    >
      <FormFailure error={keep.error} />
      <Address label={t('tell.email')} trial={<TrialButton username={contact.username} channel="email" address={contact.email} isChanged={wanted.email !== contact.email} />}>
        <Input type="email" autoComplete="email" value={typed.email} placeholder="ten@vidu.vn" onChange={(event) => { set({ email: event.target.value }); }} data-testid="tell-email" />
      </Address>
      <Address label={t('tell.phone')} trial={<TrialButton username={contact.username} channel="sms" address={contact.phone} isChanged={wanted.phone !== contact.phone} />}>
        <Input type="tel" autoComplete="tel" value={typed.phone} placeholder="0912 345 678" onChange={(event) => { set({ phone: event.target.value }); }} data-testid="tell-phone" />
      </Address>
      <div className="tell-foot">
        <Segmented<Contact['language']>
          value={typed.language}
          aria-label={t('tell.language')}
          options={[{ value: 'vi', label: t('tell.inVietnamese') }, { value: 'en', label: t('tell.inEnglish') }]}
          onChange={(language) => { set({ language }); }}
        />
        <Button type="primary" htmlType="submit" disabled={!isChanged} loading={keep.isPending} data-testid="tell-save">
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}

function Address({ label, trial, children }: { label: string; trial: ReactNode; children: ReactNode }) {
  return (
    <div className="tell-address">
      <label className="field">
        <span className="field-label">{label}</span>
        {children}
      </label>
      {trial}
    </div>
  );
}

/** Goes to the address that is kept, so one that was typed must be saved first. */
export function TrialButton({ username, channel, address, isChanged }: { username: string; channel: Channel; address: string | null; isChanged: boolean }) {
  const t = useTranslate();
  const client = useQueryClient();
  const describe = useErrorMessage();
  const { message } = App.useApp();
  const tryOut = useMutation({
    mutationFn: () => notificationsApi.tryOut(username, channel),
    onSuccess: () => {
      void message.success(t('tell.tried'));
      return client.invalidateQueries({ queryKey: ['notifications'] });
    },
    onError: (failure) => { void message.error(describe(errorText(failure))); },
  });
  return (
    <Button
      icon={<Icon name="send" size={16} />}
      disabled={address === null || isChanged}
      title={isChanged ? t('tell.saveFirst') : undefined}
      loading={tryOut.isPending}
      onClick={() => { tryOut.mutate(); }}
      data-testid={`tell-try-${channel}`}
    >
      {t('tell.try')}
    </Button>
  );
}
