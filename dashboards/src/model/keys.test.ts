import { describe, expect, test } from 'vitest';
import { isMeant, type KeyPlace, type PressedKey } from './keys';

const pressed = (key: string, change: Partial<PressedKey> = {}): PressedKey => ({ key, repeat: false, ctrlKey: false, metaKey: false, altKey: false, ...change });

describe('keys of the alarm console', () => {
  test.each<[place: KeyPlace, meant: boolean]>([['page', true], ['list', true], ['detail', true], ['elsewhere', false]])('a letter with the focus in %s', (place, meant) => {
    expect(isMeant(pressed('a'), place, true)).toBe(meant);
  });

  test('letters and signs can be switched off, the other keys go on', () => {
    expect(isMeant(pressed('a'), 'list', false)).toBe(false);
    expect(isMeant(pressed('?'), 'list', false)).toBe(false);
    expect(isMeant(pressed('ArrowDown'), 'list', false)).toBe(true);
    expect(isMeant(pressed('Enter'), 'list', false)).toBe(true);
  });

  test('a key held down acknowledges once and goes on moving', () => {
    expect(isMeant(pressed('a', { repeat: true }), 'list', true)).toBe(false);
    expect(isMeant(pressed('Enter', { repeat: true }), 'list', true)).toBe(false);
    expect(isMeant(pressed('j', { repeat: true }), 'list', true)).toBe(true);
    expect(isMeant(pressed('ArrowDown', { repeat: true }), 'list', true)).toBe(true);
  });

  test('what belongs to the browser is left to it', () => {
    expect(isMeant(pressed('r', { ctrlKey: true }), 'list', true)).toBe(false);
    expect(isMeant(pressed('a', { metaKey: true }), 'list', true)).toBe(false);
    expect(isMeant(pressed('PageDown'), 'detail', true)).toBe(false);
    expect(isMeant(pressed('Escape'), 'detail', true)).toBe(true);
  });
});
