import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Device } from '../model/types';
import { LiveStream } from './live';

type Listener = (event: { data: string }) => void;

let listeners: Map<string, Listener>;
let frames: (() => void)[];

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
  frames = [];
  vi.stubGlobal('EventSource', SilentSource);
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function deviceAfterAnEvent(client: QueryClient): Device | undefined {
  const stream = new LiveStream(client);
  stream.start();
  listeners.get('presence')?.({ data: JSON.stringify({ device: 'pump', site: 'station', ...online }) });
  frames.forEach((frame) => { frame(); });
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
});
