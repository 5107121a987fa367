import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useState } from 'react';
import { alarmsApi } from '../../api/alarms';
import { ApiError } from '../../api/http';
import { ALARM_SUMMARY_KEY, ALARMS_KEY } from '../../api/queries';
import { useErrorMessage } from '../../components/feedback';
import { useLiveStream } from '../../components/live';
import { useLanguage, useTranslate } from '../../i18n';
import type { AlarmView } from '../../model/alarms';
import { isoMinutes, type AlarmAction } from '../../model/alarm-actions';
import { errorText } from '../../model/errors';

/** An action with what it needs to be told. */
export type Order =
  | { action: 'acknowledge' | 'unshelve' | 'reset' }
  | { action: 'shelve'; minutes: number; reason: string; oneShot: boolean }
  | { action: 'comment'; text: string }
  | { action: 'assign'; to: string | null }
  | { action: 'out-of-service' | 'in-service'; reason: string };

interface Refusal {
  alarm: AlarmView;
  error: unknown;
}

export interface AlarmActions {
  busy: boolean;
  /** Carries an order out on each alarm and tells what came of it; false when none was done. */
  perform: (order: Order, alarms: readonly AlarmView[]) => Promise<boolean>;
}

export function useAlarmActions(): AlarmActions {
  const client = useQueryClient();
  const stream = useLiveStream();
  const report = useReport();
  const [busy, setBusy] = useState(false);
  const perform = useCallback(
    async (order: Order, alarms: readonly AlarmView[]) => {
      setBusy(true);
      try {
        const refusals = await carryOut(order, alarms, stream.changed);
        report(order.action, alarms.length - refusals.length, refusals);
        void client.invalidateQueries({ queryKey: ALARM_SUMMARY_KEY });
        if (refusals.length > 0) {
          void client.invalidateQueries({ queryKey: ALARMS_KEY });
        }
        return refusals.length < alarms.length;
      } finally {
        setBusy(false);
      }
    },
    [client, stream, report],
  );
  return { busy, perform };
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

/** Says what was done, and in plain words what was not and why. */
function useReport(): (action: AlarmAction, done: number, refusals: readonly Refusal[]) => void {
  const { message, notification } = App.useApp();
  const t = useTranslate();
  const language = useLanguage();
  const textOf = useErrorMessage();
  return (action, done, refusals) => {
    if (done > 0) {
      void message.success(t(`alarms.done.${action}`, { n: done }));
    }
    if (refusals.length === 0) {
      return;
    }
    const isConflict = refusals.every(({ error }) => error instanceof ApiError && error.status === 409);
    const lines = refusals.slice(0, MOST_NAMED).map(({ alarm, error }) => `${alarm.name[language]}: ${textOf(errorText(error))}`);
    const more = refusals.length > MOST_NAMED ? [t('alarms.andMore', { n: refusals.length - MOST_NAMED })] : [];
    const hint = isConflict ? [t('alarms.conflictHint')] : [];
    notification.warning({
      message: isConflict && refusals.length === 1 ? t('alarms.conflict') : t('alarms.failed', { n: refusals.length }),
      description: [...lines, ...more, ...hint].join('\n'),
      className: 'alarm-refusal',
      placement: 'bottomRight',
      duration: 12,
    });
  };
}
