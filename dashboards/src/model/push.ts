/** What stands between a person and messages in this browser; null: nothing. */
export type PushHindrance = 'insecure' | 'unsupported' | 'unconfigured' | 'denied';

export interface PushFacts {
  /** HTTPS or this very computer: browsers allow push nowhere else, and then hide that they know it. */
  secure: boolean;
  supported: boolean;
  permission: NotificationPermission;
  /** Of the server; null: push is not configured. */
  publicKey: string | null;
}

/** The first thing to be put right: a later one cannot be judged before. */
export function hindranceOf({ secure, supported, permission, publicKey }: PushFacts): PushHindrance | null {
  if (publicKey === null) {
    return 'unconfigured';
  }
  if (!secure) {
    return 'insecure';
  }
  if (!supported) {
    return 'unsupported';
  }
  return permission === 'denied' ? 'denied' : null;
}

/** A key in base64url as bytes. */
export function keyBytes(base64Url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64Url.replace(/-/g, '+').replace(/_/g, '/'));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) {
    bytes[index] = binary.charCodeAt(index);
  }
  return bytes;
}

/** Whether a browser has subscribed with this key: messages of another one would be refused by its push service. */
export function hasKey(subscribed: ArrayBuffer | null, publicKey: string): boolean {
  const wanted = keyBytes(publicKey);
  const given = new Uint8Array(subscribed ?? new ArrayBuffer(0));
  return given.length === wanted.length && given.every((byte, index) => byte === wanted[index]);
}

/** Who takes messages in this browser, by what number; the browser keeps it beside its subscription. */
export interface PushMark {
  username: string;
  id: number;
}

/** What is not a mark is none. */
export function markOf(text: string | null): PushMark | null {
  try {
    const mark: unknown = JSON.parse(text ?? 'null');
    if (typeof mark === 'object' && mark !== null && 'username' in mark && 'id' in mark && typeof mark.username === 'string' && typeof mark.id === 'number') {
      return { username: mark.username, id: mark.id };
    }
  } catch {
    // Written by something else.
  }
  return null;
}

/** An address within the console that the worker asks to open; null for any other message. */
export function openedByPush(message: unknown): string | null {
  if (typeof message !== 'object' || message === null || !('kenh' in message) || message.kenh !== 'open' || !('address' in message)) {
    return null;
  }
  const { address } = message;
  return typeof address === 'string' && /^\/alarms(\?alarm=\d+)?$/.test(address) ? address : null;
}
