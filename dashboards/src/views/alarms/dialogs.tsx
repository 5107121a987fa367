import { AutoComplete, Button, Checkbox, Form, Input, Modal, Segmented, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import { Icon } from '../../components/icons';
import { useSession } from '../../components/session';
import { useLanguage, useTranslate, type MessageKey } from '../../i18n';
import type { AlarmView } from '../../model/alarms';
import { mayShelve, SHELVE_MINUTES } from '../../model/alarm-actions';
import { serverNow } from '../../model/clock';
import { formatTime } from '../../model/time';
import { useRefusalText, type Order } from './actions';
import type { Asking, Refusal } from './asking';

interface AskingProps {
  alarms: readonly AlarmView[];
  busy: boolean;
  refusals: readonly Refusal[];
  onOrder: (order: Order) => void;
  onClose: () => void;
}

export function AskingDialog({ asking, people, ...rest }: { asking: Asking | null; people: readonly string[] } & Omit<AskingProps, 'alarms' | 'refusals'>) {
  if (asking === null) {
    return null;
  }
  const props = { ...rest, alarms: asking.alarms, refusals: asking.refusals };
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
  refusals: readonly Refusal[];
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Stays open until the server has answered, and with its answer when that was no. */
function Shell({ title, button, possible, busy, refusals, onSubmit, onClose, children }: ShellProps) {
  const t = useTranslate();
  const submit = () => {
    if (possible && !busy) {
      onSubmit();
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={t(button)}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !possible, className: 'alarm-order' }}
      cancelButtonProps={{ disabled: busy }}
      closable={!busy}
      maskClosable={!busy}
      keyboard={!busy}
      confirmLoading={busy}
      onOk={submit}
      onCancel={onClose}
      width={520}
    >
      <form
        className="alarm-asking"
        aria-busy={busy}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Refused refusals={refusals} />
        {children}
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}

function Refused({ refusals }: { refusals: readonly Refusal[] }) {
  const textOf = useRefusalText();
  if (refusals.length === 0) {
    return null;
  }
  const { title, lines } = textOf(refusals);
  return (
    <div className="form-failure" role="alert" data-testid="alarm-refused">
      <Icon name="warning" />
      <div>
        <strong>{title}</strong>
        {lines.map((line, index) => (
          <div key={`${index} ${line}`}>{line}</div>
        ))}
      </div>
    </div>
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

function ShelveDialog({ alarms, busy, refusals, onOrder, onClose }: AskingProps) {
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
      refusals={refusals}
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

function CommentDialog({ busy, refusals, onOrder, onClose }: AskingProps) {
  const t = useTranslate();
  const [text, setText] = useState('');
  const submit = () => { onOrder({ action: 'comment', text: text.trim() }); };
  return (
    <Shell title={t('alarms.comment.title')} button="alarms.do.comment" possible={text.trim() !== ''} busy={busy} refusals={refusals} onSubmit={submit} onClose={onClose}>
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={2_000}
        value={text}
        aria-label={t('alarms.comment.text')}
        onChange={(event) => { setText(event.target.value); }}
        onPressEnter={(event) => {
          if (!event.shiftKey) {
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }
        }}
        data-testid="alarm-comment"
      />
    </Shell>
  );
}

function AssignDialog({ busy, refusals, onOrder, onClose, people }: AskingProps & { people: readonly string[] }) {
  const t = useTranslate();
  const { username } = useSession();
  const [to, setTo] = useState('');
  return (
    <Shell
      title={t('alarms.assign.title')}
      button="alarms.do.assign"
      possible={to.trim() !== ''}
      busy={busy}
      refusals={refusals}
      onSubmit={() => { onOrder({ action: 'assign', to: to.trim() }); }}
      onClose={onClose}
    >
      <div className="alarm-reasons">
        <Button size="small" type="primary" disabled={busy} onClick={() => { onOrder({ action: 'assign', to: username }); }}>
          {t('alarms.assign.me')}
        </Button>
        <Button size="small" disabled={busy} onClick={() => { onOrder({ action: 'assign', to: null }); }}>
          {t('alarms.assign.nobody')}
        </Button>
      </div>
      <Form.Item label={t('alarms.assign.to')} layout="vertical">
        <AutoComplete autoFocus value={to} options={people.map((value) => ({ value }))} filterOption={(input, option) => option?.value.includes(input) ?? false} onChange={setTo} data-testid="alarm-assignee" />
      </Form.Item>
    </Shell>
  );
}

function ServiceDialog({ action, busy, refusals, onOrder, onClose }: AskingProps & { action: 'out-of-service' | 'in-service' }) {
  const t = useTranslate();
  const [reason, setReason] = useState('');
  const out = action === 'out-of-service';
  return (
    <Shell
      title={t(out ? 'alarms.outOfService.title' : 'alarms.inService.title')}
      button={`alarms.do.${action}`}
      possible={reason.trim() !== ''}
      busy={busy}
      refusals={refusals}
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

const WITHOUT_LETTERS: ReadonlySet<string> = new Set(['↓', '↑', 'Home', 'End', 'Enter', 'Esc']);

interface HelpProps {
  open: boolean;
  mayAct: boolean;
  characters: boolean;
  onCharacters: (on: boolean) => void;
  onClose: () => void;
}

export function KeyboardHelp({ open, mayAct, characters, onCharacters, onClose }: HelpProps) {
  const t = useTranslate();
  const permitted = KEYS.filter(({ acts }) => mayAct || !acts);
  const shown = characters ? permitted : permitted.map((each) => ({ ...each, keys: each.keys.filter((key) => WITHOUT_LETTERS.has(key)) })).filter(({ keys }) => keys.length > 0);
  return (
    <Modal open={open} title={t('alarms.help.title')} footer={null} onCancel={onClose} width={420}>
      <div className="alarm-letters-switch">
        <Switch checked={characters} onChange={onCharacters} aria-labelledby="alarm-letters-label" data-testid="alarm-letters" />
        <span>
          <span id="alarm-letters-label">{t('alarms.help.letters')}</span>
          <span className="muted">{t('alarms.help.lettersHint')}</span>
        </span>
      </div>
      <dl className="alarm-keys" data-testid="alarm-keys">
        {shown.map(({ keys, text }) => (
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
