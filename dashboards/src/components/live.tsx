import { useQueryClient } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { LiveStream, type LiveStatus } from '../api/live';
import { useTranslate, type MessageKey } from '../i18n';
import { formatDateTime, formatRecent } from '../model/time';
import { serverNow } from '../model/clock';
import { Icon } from './icons';
import { useNow } from './now';

const LiveContext = createContext<LiveStream | null>(null);

export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [stream] = useState(() => new LiveStream(client));
  useEffect(() => {
    stream.start();
    return () => { stream.stop(); };
  }, [stream]);
  return <LiveContext.Provider value={stream}>{children}</LiveContext.Provider>;
}

export function useLiveStream(): LiveStream {
  const stream = useContext(LiveContext);
  if (stream === null) {
    throw new Error('useLiveStream is for screens inside LiveProvider');
  }
  return stream;
}

export function useLiveStatus(): LiveStatus {
  const stream = useLiveStream();
  return useSyncExternalStore(stream.subscribe, stream.snapshot);
}

const texts: Record<LiveStatus['state'], { label: MessageKey; hint: MessageKey }> = {
  fresh: { label: 'live.fresh', hint: 'live.freshHint' },
  connecting: { label: 'live.connecting', hint: 'live.connectingHint' },
  lost: { label: 'live.old', hint: 'live.oldHint' },
};

/** The state of the stream in the header: quiet while it is whole. */
export function LiveIndicator() {
  const t = useTranslate();
  const { state, freshAt } = useLiveStatus();
  return (
    <Tooltip title={t(texts[state].hint, { time: formatRecent(freshAt, serverNow()) })}>
      <span className={`live live-${state}`} role="status" data-testid="live-state" data-state={state}>
        <span className="live-mark" aria-hidden="true" />
        <span className="live-label">{t(texts[state].label)}</span>
      </span>
    </Tooltip>
  );
}

function subscribeOnline(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** Says across the screen that what it shows is of the past. */
export function LossBanner() {
  const t = useTranslate();
  const { state, freshAt } = useLiveStatus();
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  if (state === 'fresh' || (state === 'connecting' && online)) {
    return null;
  }
  const time = formatRecent(freshAt, serverNow());
  return (
    <div className="banner" role="alert" data-testid="loss-banner">
      <Icon name="warning" />
      <span>{t(online ? 'live.lost' : 'live.offline', { time })}</span>
    </div>
  );
}

export function Clock() {
  const t = useTranslate();
  const now = useNow();
  const [date, time] = formatDateTime(now).split(' ');
  return (
    <Tooltip title={t('header.clock')}>
      <time className="clock" dateTime={new Date(now).toISOString()}>
        <span className="clock-date">{date}</span> <span className="clock-time">{time}</span>
      </time>
    </Tooltip>
  );
}
