import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { commandsApi } from '../../../api/commands';
import { LOUDSPEAKERS_KEY } from '../../../api/loudspeaker-queries';
import { useCommands } from '../../../api/queries';
import { useErrorMessage } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { useSession } from '../../../components/session';
import { useTranslate, type Translate } from '../../../i18n';
import { errorText } from '../../../model/errors';
import { mayBroadcast } from '../../../model/roles';
import type { Command } from '../../../model/types';

/** Every command of a loudspeaker in words; another by its name. */
export function commandText(t: Translate, { name, args }: Pick<Command, 'name' | 'args'>): string {
  switch (name) {
    case 'speaker.volume':
      return t('loa.command.volumeTo', { n: String(args?.['percent'] ?? '?') });
    case 'speaker.mute':
      return t(args?.['latch'] === true ? 'loa.command.latch' : 'loa.command.mute');
    case 'speaker.unmute':
      return t('loa.command.unmute');
    case 'speaker.selftest':
      return t('loa.command.selftest');
    case 'speaker.restart':
      return t('loa.command.restart');
    case 'speaker.plan':
      return t('loa.command.plan');
    case 'speaker.play':
      return t('loa.command.play');
    case 'speaker.stop':
      return t('loa.command.stop');
    default:
      return name;
  }
}

/** A proposed command with the two buttons of the second person. */
export function Awaiting({ device, command }: { device: string; command: string }) {
  const t = useTranslate();
  const commands = useCommands(device);
  const known = commands.data?.find(({ id }) => id === command);
  return (
    <span className="loa-awaiting" data-testid="awaiting">
      <span className="loa-awaiting-text"><Icon name="clock" size={16} />{t('loa.command.awaits', { what: known ? commandText(t, known) : t('loa.command.latch') })}</span>
      {(known === undefined || known.state === 'awaiting') && <Decision device={device} command={command} issuedBy={known?.issuedBy ?? null} />}
    </span>
  );
}

/** Whoever ordered it does not let it go. */
export function Decision({ device, command, issuedBy }: { device: string; command: string; issuedBy: string | null }) {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const describe = useErrorMessage();
  const { message } = App.useApp();
  const decide = useMutation({
    mutationFn: (approve: boolean) => (approve ? commandsApi.approve(command) : commandsApi.refuse(command, t('loa.command.refusedReason'))),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['commands', device] });
      void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] });
    },
    onError: (failure) => { void message.error(describe(errorText(failure))); },
  });
  if (!mayBroadcast(session)) {
    return null;
  }
  if (issuedBy === session.username) {
    return <span className="muted">{t('loa.command.second')}</span>;
  }
  return (
    <span className="loa-decision">
      <Popconfirm title={t('loa.command.approveAsk')} okText={t('loa.command.approve')} cancelText={t('common.cancel')} onConfirm={() => { decide.mutate(true); }}>
        <Button size="small" type="primary" loading={decide.isPending} data-testid="approve">{t('loa.command.approve')}</Button>
      </Popconfirm>
      <Button size="small" disabled={decide.isPending} onClick={() => { decide.mutate(false); }}>{t('loa.command.refuse')}</Button>
    </span>
  );
}
