import { describe, expect, it } from 'vitest';
import { contactChange } from './notifications';
import { hasKey, hindranceOf, keyBytes, markOf, openedByPush, type PushFacts } from './push';

const READY: PushFacts = { secure: true, supported: true, permission: 'default', publicKey: 'BA' };

describe('push in a browser', () => {
  it('is hindered by the first thing that must be put right', () => {
    expect(hindranceOf(READY)).toBeNull();
    expect(hindranceOf({ ...READY, permission: 'granted' })).toBeNull();
    expect(hindranceOf({ ...READY, permission: 'denied' })).toBe('denied');
    expect(hindranceOf({ ...READY, supported: false, permission: 'denied' })).toBe('unsupported');
    // Without HTTPS a browser also hides what it supports: that would be the wrong explanation.
    expect(hindranceOf({ ...READY, secure: false, supported: false })).toBe('insecure');
    expect(hindranceOf({ ...READY, secure: false, publicKey: null })).toBe('unconfigured');
  });

  it('reads keys in base64url, also with the two letters that base64 has not', () => {
    expect([...keyBytes('-_8A')]).toEqual([0xfb, 0xff, 0x00]);
    expect([...keyBytes('BA')]).toEqual([4]);
  });

  it('knows whether it has subscribed with this key', () => {
    expect(hasKey(Uint8Array.of(0xfb, 0xff, 0x00).buffer, '-_8A')).toBe(true);
    expect(hasKey(Uint8Array.of(0xfb, 0xff, 0x01).buffer, '-_8A')).toBe(false);
    expect(hasKey(Uint8Array.of(0xfb, 0xff).buffer, '-_8A')).toBe(false);
    expect(hasKey(null, '-_8A')).toBe(false);
  });

  it('takes only its own mark', () => {
    expect(markOf('{"username":"truc.ca1","id":7}')).toEqual({ username: 'truc.ca1', id: 7 });
    for (const text of [null, '', 'null', '{', '7', '{"username":"truc.ca1"}', '{"username":1,"id":7}']) {
      expect(markOf(text)).toBeNull();
    }
  });

  it('opens only the alarms of this console', () => {
    expect(openedByPush({ kenh: 'open', address: '/alarms?alarm=7' })).toBe('/alarms?alarm=7');
    expect(openedByPush({ kenh: 'open', address: '/alarms' })).toBe('/alarms');
    for (const message of [null, 'open', {}, { kenh: 'open' }, { kenh: 'close', address: '/alarms' }, { kenh: 'open', address: '//elsewhere' }, { kenh: 'open', address: '/alarms?alarm=x' }]) {
      expect(openedByPush(message)).toBeNull();
    }
  });
});

describe('a contact', () => {
  it('loses what is emptied', () => {
    expect(contactChange({ email: ' a@b.vn ', phone: '  ', language: 'vi' })).toEqual({ email: 'a@b.vn', phone: null, language: 'vi' });
  });
});
