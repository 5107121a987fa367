import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Modal, Popconfirm, Segmented, Select, Switch, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState, type ReactNode } from 'react';
import { POLICIES_KEY, usePolicies, useSentMessages } from '../../api/desk-queries';
import { notificationsApi } from '../../api/notifications';
import { useAreas } from '../../api/queries';
import { PrioritySymbol } from '../../components/alarms/symbol';
import { Empty, Loaded, useErrorMessage } from '../../components/feedback';
import { FormFailure } from '../../components/form-failure';
import { Icon } from '../../components/icons';
import { useSession } from '../../components/session';
import { say, useLanguage, useTranslate } from '../../i18n';
import { PRIORITIES, type AlarmPriority } from '../../model/alarms';
import { errorText } from '../../model/errors';
import { CHANNELS, MESSAGE_STATES, NEW_POLICY, type Channel, type MessageState, type Policy, type PolicyStep, type SentMessage } from '../../model/notifications';
import { mayAdminister, maySetRules } from '../../model/roles';
import { formatDateTimeSeconds } from '../../model/time';
import { spanText } from '../rules/condition-text';
import { Contacts } from './contacts';
import '../lists.css';
import '../rules/rules.css';
import './notifications.css';

/** Who is told of alarms that nobody acknowledges, and what became of each message. */
export default function NotificationsView() {
  const t = useTranslate();
  const session = useSession();
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('notify.title')}</h1>
      </div>
      <Policies />
      {mayAdminister(session) && <Contacts />}
      <Log />
    </div>
  );
}

function Policies() {
  const t = useTranslate();
  const session = useSession();
  const policies = usePolicies();
  const [edited, setEdited] = useState<Policy | null>(null);
  const may = maySetRules(session);
  return (
    <div className="panel notify-policies">
      <div className="panel-head">
        <h2 className="panel-title">{t('notify.policies')}</h2>
        {may && (
          <Button icon={<Icon name="plus" size={16} />} onClick={() => { setEdited({ ...NEW_POLICY, id: '' }); }} data-testid="policy-add">
            {t('notify.add')}
          </Button>
        )}
      </div>
      <Loaded query={policies}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon="send" title={t('notify.none')} hint={t('notify.noneHint')} />
          ) : (
            <ul className="notify-list">
              {list.map((policy) => (
                <PolicyRow key={policy.id} policy={policy} may={may} onEdit={() => { setEdited(policy); }} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {edited !== null && <PolicyDialog policy={edited} onClose={() => { setEdited(null); }} />}
    </div>
  );
}

function useKeep(onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: notificationsApi.keep,
    onSuccess: () => {
      onDone?.();
      return client.invalidateQueries({ queryKey: POLICIES_KEY });
    },
  });
}

function PolicyRow({ policy, may, onEdit }: { policy: Policy; may: boolean; onEdit: () => void }) {
  const t = useTranslate();
  const client = useQueryClient();
  const describe = useErrorMessage();
  const { message } = App.useApp();
  const areas = useAreas();
  const keep = useKeep();
  const onError = (failure: Error) => { void message.error(describe(errorText(failure))); };
  const remove = useMutation({
    mutationFn: () => notificationsApi.remove(policy.id),
    onSuccess: () => client.invalidateQueries({ queryKey: POLICIES_KEY }),
    onError,
  });
  const priorities = policy.priorities.length === 0 ? PRIORITIES : policy.priorities;
  return (
    <li data-testid="policy-row">
      <div className="notify-policy">
        <span className="notify-name">
          {priorities.map((priority) => <PrioritySymbol key={priority} priority={priority} look={policy.enabled ? 'light' : 'hollow'} size={18} />)}
          <b>{policy.name}</b>
          <span className="muted">
            {[policy.area === null ? t('quality.everywhere') : (areas.data?.find((area) => area.id === policy.area)?.name ?? policy.area), policy.hours === null ? t('notify.always') : `${policy.hours.from}–${policy.hours.to}`].join(' · ')}
          </span>
        </span>
        <ol className="notify-steps">
          {policy.steps.map((step, index) => (
            <li key={index}>{t('notify.step', { after: spanText(step.after ?? 'PT0S', t), people: step.people.join(', '), channels: step.channels.map((channel) => t(`notify.channel.${channel}`)).join(', ') })}</li>
          ))}
        </ol>
      </div>
      {may && (
        <span className="page-tools">
          <Switch size="small" checked={policy.enabled} loading={keep.isPending} aria-label={t('notify.enabled')} onChange={(enabled) => { keep.mutate({ ...policy, enabled }, { onError }); }} />
          <Button size="small" icon={<Icon name="edit" size={16} />} onClick={onEdit}>{t('rule.edit')}</Button>
          <Popconfirm title={t('notify.removeAsk')} okText={t('notify.remove')} cancelText={t('common.cancel')} onConfirm={() => { remove.mutate(); }}>
            <Button size="small" icon={<Icon name="trash" size={16} />} aria-label={t('notify.remove')} loading={remove.isPending} />
          </Popconfirm>
        </span>
      )}
    </li>
  );
}

function PolicyDialog({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const t = useTranslate();
  const areas = useAreas();
  const isNew = policy.id === '';
  const [draft, setDraft] = useState(policy);
  const keep = useKeep(onClose);
  const set = (change: Partial<Policy>) => { setDraft({ ...draft, ...change }); };
  const setStep = (index: number, change: Partial<PolicyStep>) => { set({ steps: draft.steps.map((step, at) => (at === index ? { ...step, ...change } : step)) }); };
  return (
    <Modal open title={t(isNew ? 'notify.add' : 'rule.editing', { name: policy.name })} width={680} okText={t('common.save')} cancelText={t('common.cancel')} confirmLoading={keep.isPending} onOk={() => { keep.mutate(draft); }} onCancel={onClose}>
      <FormFailure error={keep.error} />
      <div className="rule-grid">
        {isNew && <Labelled label={t('notify.id')}><Input value={draft.id} onChange={(event) => { set({ id: event.target.value }); }} data-testid="policy-id" /></Labelled>}
        <Labelled label={t('notify.name')}><Input value={draft.name} onChange={(event) => { set({ name: event.target.value }); }} data-testid="policy-name" /></Labelled>
        <Labelled label={t('alarms.area')}>
          <Select allowClear showSearch optionFilterProp="label" placeholder={t('quality.everywhere')} value={draft.area} options={(areas.data ?? []).map((area) => ({ value: area.id, label: area.name }))} onChange={(area: string | undefined) => { set({ area: area ?? null }); }} />
        </Labelled>
        <Labelled label={t('notify.hours')}>
          <span className="rule-span">
            <Input placeholder="06:00" value={draft.hours?.from ?? ''} onChange={(event) => { set({ hours: hoursOf(event.target.value, draft.hours?.to ?? '', draft.hours) }); }} />
            <Input placeholder="18:00" value={draft.hours?.to ?? ''} onChange={(event) => { set({ hours: hoursOf(draft.hours?.from ?? '', event.target.value, draft.hours) }); }} />
          </span>
        </Labelled>
      </div>
      <Checkbox.Group<AlarmPriority> className="notify-priorities" value={draft.priorities} options={PRIORITIES.map((priority) => ({ value: priority, label: t(`alarm.priority.${priority}`) }))} onChange={(priorities) => { set({ priorities }); }} />
      <h3 className="replay-heading">{t('notify.steps')}</h3>
      {draft.steps.map((step, index) => (
        <div className="notify-step" key={index}>
          <Labelled label={t('notify.after')}><Input value={step.after ?? ''} placeholder="PT5M" onChange={(event) => { setStep(index, { after: event.target.value }); }} /></Labelled>
          <Labelled label={t('notify.people')}><Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',']} value={step.people} onChange={(people: string[]) => { setStep(index, { people }); }} data-testid="policy-people" /></Labelled>
          <Labelled label={t('notify.channels')}><Select<Channel[]> mode="multiple" value={step.channels} options={CHANNELS.map((channel) => ({ value: channel, label: t(`notify.channel.${channel}`) }))} onChange={(channels) => { setStep(index, { channels }); }} /></Labelled>
          <Button className="notify-step-remove" icon={<Icon name="trash" size={16} />} aria-label={t('notify.remove')} disabled={draft.steps.length === 1} onClick={() => { set({ steps: draft.steps.filter((_, at) => at !== index) }); }} />
        </div>
      ))}
      <Button size="small" icon={<Icon name="plus" size={16} />} disabled={draft.steps.length >= 10} onClick={() => { set({ steps: [...draft.steps, { after: 'PT15M', people: [], channels: ['email'] }] }); }}>{t('notify.addStep')}</Button>
    </Modal>
  );
}

/** No hours at all when neither is given; the days stay. */
function hoursOf(from: string, to: string, before: Policy['hours']): Policy['hours'] {
  return from === '' && to === '' ? null : { ...before, from, to };
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="field rule-field">
      <span className="field-label">{label}</span>
      {children}
    </label>
  );
}

function Log() {
  const t = useTranslate();
  const [state, setState] = useState<MessageState | 'all'>('all');
  const messages = useSentMessages(state === 'all' ? null : state);
  return (
    <div className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('notify.log')}</h2>
        <Segmented<MessageState | 'all'> size="small" value={state} options={(['all', ...MESSAGE_STATES] as const).map((each) => ({ value: each, label: t(`notify.state.${each}`) }))} onChange={setState} />
      </div>
      <Loaded query={messages}>
        {(list) => (list.length === 0 ? <Empty icon="send" title={t('notify.logEmpty')} /> : <MessageTable list={list} />)}
      </Loaded>
    </div>
  );
}

const STATE_ICONS = { waiting: 'clock', sent: 'check', failed: 'warning', cancelled: 'cross' } as const;

function MessageTable({ list }: { list: SentMessage[] }) {
  const t = useTranslate();
  const language = useLanguage();
  const failure = ({ error }: SentMessage) => error !== null && <span className="faint notify-error">{say(language, 'notify.error', error)}</span>;
  const state = (message: SentMessage) => (
    <span className={message.state === 'failed' ? 'verdict verdict-bad' : 'verdict verdict-good'}>
      <Icon name={STATE_ICONS[message.state]} size={16} />
      <span>{`${t(`notify.state.${message.state}`)}${message.attempts > 1 ? ` · ${t('notify.attempts', { n: message.attempts })}` : ''}`}</span>
    </span>
  );
  const columns: ColumnsType<SentMessage> = [
    {
      title: t('notify.message'),
      key: 'message',
      render: (_, message) => (
        <div className="list-name">
          <PrioritySymbol priority={message.priority} look="light" size={18} />
          <span className="list-name-text">
            <span>{message.subject}</span>
            <span className="list-name-sub">{formatDateTimeSeconds(Date.parse(message.createdAt))}</span>
            <span className="narrow-only">{message.username} · {state(message)}{failure(message)}</span>
          </span>
        </div>
      ),
    },
    { title: t('notify.to'), key: 'to', responsive: ['sm'], render: (_, message) => `${message.username} · ${message.channel === '' ? t('notify.unreachable') : t(`notify.channel.${message.channel}`)}` },
    {
      title: t('alarms.state'),
      key: 'state',
      responsive: ['sm'],
      render: (_, message) => (
        <span className="rule-condition">
          {state(message)}
          {failure(message)}
        </span>
      ),
    },
  ];
  return <Table<SentMessage> className="list-table" rowKey="id" columns={columns} dataSource={list} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }} />;
}
