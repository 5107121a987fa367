import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { alarmsApi } from '../../api/alarms';
import { ApiError } from '../../api/http';
import { ALARM_SUMMARY_KEY, ALARMS_KEY } from '../../api/queries';
import { useErrorMessage } from '../../components/feedback';
import { useLiveStream } from '../../components/live';
import { useLanguage, useTranslate } from '../../i18n';
import type { AlarmView } from '../../model/alarms';
import { isoMinutes } from '../../model/alarm-actions';
import { beganAnew } from '../../model/alarm-selection';
import { errorText } from '../../model/errors';
import { oneAtATime, type Refusal } from './asking';

/** An action with what it needs to be told. */
export type Order =
  | { action: 'acknowledge' | 'unshelve' | 'reset' }
  | { action: 'shelve'; minutes: number; reason: string; oneShot: boolean }
  | { action: 'comment'; text: string }
  | { action: 'assign'; to: string | null }
  | { action: 'out-of-service' | 'in-service'; reason: string };

export interface AlarmActions {
  busy: boolean;
  /** Carries an order out on each alarm and answers what was refused; null, and nothing done, while another is under way. */
  perform: (order: Order, alarms: readonly AlarmView[]) => Promise<readonly Refusal[] | null>;
}

export function useAlarmActions(): AlarmActions {
  const client = useQueryClient();
  const stream = useLiveStream();
  const t = useTranslate();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const perform = async (order: Order, alarms: readonly AlarmView[]) => {
    setBusy(true);
    try {
      const anew = order.action === 'acknowledge' ? [] : raisedAnew(alarms, client.getQueryData<AlarmView[]>(ALARMS_KEY), t('alarms.beganAnew'));
      const seen = alarms.filter((alarm) => !anew.some((refusal) => refusal.alarm === alarm));
      const refusals = [...anew, ...(await carryOut(order, seen, stream.changed))];
      if (refusals.length < alarms.length) {
        void message.success(t(`alarms.done.${order.action}`, { n: alarms.length - refusals.length }));
      }
      void client.invalidateQueries({ queryKey: ALARM_SUMMARY_KEY });
      if (refusals.length > 0) {
        void client.invalidateQueries({ queryKey: ALARMS_KEY });
      }
      return refusals;
    } finally {
      setBusy(false);
    }
  };
  const latest = useRef(perform);
  useEffect(() => {
    latest.current = perform;
  });
  const [once] = useState(() => oneAtATime((order: Order, alarms: readonly AlarmView[]) => latest.current(order, alarms)));
  return { busy, perform: once };
}

/** Those that began anew since they were chosen: nobody meant this occurrence. Acknowledging names it to the server. */
function raisedAnew(alarms: readonly AlarmView[], now: readonly AlarmView[] | undefined, why: string): Refusal[] {
  const current = new Map(now?.map((alarm) => [alarm.id, alarm]));
  return alarms.filter((alarm) => beganAnew(alarm, current.get(alarm.id))).map((alarm) => ({ alarm, error: new ApiError(409, why) }));
}

async function carryOut(order: Order, alarms: readonly AlarmView[], changed: (alarm: AlarmView) => void): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  if (order.action === 'acknowledge' && alarms.length > 1) {
    return acknowledgeAll(alarms);
  }
  for (const alarm of alarms) {
    try {
      changed(await send(order, alarm));
    } catch (error) {
      refusals.push({ alarm, error });
    }
  }
  return refusals;
}

async function acknowledgeAll(alarms: readonly AlarmView[]): Promise<Refusal[]> {
  const byId = new Map(alarms.map((alarm) => [alarm.id, alarm]));
  try {
    return (await alarmsApi.acknowledgeAll(alarms)).flatMap(({ id, status, detail }) => {
      const alarm = byId.get(id);
      return status < 300 || alarm === undefined ? [] : [{ alarm, error: new ApiError(status, detail ?? null) }];
    });
  } catch (error) {
    return alarms.map((alarm) => ({ alarm, error }));
  }
}

function send(order: Order, alarm: AlarmView): Promise<AlarmView> {
  switch (order.action) {
    case 'acknowledge':
      return alarmsApi.acknowledge(alarm);
    case 'shelve':
      return alarmsApi.shelve(alarm.id, { for: isoMinutes(order.minutes), reason: order.reason, oneShot: order.oneShot });
    case 'unshelve':
      return alarmsApi.unshelve(alarm.id);
    case 'reset':
      return alarmsApi.reset(alarm.id);
    case 'comment':
      return alarmsApi.comment(alarm.id, order.text);
    case 'assign':
      return alarmsApi.assign(alarm.id, order.to);
    case 'out-of-service':
      return alarmsApi.takeOutOfService(alarm.id, order.reason);
    case 'in-service':
      return alarmsApi.putInService(alarm.id, order.reason);
  }
}

const MOST_NAMED = 4;

export interface RefusalText {
  title: string;
  lines: readonly string[];
}

/** In plain words what was not done and why, the reasons as the server gave them. */
export function useRefusalText(): (refusals: readonly Refusal[]) => RefusalText {
  const t = useTranslate();
  const language = useLanguage();
  const textOf = useErrorMessage();
  return (refusals) => {
    const isConflict = refusals.every(({ error }) => error instanceof ApiError && error.status === 409);
    const lines = refusals.slice(0, MOST_NAMED).map(({ alarm, error }) => `${[alarm.name[language], alarm.siteName].filter(Boolean).join(' · ')}: ${textOf(errorText(error))}`);
    const more = refusals.length > MOST_NAMED ? [t('alarms.andMore', { n: refusals.length - MOST_NAMED })] : [];
    const hint = isConflict ? [t('alarms.conflictHint')] : [];
    return {
      title: isConflict && refusals.length === 1 ? t('alarms.conflict') : t('alarms.failed', { n: refusals.length }),
      lines: [...lines, ...more, ...hint],
    };
  };
}

/** Tells of refusals beside the list, for actions without a dialog to tell them in. */
export function useRefusalNotice(): (refusals: readonly Refusal[]) => void {
  const { notification } = App.useApp();
  const textOf = useRefusalText();
  return (refusals) => {
    if (refusals.length > 0) {
      const { title, lines } = textOf(refusals);
      notification.warning({ message: title, description: lines.join('\n'), className: 'alarm-refusal', placement: 'bottomRight', duration: 12 });
    }
  };
}
