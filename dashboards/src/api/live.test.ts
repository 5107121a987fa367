import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AlarmView } from '../model/alarms';
import { alarmOf } from '../model/alarms.fixture';
import type { Device } from '../model/types';
import { withRememberedChanges } from './alarms';
import { LiveStream } from './live';

type Listener = (event: { data: string }) => void;

let listeners: Map<string, Listener>;

class SilentSource {
  addEventListener(name: string, listener: Listener): void {
    listeners.set(name, listener);
  }

  close(): void {
    listeners.clear();
  }
}

const KEY = ['device', 'pump'];
const online = { presence: 'online', online: true, since: null, lastSeen: null, transport: 'mqtt', reason: null };

beforeEach(() => {
  listeners = new Map();
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', SilentSource);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function deviceAfterAnEvent(client: QueryClient): Device | undefined {
  const stream = new LiveStream(client);
  stream.start();
  listeners.get('presence')?.({ data: JSON.stringify({ device: 'pump', site: 'station', ...online }) });
  vi.advanceTimersByTime(500);
  stream.stop();
  const device = client.getQueryData<Device>(KEY);
  client.clear();
  return device;
}

describe('LiveStream', () => {
  it('patches what no screen shows now, for it may be shown again without a load', () => {
    const client = new QueryClient();
    client.setQueryData(KEY, { id: 'pump', ...online, presence: 'silent', online: false });
    expect(deviceAfterAnEvent(client)?.presence).toBe('online');
  });

  it('leaves what is due for a load, for a patch would make it count as fresh', async () => {
    const client = new QueryClient();
    client.setQueryData(KEY, { id: 'pump', ...online, presence: 'silent', online: false });
    await client.invalidateQueries({ queryKey: KEY });
    expect(deviceAfterAnEvent(client)?.presence).toBe('silent');
  });

  it('keeps the newest of an alarm, in whatever order its changes come, and before a list that is older', () => {
    const client = new QueryClient();
    const waiting = alarmOf({ id: 7, revision: 1 });
    client.setQueryData(['alarms'], [waiting]);
    const stream = new LiveStream(client);
    stream.start();
    for (const alarm of [alarmOf({ id: 7, revision: 5, letter: 'C' }), alarmOf({ id: 7, revision: 4, letter: 'B' })]) {
      listeners.get('alarm')?.({ data: JSON.stringify(alarm) });
    }
    vi.advanceTimersByTime(500);
    expect(client.getQueryData<AlarmView[]>(['alarms'])).toMatchObject([{ id: 7, revision: 5, letter: 'C' }]);
    expect(withRememberedChanges([waiting])).toMatchObject([{ revision: 5 }]);

    listeners.get('reset')?.({ data: '' });
    expect(withRememberedChanges([waiting])).toEqual([waiting]);
    stream.stop();
    client.clear();
  });

  it('asks for a sounding once after a burst of verdicts, and once more when a load was under way', async () => {
    const client = new QueryClient();
    let finish: (() => void) | null = null;
    let loads = 0;
    const loading = () => new Promise<number>((resolve) => {
      loads += 1;
      finish = () => { resolve(loads); };
    });
    const seen = new QueryObserver(client, { queryKey: ['loudspeakers', 'slot', 's1'], queryFn: loading }).subscribe(() => undefined);
    const stream = new LiveStream(client);
    stream.start();
    const settle = async () => {
      finish?.();
      await vi.advanceTimersByTimeAsync(0);
    };
    const tell = () => { listeners.get('loudspeakers')?.({ data: JSON.stringify({ kind: 'verdict', id: 's1' }) }); };
    await settle();
    expect(loads).toBe(1);

    for (let times = 0; times < 300; times++) {
      tell();
    }
    await vi.advanceTimersByTimeAsync(1_100);
    expect(loads).toBe(2);
    tell();
    await vi.advanceTimersByTimeAsync(1_100);
    expect(loads, 'the load under way is not broken off').toBe(2);
    await settle();
    await vi.advanceTimersByTimeAsync(1_100);
    expect(loads, 'its answer may be older than the news').toBe(3);
    await settle();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(loads, 'without news nothing is asked for').toBe(3);

    stream.stop();
    seen();
    client.clear();
  });
});
