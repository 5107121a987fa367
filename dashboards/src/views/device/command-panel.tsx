import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { commandsApi } from '../../api/commands';
import { useCommands } from '../../api/queries';
import { FormFailure } from '../../components/form-failure';
import { Loaded } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { useSession } from '../../components/session';
import { useTranslate, type MessageKey } from '../../i18n';
import { serverNow } from '../../model/clock';
import { parseArguments } from '../../model/payload';
import { mayCommand } from '../../model/roles';
import { formatRecent, formatTimeSeconds, millisOf } from '../../model/time';
import type { Command, CommandState, Device } from '../../model/types';

export function CommandPanel({ device }: { device: Device }) {
  const t = useTranslate();
  const session = useSession();
  const commands = useCommands(device.id);
  const [sending, setSending] = useState(false);
  const possible = mayCommand(session) && device.commands.length > 0;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('command.title')}</h2>
        {possible && (
          <Button icon={<Icon name="send" size={16} />} onClick={() => { setSending(true); }} data-testid="command-open">
            {t('command.send')}
          </Button>
        )}
      </div>
      <Loaded query={commands}>
        {(list) =>
          list.length === 0 ? (
            <p className="device-card-none">{t(device.commands.length === 0 ? 'command.noneKnown' : 'command.empty')}</p>
          ) : (
            <ol className="commands">
              {list.map((command) => (
                <CommandItem key={command.id} command={command} />
              ))}
            </ol>
          )
        }
      </Loaded>
      <CommandDialog device={device} open={sending} onClose={() => { setSending(false); }} />
    </section>
  );
}

const TROUBLE: readonly CommandState[] = ['failed', 'refused', 'expired', 'declined'];

function CommandItem({ command }: { command: Command }) {
  const t = useTranslate();
  const issued = millisOf(command.issuedAt) ?? 0;
  const expires = millisOf(command.expiresAt) ?? 0;
  const waiting = ['awaiting', 'queued', 'sent', 'accepted'].includes(command.state);
  return (
    <li className="command" data-testid="command" data-state={command.state}>
      <div className="command-head">
        <code>{command.name}</code>
        <span className={TROUBLE.includes(command.state) ? 'command-state command-trouble' : 'command-state'}>
          {t(`command.state.${command.state}`)}
        </span>
      </div>
      <div className="command-by">
        {t('command.by', { name: command.issuedBy, time: formatRecent(issued, serverNow()) })}
        {waiting && ` · ${t('command.expires', { time: formatRecent(expires, serverNow()) })}`}
      </div>
      {command.state === 'awaiting' && <Approval command={command} />}
      {command.args !== null && Object.keys(command.args).length > 0 && <code className="command-args">{JSON.stringify(command.args)}</code>}
      <ol className="timeline">
        {command.steps.map((step) => (
          <li key={step.state + step.at} className={TROUBLE.includes(step.state) ? 'step step-trouble' : 'step'}>
            <span className="step-mark" aria-hidden="true" />
            <span className="step-name">{t(`command.state.${step.state}`)}</span>
            <time className="step-time" dateTime={step.at}>
              {formatTimeSeconds(millisOf(step.at) ?? 0)}
            </time>
            {step.detail !== null && <span className="step-detail">{step.detail}</span>}
          </li>
        ))}
      </ol>
    </li>
  );
}

/** For the second person to let it go, and for everybody who may send commands to end it. */
function Approval({ command }: { command: Command }) {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const decide = useMutation({
    mutationFn: (approved: boolean) => (approved ? commandsApi.approve(command.id) : commandsApi.refuse(command.id)),
    onSettled: () => client.invalidateQueries({ queryKey: ['commands', command.device] }),
  });
  const own = session.username === command.issuedBy;
  return (
    <div className="command-approval">
      <p>{t(own ? 'command.awaitsOther' : 'command.awaitsYou')}</p>
      <FormFailure error={decide.error} />
      {mayCommand(session) && (
        <div className="command-approval-buttons">
          {!own && (
            <Button type="primary" loading={decide.isPending && decide.variables} disabled={decide.isPending} onClick={() => { decide.mutate(true); }} data-testid="command-approve">
              {t('command.approve')}
            </Button>
          )}
          <Button disabled={decide.isPending} onClick={() => { decide.mutate(false); }} data-testid="command-refuse">
            {t(own ? 'command.takeBack' : 'command.refuse')}
          </Button>
        </div>
      )}
    </div>
  );
}

const EXPIRIES: readonly { value: string; label: MessageKey }[] = [
  { value: 'PT60S', label: 'command.minute1' },
  { value: 'PT5M', label: 'command.minute5' },
  { value: 'PT1H', label: 'command.hour1' },
  { value: 'P1D', label: 'command.day1' },
  { value: 'P7D', label: 'command.day7' },
];

interface Fields {
  name: string;
  args?: string;
  expiresIn: string;
}

function CommandDialog({ device, open, onClose }: { device: Device; open: boolean; onClose: () => void }) {
  const t = useTranslate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const issue = useMutation({
    mutationFn: ({ name, args, expiresIn }: Fields) => {
      const parsed = parseArguments(args ?? '');
      return commandsApi.issue(device.id, { name, expiresIn, ...(parsed === undefined || parsed === 'invalid' ? {} : { args: parsed }) });
    },
    onSuccess: ({ state }) => {
      void client.invalidateQueries({ queryKey: ['commands', device.id] });
      void message.success(t(state === 'awaiting' ? 'command.awaits' : 'command.queued'));
      close();
    },
  });
  const close = () => {
    form.resetFields();
    issue.reset();
    onClose();
  };
  return (
    <Modal
      open={open}
      title={t('command.send')}
      okText={t('command.send')}
      cancelText={t('common.cancel')}
      confirmLoading={issue.isPending}
      onOk={() => { form.submit(); }}
      onCancel={close}
      destroyOnHidden
    >
      <p className="dialog-target">
        {device.name} · <span className="mono">{device.id}</span>
      </p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ expiresIn: 'PT60S' }}
        onFinish={(fields) => { issue.mutate(fields); }}
      >
        <FormFailure error={issue.error} />
        <Form.Item name="name" label={t('command.name')} rules={[{ required: true, message: t('common.required') }]}>
          <Select options={device.commands.map((command) => ({ value: command, label: command }))} />
        </Form.Item>
        <Form.Item
          name="args"
          label={t('command.args')}
          rules={[
            {
              validator: (_rule, value: string | undefined) =>
                parseArguments(value ?? '') === 'invalid' ? Promise.reject(new Error(t('command.argsInvalid'))) : Promise.resolve(),
            },
          ]}
        >
          <Input.TextArea className="mono" autoSize={{ minRows: 2, maxRows: 8 }} spellCheck={false} />
        </Form.Item>
        <Form.Item name="expiresIn" label={t('command.expiry')} extra={t('command.expiryHint')}>
          <Select options={EXPIRIES.map(({ value, label }) => ({ value, label: t(label) }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
