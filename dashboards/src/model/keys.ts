/** Which presses of a key the alarm console takes for its own. */

/** Where the focus is: nowhere in particular, in the list, in the details beside it, or anywhere else. */
export type KeyPlace = 'page' | 'list' | 'detail' | 'elsewhere';

export interface PressedKey {
  key: string;
  repeat: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Held down, these go on; everything else is meant once. */
const GOING_ON: ReadonlySet<string> = new Set(['j', 'k', 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp']);

/** A letter or sign, which somebody who dictates or whose hand trembles may press without wanting to. */
export const isCharacter = (key: string): boolean => [...key].length === 1;

export function isMeant({ key, repeat, ctrlKey, metaKey, altKey }: PressedKey, place: KeyPlace, characters: boolean): boolean {
  if (ctrlKey || metaKey || altKey || place === 'elsewhere' || (repeat && !GOING_ON.has(key))) {
    return false;
  }
  if (isCharacter(key)) {
    return characters;
  }
  // The details are scrolled with these keys.
  return place !== 'detail' || key === 'Escape';
}
