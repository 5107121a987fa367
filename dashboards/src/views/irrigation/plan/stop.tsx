import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { safetyApi } from '../../../api/irrigation-plans';
import { IRRIGATION_KEY } from '../../../api/irrigation-queries';
import { FormFailure } from '../../../components/form-failure';
import { Icon } from '../../../components/icons';
import { useSession } from '../../../components/session';
import { useTranslate } from '../../../i18n';
import { isStopped, mayStop, type CanalStop } from '../../../model/irrigation-plans';
import { formatDateTime } from '../../../model/time';
import { AnswerTag, useNames } from './parts';

const HOLD_MILLIS = 1_000;

/** One press opens it with the key on the button: hold it, or press Enter. */
export function StopButton({ canal, name }: { canal: string; name: string }) {
  const t = useTranslate();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const stop = useMutation({
    mutationFn: () => safetyApi.stop(canal, reason.trim() === '' ? t('stop.reasonDefault') : reason.trim()),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [IRRIGATION_KEY] });
      setOpen(false);
    },
  });
  return (
    <>
      <button type="button" className="stop-button" onClick={() => { stop.reset(); setReason(''); setOpen(true); }} data-testid="stop" data-canal={canal}>
        <Icon name="stop" size={16} />
        {t('stop.button')}
      </button>
      <Modal open={open} title={t('stop.title', { name })} footer={null} onCancel={() => { setOpen(false); }} destroyOnHidden>
        <FormFailure error={stop.error} />
        <p>{t('stop.what')}</p>
        <HoldButton busy={stop.isPending} onDone={() => { stop.mutate(); }} />
        <label className="field">
          <span className="field-label">{t('stop.reason')}</span>
          <Input value={reason} maxLength={500} onChange={(event) => { setReason(event.target.value); }} data-testid="stop-reason" />
        </label>
        <Button block onClick={() => { setOpen(false); }}>{t('stop.cancel')}</Button>
      </Modal>
    </>
  );
}

/** A pointer has to stay on it for a second, so that nobody stops a canal by a slip; a key is pressed on purpose. */
function HoldButton({ busy, onDone }: { busy: boolean; onDone: () => void }) {
  const t = useTranslate();
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // After the dialog has taken the focus for itself.
    const focus = setTimeout(() => { button.current?.focus(); }, 50);
    return () => {
      clearTimeout(focus);
      clearTimeout(timer.current ?? undefined);
    };
  }, []);
  const begin = () => {
    if (!busy && timer.current === null) {
      setHolding(true);
      timer.current = setTimeout(() => {
        timer.current = null;
        setHolding(false);
        onDone();
      }, HOLD_MILLIS);
    }
  };
  const end = () => {
    clearTimeout(timer.current ?? undefined);
    timer.current = null;
    setHolding(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key === 'Enter' || event.key === ' ') && !event.repeat && !busy) {
      event.preventDefault();
      onDone();
    }
  };
  return (
    <button
      ref={button}
      type="button"
      className={`stop-hold${holding ? ' stop-holding' : ''}`}
      disabled={busy}
      onPointerDown={begin}
      onPointerUp={end}
      onPointerLeave={end}
      onPointerCancel={end}
      onContextMenu={(event) => { event.preventDefault(); }}
      onKeyDown={onKeyDown}
      data-testid="stop-do"
    >
      <span className="stop-hold-fill" aria-hidden="true" />
      <strong>{t(busy ? 'stop.doing' : 'stop.do')}</strong>
      <span>{t(holding ? 'stop.holding' : 'stop.hold')}</span>
    </button>
  );
}

/** A canal that is stopped: who did it, which devices have stopped, and the way back by two people. */
export function StopPanel({ stop }: { stop: CanalStop }) {
  const t = useTranslate();
  const session = useSession();
  const names = useNames();
  const [releasing, setReleasing] = useState(false);
  const name = names('canal', stop.canal);
  const done = stop.devices.filter(isStopped).length;
  const own = stop.proposed?.by === session.username;
  return (
    <section className="stop-panel" data-testid="stop-active" data-canal={stop.canal} data-state={stop.state} aria-label={`${t('stop.active')} ${name}`}>
      <div className="stop-panel-head">
        <Icon name="stop" size={20} />
        <div>
          <strong>{t('stop.active')}: {name}</strong>
          <div>{t('stop.by', { who: stop.stopped.by, time: formatDateTime(stop.stopped.at), reason: stop.reason })}</div>
        </div>
      </div>
      <p className="stop-panel-count" data-testid="stop-devices" data-done={done} data-total={stop.devices.length}>
        {t('stop.devices', { done, total: stop.devices.length })}
        {done < stop.devices.length && <strong> {t('stop.notAll')}</strong>}
      </p>
      <ul className="stop-devices">
        {stop.devices.map((device) => (
          <li key={`${device.kind} ${device.subject}`}>
            <span>{names(device.kind, device.subject)}</span>
            <span className="mono faint">{device.device}</span>
            <AnswerTag state={device.state} />
            {device.detail !== '' && <span className="faint">{device.detail}</span>}
          </li>
        ))}
      </ul>
      {stop.proposed !== null && <p data-testid="stop-proposed">{t('stop.proposed', { who: stop.proposed.by, time: formatDateTime(stop.proposed.at), reason: stop.proposal })}</p>}
      {mayStop(session) &&
        (stop.state === 'proposed' && own ? (
          <p className="plan-note">{t('stop.waitSecond')}</p>
        ) : (
          <Button onClick={() => { setReleasing(true); }} data-testid="stop-release">{t(stop.state === 'proposed' ? 'stop.confirm' : 'stop.propose')}</Button>
        ))}
      {releasing && <ReasonDialog title={t('stop.releaseTitle', { name })} hint={t('stop.releaseHint')} label={t('stop.releaseReason')} button={t(stop.state === 'proposed' ? 'stop.confirm' : 'stop.propose')} onSubmit={(reason) => safetyApi.releaseStop(stop.id, reason)} onClose={() => { setReleasing(false); }} />}
    </section>
  );
}

interface ReasonDialogProps {
  title: string;
  hint: string;
  label: string;
  button: string;
  onSubmit: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Nothing is released without saying why. */
export function ReasonDialog({ title, hint, label, button, onSubmit, onClose }: ReasonDialogProps) {
  const t = useTranslate();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const submit = useMutation({
    mutationFn: () => onSubmit(reason.trim()),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [IRRIGATION_KEY] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={title}
      okText={button}
      cancelText={t('common.cancel')}
      confirmLoading={submit.isPending}
      okButtonProps={{ disabled: reason.trim() === '', 'data-testid': 'reason-do' }}
      onOk={() => { submit.mutate(); }}
      onCancel={onClose}
    >
      <FormFailure error={submit.error} />
      <p className="muted">{hint}</p>
      <label className="field">
        <span className="field-label">{label}</span>
        <Input autoFocus value={reason} maxLength={500} onChange={(event) => { setReason(event.target.value); }} data-testid="reason" />
      </label>
    </Modal>
  );
}
