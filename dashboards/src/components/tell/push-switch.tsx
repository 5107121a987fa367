import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Switch } from 'antd';
import { PUSH_KEY, usePush } from '../../api/desk-queries';
import { isPushSupported, leaveMessages, PermissionRefused, pushApi, pushPermission, PushServiceFailed, takeMessages, type PushBrowser } from '../../api/push';
import { useTranslate, type Translate } from '../../i18n';
import { errorText } from '../../model/errors';
import { hindranceOf } from '../../model/push';
import { formatDateTimeSeconds } from '../../model/time';
import { Loaded, useErrorMessage } from '../feedback';
import { Icon } from '../icons';
import { useSession } from '../session';
import { TrialButton } from './contact-form';

type Push = NonNullable<ReturnType<typeof usePush>['data']>;

/** Whether this browser takes messages, and if it cannot, what is to be done about it. */
export function PushPart() {
  const push = usePush();
  return <Loaded query={push} height={96}>{(state) => <PushSwitch push={state} />}</Loaded>;
}

function PushSwitch({ push }: { push: Push }) {
  const t = useTranslate();
  const { username } = useSession();
  const client = useQueryClient();
  const describe = useErrorMessage();
  const { publicKey, subscriptions, here } = push;
  const isOn = here !== null && here.username === username && subscriptions.some(({ id }) => id === here.id);
  const refresh = () => client.invalidateQueries({ queryKey: PUSH_KEY });
  const turn = useMutation({
    mutationFn: (on: boolean) => (on ? takeMessages(username, publicKey ?? '') : leaveMessages(here?.id ?? 0)),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: ({ id }: PushBrowser) => (isOn && id === here.id ? leaveMessages(id) : pushApi.remove(id)),
    onSettled: refresh,
  });
  // Read anew at each drawing: the answer to the browser's question changes it.
  const hindrance = hindranceOf({ secure: window.isSecureContext, supported: isPushSupported(), permission: pushPermission(), publicKey });
  const failure = turn.error ?? remove.error;
  return (
    <div className="tell-push" data-testid="tell-push" data-on={isOn} data-hindrance={hindrance ?? ''}>
      <div className="tell-switch">
        <label>
          <Switch checked={isOn} loading={turn.isPending} disabled={hindrance !== null && !isOn} onChange={(on) => { turn.mutate(on); }} aria-label={t('tell.push')} data-testid="tell-push-switch" />
          <b>{t('tell.push')}</b>
        </label>
        {isOn && <TrialButton username={username} channel="push" address={username} isChanged={false} />}
      </div>
      <p className="muted tell-note">{t('tell.pushHint')}</p>
      {hindrance !== null && <Remark text={t(`tell.hindrance.${hindrance}`)} />}
      {hindrance === null && here !== null && here.username !== username && <Remark text={t('tell.others', { who: here.username })} />}
      {hindrance === null && failure !== null && <Remark text={failureText(failure, t) ?? describe(errorText(failure))} />}
      {subscriptions.length > 0 && (
        <ul className="tell-list" aria-label={t('tell.browsers')}>
          {subscriptions.map((browser) => (
            <li key={browser.id}>
              <Icon name="wall" size={16} />
              <span>
                {isOn && browser.id === here.id ? t('tell.thisBrowser') : browser.service}
                <span className="faint"> · {t('tell.since', { time: formatDateTimeSeconds(Date.parse(browser.createdAt)) })}</span>
              </span>
              <Button size="small" type="text" icon={<Icon name="trash" size={16} />} aria-label={t('tell.removeBrowser')} title={t('tell.removeBrowser')} onClick={() => { remove.mutate(browser); }} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function failureText(failure: Error, t: Translate): string | null {
  if (failure instanceof PermissionRefused) {
    return t('tell.refused');
  }
  return failure instanceof PushServiceFailed ? t('tell.noService', { problem: failure.message }) : null;
}

function Remark({ text }: { text: string }) {
  return (
    <p className="tell-remark" role="alert" data-testid="tell-remark">
      <Icon name="warning" size={16} />
      <span>{text}</span>
    </p>
  );
}
