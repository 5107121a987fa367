import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = readFileSync(new URL('../../public/push-worker.js', import.meta.url), 'utf8');
const ORIGIN = 'https://kenh.example';

interface Shown {
  title: string;
  options: { body: string; tag: string; requireInteraction: boolean; data: { address: string } };
}

/** A browser as the worker sees it. */
class FakeBrowser {
  readonly shown: Shown[] = [];
  readonly windows: FakeWindow[] = [];
  readonly opened: string[] = [];
  readonly listeners = new Map<string, (event: object) => void>();

  constructor() {
    const self = {
      addEventListener: (name: string, listener: (event: object) => void) => this.listeners.set(name, listener),
      location: { origin: ORIGIN },
      registration: {
        showNotification: (title: string, options: Shown['options']) => {
          this.shown.push({ title, options });
          return Promise.resolve();
        },
      },
      clients: {
        matchAll: () => Promise.resolve(this.windows),
        openWindow: (address: string) => {
          this.opened.push(address);
          return Promise.resolve(null);
        },
      },
    };
    runInContext(SCRIPT, createContext({ self }));
  }

  async dispatch(name: string, event: object): Promise<void> {
    const waits: Promise<unknown>[] = [];
    this.listeners.get(name)?.({ ...event, waitUntil: (wait: Promise<unknown>) => waits.push(wait) });
    await Promise.all(waits);
  }

  push(text: string | null): Promise<void> {
    return this.dispatch('push', { data: text === null ? null : { json: () => JSON.parse(text) as unknown } });
  }

  async click(address: string): Promise<boolean> {
    let closed = false;
    await this.dispatch('notificationclick', { notification: { data: { address }, close: () => { closed = true; } } });
    return closed;
  }
}

class FakeWindow {
  focused = false;
  readonly messages: unknown[] = [];

  constructor(readonly url: string) {}

  focus(): Promise<this> {
    this.focused = true;
    return Promise.resolve(this);
  }

  postMessage(message: unknown): void {
    this.messages.push(message);
  }
}

describe('the push worker', () => {
  let browser: FakeBrowser;
  beforeEach(() => {
    browser = new FakeBrowser();
  });

  it('shows one alarm under its number and leads to it', async () => {
    await browser.push('{"id":"k-1","title":"Mực nước cao","body":"Trạm Ba Thá","priority":1,"count":1,"alarms":[7]}');
    expect(browser.shown).toEqual([{ title: 'Mực nước cao', options: { body: 'Trạm Ba Thá', tag: 'k-1', requireInteraction: true, data: { address: '/alarms?alarm=7' } } }]);
  });

  it('leads from many alarms, and from a trial, to the list', async () => {
    await browser.push('{"id":"k-2","title":"12 cảnh báo","body":"","priority":2,"count":12,"alarms":[7,8]}');
    await browser.push('{"id":"k-3","title":"Tin thử","body":"","priority":3,"count":0,"alarms":[]}');
    expect(browser.shown.map(({ options }) => options.data.address)).toEqual(['/alarms', '/alarms']);
    expect(browser.shown[0]?.options.requireInteraction).toBe(false);
  });

  it('shows something also of what it cannot read', async () => {
    for (const text of [null, '{', 'null', '{"alarms":"7","title":7}']) {
      await browser.push(text);
    }
    expect(browser.shown).toHaveLength(4);
    expect(new Set(browser.shown.map(({ title, options }) => `${title} ${options.data.address}`))).toEqual(new Set(['Kênh /alarms']));
  });

  it('opens the alarm in the console that is there, and leaves the wall alone', async () => {
    const wall = new FakeWindow(`${ORIGIN}/wall`);
    const desk = new FakeWindow(`${ORIGIN}/map`);
    browser.windows.push(wall, desk);
    expect(await browser.click('/alarms?alarm=7')).toBe(true);
    expect(desk.focused).toBe(true);
    expect(desk.messages).toEqual([{ kenh: 'open', address: '/alarms?alarm=7' }]);
    expect(wall.messages).toEqual([]);
    expect(browser.opened).toEqual([]);
  });

  it('opens a window where there is none', async () => {
    browser.windows.push(new FakeWindow(`${ORIGIN}/wall`));
    await browser.click('/alarms');
    expect(browser.opened).toEqual(['/alarms']);
  });

  it('answers no requests, so that nothing old can be shown', () => {
    expect([...browser.listeners.keys()].sort()).toEqual(['install', 'notificationclick', 'push']);
  });
});
