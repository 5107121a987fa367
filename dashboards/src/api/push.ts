import { hasKey, keyBytes, markOf, type PushMark } from '../model/push';
import type { Instant } from '../model/types';
import { ApiError, request } from './http';

/** A browser that takes messages. */
export interface PushBrowser {
  id: number;
  /** The host of its push service. */
  service: string;
  createdAt: Instant;
}

export interface PushState {
  publicKey: string | null;
  subscriptions: PushBrowser[];
}

const WORKER = '/push-worker.js';
const MARK = 'kenh.push';
/** A browser that finds no way to its push service may otherwise try without end. */
const PATIENCE_MILLIS = 20_000;

export const pushApi = {
  state: (signal?: AbortSignal) => request<PushState>('GET', '/notification-push', undefined, signal),
  remove: (id: number) => request<undefined>('DELETE', `/notification-push/${id}`),
};

/** The person said no, or closed the question; then nothing has changed. */
export class PermissionRefused extends Error {}

/** The browser could not reach its maker's push service, or has none. */
export class PushServiceFailed extends Error {}

export const isPushSupported = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

export const pushPermission = (): NotificationPermission => ('Notification' in window ? Notification.permission : 'default');

/** By what number this browser takes messages, and whose; null if it does not, or with a key that is no longer valid. */
export async function thisBrowser(publicKey: string): Promise<PushMark | null> {
  const registration = await navigator.serviceWorker.getRegistration('/');
  const subscription = (await registration?.pushManager?.getSubscription()) ?? null;
  return subscription !== null && hasKey(subscription.options.applicationServerKey, publicKey) ? markOf(localStorage.getItem(MARK)) : null;
}

/** Must begin in a click: browsers ask only then. */
export async function takeMessages(username: string, publicKey: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') {
    throw new PermissionRefused();
  }
  const subscription = await subscribe(publicKey);
  const { id } = await request<PushBrowser>('POST', '/notification-push', subscription.toJSON());
  localStorage.setItem(MARK, JSON.stringify({ username, id } satisfies PushMark));
}

async function subscribe(publicKey: string): Promise<PushSubscription> {
  try {
    await navigator.serviceWorker.register(WORKER, { scope: '/', updateViaCache: 'none' });
    const { pushManager } = await navigator.serviceWorker.ready;
    const former = await pushManager.getSubscription();
    if (former !== null && !hasKey(former.options.applicationServerKey, publicKey)) {
      await former.unsubscribe();
    }
    return await Promise.race([pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(publicKey) }), patience()]);
  } catch (failure) {
    throw new PushServiceFailed(failure instanceof Error ? failure.message : String(failure));
  }
}

function patience(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => { reject(new Error(`${PATIENCE_MILLIS / 1000} s`)); }, PATIENCE_MILLIS);
  });
}

/** First at the server, so that a failure there leaves a switch that is still on. */
export async function leaveMessages(id: number): Promise<void> {
  try {
    await pushApi.remove(id);
  } catch (failure) {
    if (!(failure instanceof ApiError && failure.status === 404)) {
      throw failure;
    }
  }
  localStorage.removeItem(MARK);
  const registration = await navigator.serviceWorker.getRegistration('/');
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}
