import { AutoComplete, Button, Checkbox, Form, Input, Modal, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useSession } from '../../components/session';
import { useLanguage, useTranslate, type MessageKey } from '../../i18n';
import type { AlarmView } from '../../model/alarms';
import { mayShelve, SHELVE_MINUTES } from '../../model/alarm-actions';
import { serverNow } from '../../model/clock';
import { formatTime } from '../../model/time';
import type { Order } from './actions';

/** What a person is asked before an action; the alarms stay those that were chosen. */
export type Asking = { action: 'shelve' | 'comment' | 'assign' | 'out-of-service' | 'in-service'; alarms: readonly AlarmView[] };

interface AskingProps {
  alarms: readonly AlarmView[];
  busy: boolean;
  onOrder: (order: Order) => void;
  onClose: () => void;
}

export function AskingDialog({ asking, people, ...rest }: { asking: Asking | null; people: readonly string[] } & Omit<AskingProps, 'alarms'>) {
  if (asking === null) {
    return null;
  }
  const props = { ...rest, alarms: asking.alarms };
  switch (asking.action) {
    case 'shelve':
      return <ShelveDialog {...props} />;
    case 'comment':
      return <CommentDialog {...props} />;
    case 'assign':
      return <AssignDialog {...props} people={people} />;
    case 'out-of-service':
      return <ServiceDialog {...props} action="out-of-service" />;
    case 'in-service':
      return <ServiceDialog {...props} action="in-service" />;
  }
}

interface ShellProps {
  title: string;
  button: MessageKey;
  possible: boolean;
  busy: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

function Shell({ title, button, possible, busy, onSubmit, onClose, children }: ShellProps) {
  const t = useTranslate();
  return (
    <Modal
      open
      title={title}
      okText={t(button)}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !possible, className: 'alarm-order' }}
      confirmLoading={busy}
      onOk={onSubmit}
      onCancel={onClose}
      width={520}
    >
      <form
        className="alarm-asking"
        onSubmit={(event) => {
          event.preventDefault();
          if (possible && !busy) {
            onSubmit();
          }
        }}
      >
        {children}
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}

const SHELVE_REASONS: readonly MessageKey[] = ['alarms.reason.repair', 'alarms.reason.maintenance', 'alarms.reason.sensor', 'alarms.reason.planned', 'alarms.reason.weather', 'alarms.reason.test'];
const OUT_REASONS: readonly MessageKey[] = ['alarms.reason.sensor', 'alarms.reason.maintenance', 'alarms.reason.removed'];
const IN_REASONS: readonly MessageKey[] = ['alarms.reason.replaced', 'alarms.reason.repair'];

/** The usual reasons to press, and a line to write any other. */
function ReasonField({ usual, value, onChange }: { usual: readonly MessageKey[]; value: string; onChange: (reason: string) => void }) {
  const t = useTranslate();
  return (
    <Form.Item label={t('alarms.shelve.reason')} layout="vertical" required>
      <div className="alarm-reasons">
        {usual.map((key) => (
          <Button key={key} size="small" type={value === t(key) ? 'primary' : 'default'} onClick={() => { onChange(t(key)); }}>
            {t(key)}
          </Button>
        ))}
      </div>
      <Input
        autoFocus
        value={value}
        maxLength={500}
        placeholder={t('alarms.shelve.reasonHint')}
        aria-label={t('alarms.shelve.reason')}
        onChange={(event) => { onChange(event.target.value); }}
        data-testid="alarm-reason"
      />
    </Form.Item>
  );
}

function ShelveDialog({ alarms, busy, onOrder, onClose }: AskingProps) {
  const t = useTranslate();
  const language = useLanguage();
  const session = useSession();
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState(60);
  const [oneShot, setOneShot] = useState(false);
  const [first] = alarms;
  const title = alarms.length === 1 && first ? t('alarms.shelve.title', { name: first.name[language] }) : t('alarms.shelve.titleMany', { n: alarms.length });
  const permitted = alarms.every((alarm) => mayShelve(session, alarm));
  return (
    <Shell
      title={title}
      button="alarms.do.shelve"
      possible={permitted && reason.trim() !== ''}
      busy={busy}
      onSubmit={() => { onOrder({ action: 'shelve', minutes, reason: reason.trim(), oneShot }); }}
      onClose={onClose}
    >
      {!permitted && <p className="form-failure">{t('alarms.shelve.supervisor')}</p>}
      <ReasonField usual={SHELVE_REASONS} value={reason} onChange={setReason} />
      <Form.Item label={t('alarms.shelve.time')} layout="vertical" help={t('alarms.shelve.until', { time: formatTime(serverNow() + minutes * 60_000) })}>
        <Segmented
          block
          value={minutes}
          options={SHELVE_MINUTES.map((value) => ({ value, label: value < 60 ? t('alarms.shelve.minutes', { n: value }) : t('alarms.shelve.hours', { n: value / 60 }) }))}
          onChange={setMinutes}
        />
      </Form.Item>
      <Checkbox className="alarm-one-shot" checked={oneShot} onChange={(event) => { setOneShot(event.target.checked); }}>
        {t('alarms.shelve.oneShot')}
      </Checkbox>
    </Shell>
  );
}

function CommentDialog({ busy, onOrder, onClose }: AskingProps) {
  const t = useTranslate();
  const [text, setText] = useState('');
  const submit = () => { onOrder({ action: 'comment', text: text.trim() }); };
  return (
    <Shell title={t('alarms.comment.title')} button="alarms.do.comment" possible={text.trim() !== ''} busy={busy} onSubmit={submit} onClose={onClose}>
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={2_000}
        value={text}
        aria-label={t('alarms.comment.text')}
        onChange={(event) => { setText(event.target.value); }}
        onPressEnter={(event) => {
          if (!event.shiftKey && text.trim() !== '') {
            event.preventDefault();
            submit();
          }
        }}
        data-testid="alarm-comment"
      />
    </Shell>
  );
}

function AssignDialog({ busy, onOrder, onClose, people }: AskingProps & { people: readonly string[] }) {
  const t = useTranslate();
  const { username } = useSession();
  const [to, setTo] = useState('');
  return (
    <Shell title={t('alarms.assign.title')} button="alarms.do.assign" possible={to.trim() !== ''} busy={busy} onSubmit={() => { onOrder({ action: 'assign', to: to.trim() }); }} onClose={onClose}>
      <div className="alarm-reasons">
        <Button size="small" type="primary" onClick={() => { onOrder({ action: 'assign', to: username }); }}>
          {t('alarms.assign.me')}
        </Button>
        <Button size="small" onClick={() => { onOrder({ action: 'assign', to: null }); }}>
          {t('alarms.assign.nobody')}
        </Button>
      </div>
      <Form.Item label={t('alarms.assign.to')} layout="vertical">
        <AutoComplete autoFocus value={to} options={people.map((value) => ({ value }))} filterOption={(input, option) => option?.value.includes(input) ?? false} onChange={setTo} data-testid="alarm-assignee" />
      </Form.Item>
    </Shell>
  );
}

function ServiceDialog({ action, busy, onOrder, onClose }: AskingProps & { action: 'out-of-service' | 'in-service' }) {
  const t = useTranslate();
  const [reason, setReason] = useState('');
  const out = action === 'out-of-service';
  return (
    <Shell
      title={t(out ? 'alarms.outOfService.title' : 'alarms.inService.title')}
      button={`alarms.do.${action}`}
      possible={reason.trim() !== ''}
      busy={busy}
      onSubmit={() => { onOrder({ action, reason: reason.trim() }); }}
      onClose={onClose}
    >
      {out && <p className="muted">{t('alarms.outOfService.hint')}</p>}
      <ReasonField usual={out ? OUT_REASONS : IN_REASONS} value={reason} onChange={setReason} />
    </Shell>
  );
}

interface Key {
  keys: readonly string[];
  text: MessageKey;
  /** Only for who may do anything with alarms. */
  acts: boolean;
}

const KEYS: readonly Key[] = [
  { keys: ['j', '↓', 'k', '↑'], text: 'alarms.help.move', acts: false },
  { keys: ['Home', 'End'], text: 'alarms.help.ends', acts: false },
  { keys: ['Enter'], text: 'alarms.help.open', acts: false },
  { keys: ['Esc'], text: 'alarms.help.close', acts: false },
  { keys: ['x'], text: 'alarms.help.select', acts: true },
  { keys: ['Shift', 'A'], text: 'alarms.help.selectAll', acts: true },
  { keys: ['a'], text: 'alarms.do.acknowledge', acts: true },
  { keys: ['s'], text: 'alarms.do.shelve', acts: true },
  { keys: ['u'], text: 'alarms.do.unshelve', acts: true },
  { keys: ['c'], text: 'alarms.do.comment', acts: true },
  { keys: ['r'], text: 'alarms.do.reset', acts: true },
  { keys: ['i'], text: 'alarms.help.assignMe', acts: true },
  { keys: ['o'], text: 'alarms.do.out-of-service', acts: true },
  { keys: ['n'], text: 'alarms.help.new', acts: false },
  { keys: ['m'], text: 'alarms.help.silence', acts: false },
  { keys: ['/'], text: 'alarms.help.filter', acts: false },
  { keys: ['?'], text: 'alarms.help.help', acts: false },
];

export function KeyboardHelp({ open, mayAct, onClose }: { open: boolean; mayAct: boolean; onClose: () => void }) {
  const t = useTranslate();
  return (
    <Modal open={open} title={t('alarms.help.title')} footer={null} onCancel={onClose} width={420}>
      <dl className="alarm-keys" data-testid="alarm-keys">
        {KEYS.filter(({ acts }) => mayAct || !acts).map(({ keys, text }) => (
          <div key={text}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
