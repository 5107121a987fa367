import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Slider } from 'antd';
import { useState, type ReactNode } from 'react';
import { commandsApi } from '../../../api/commands';
import { LOUDSPEAKERS_KEY } from '../../../api/loudspeaker-queries';
import { useCommands } from '../../../api/queries';
import { Loaded } from '../../../components/feedback';
import { FormFailure } from '../../../components/form-failure';
import { Icon, type IconName } from '../../../components/icons';
import { useSession } from '../../../components/session';
import { useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import type { Cluster } from '../../../model/loudspeakers';
import { mayBroadcast } from '../../../model/roles';
import { formatRecent } from '../../../model/time';
import type { Command, CommandState } from '../../../model/types';
import { commandText, Decision } from './approval';

type Order = 'volume' | 'mute' | 'unmute' | 'selftest' | 'restart';

const ICONS: Readonly<Record<Order, IconName>> = { volume: 'sound', mute: 'soundOff', unmute: 'sound', selftest: 'check', restart: 'reset' };

/** The buttons and what became of the last orders. */
export function CommandsPanel({ cluster }: { cluster: Cluster }) {
  const t = useTranslate();
  const session = useSession();
  const commands = useCommands(cluster.device);
  const [order, setOrder] = useState<Order | null>(null);
  const orders: Order[] = ['volume', cluster.muted || cluster.latched ? 'unmute' : 'mute', 'selftest', 'restart'];
  return (
    <section className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('loa.cluster.commands')}</h2></div>
      {mayBroadcast(session) && (
        <div className="loa-orders">
          {orders.map((each) => (
            <Button key={each} icon={<Icon name={ICONS[each]} size={16} />} onClick={() => { setOrder(each); }} data-testid={`order-${each}`}>{t(`loa.command.${each}`)}</Button>
          ))}
        </div>
      )}
      <Loaded query={commands} height={80}>{(list) => <CommandList device={cluster.device} commands={list} />}</Loaded>
      {order !== null && <OrderDialog key={order} cluster={cluster} order={order} onClose={() => { setOrder(null); }} />}
    </section>
  );
}

const TROUBLE: readonly CommandState[] = ['failed', 'refused', 'expired', 'declined'];
const MOST = 8;

function CommandList({ device, commands }: { device: string; commands: readonly Command[] }) {
  const t = useTranslate();
  // What waits for a second person stands first; the plan of the day is sent by the desk itself and says little here.
  const shown = [...commands.filter(({ state }) => state === 'awaiting'), ...commands.filter(({ state, name }) => state !== 'awaiting' && name !== 'speaker.plan')].slice(0, MOST);
  if (shown.length === 0) {
    return <p className="loa-none">{t('command.empty')}</p>;
  }
  return (
    <ol className="loa-command-list">
      {shown.map((command) => (
        <li key={command.id} data-testid="command" data-state={command.state}>
          <span className="loa-command-head">
            <b>{commandText(t, command)}</b>
            <span className={TROUBLE.includes(command.state) ? 'loa-bad' : command.state === 'awaiting' ? 'loa-wait' : 'muted'}>{t(`command.state.${command.state}`)}</span>
          </span>
          <span className="muted loa-small">{t('command.by', { name: command.issuedBy, time: formatRecent(Date.parse(command.issuedAt), serverNow()) })}{command.detail !== null && command.state !== 'done' && ` · ${command.detail}`}</span>
          {command.state === 'awaiting' && <Decision device={device} command={command.id} issuedBy={command.issuedBy} />}
        </li>
      ))}
    </ol>
  );
}

/** Orders that a second person has to let go say so before they are given. */
const isForTwo = (order: Order, cluster: Cluster): boolean => order === 'restart' || (order === 'unmute' && cluster.latched);

function OrderDialog({ cluster, order, onClose }: { cluster: Cluster; order: Order; onClose: () => void }) {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [percent, setPercent] = useState(cluster.volume === null || cluster.volume === 0 ? 60 : Math.round(cluster.volume));
  const [reason, setReason] = useState('');
  const forTwo = isForTwo(order, cluster);
  const issue = useMutation({
    mutationFn: () => commandsApi.issue(cluster.device, { name: `speaker.${order}`, args: argsOf(order, { percent, reason: reason.trim(), by: session.username }), expiresIn: 'PT5M' }),
    onSuccess: ({ state }) => {
      void client.invalidateQueries({ queryKey: ['commands', cluster.device] });
      void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] });
      void message.success(t(state === 'awaiting' ? 'loa.command.waiting' : 'command.queued'));
      onClose();
    },
  });
  const bodies: Record<Order, ReactNode> = {
    volume: (
      <>
        <Slider value={percent} min={0} max={100} step={5} marks={{ 0: '0', 50: '50', 100: '100 %' }} onChange={setPercent} aria-label={t('series.volume')} />
        <p className="loa-volume"><b>{percent} %</b>{cluster.volume !== null && <span className="muted"> {t('loa.command.volumeNow', { n: Math.round(cluster.volume) })}</span>}</p>
      </>
    ),
    mute: <Reason value={reason} onChange={setReason} />,
    unmute: <p>{t(cluster.latched ? 'loa.command.unmuteLatched' : 'loa.command.unmuteWhat')}</p>,
    selftest: <p>{t('loa.command.selftestWhat')}</p>,
    restart: <p>{t('loa.command.restartWhat')}</p>,
  };
  return (
    <Modal open title={`${t(`loa.command.${order}`)} – ${cluster.name}`} okText={t(forTwo ? 'loa.command.propose' : `loa.command.${order}`)} cancelText={t('common.cancel')} confirmLoading={issue.isPending} onOk={() => { issue.mutate(); }} onCancel={onClose} okButtonProps={{ className: 'loa-order-send' }}>
      <FormFailure error={issue.error} />
      {bodies[order]}
      {forTwo && <p className="loa-two"><Icon name="accounts" size={16} /><span>{t('loa.command.forTwo')}</span></p>}
    </Modal>
  );
}

function argsOf(order: Order, { percent, reason, by }: { percent: number; reason: string; by: string }): Record<string, unknown> {
  switch (order) {
    case 'volume':
      return { percent };
    case 'mute':
      return { by, ...(reason === '' ? {} : { reason }) };
    case 'unmute':
      return { by };
    case 'selftest':
    case 'restart':
      return {};
  }
}

function Reason({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  const t = useTranslate();
  return (
    <label className="field">
      <span className="field-label">{t('loa.command.reason')}</span>
      <Input value={value} maxLength={200} onChange={(event) => { onChange(event.target.value); }} />
    </label>
  );
}
