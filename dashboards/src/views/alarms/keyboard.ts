import { useCallback, useEffect, useRef, useState } from 'react';
import { isMeant, type KeyPlace } from '../../model/keys';

export type KeyHandlers = Readonly<Record<string, () => void>>;

/** Keys of the console while it is open: only where nothing else can be meant, see {@link isMeant}. */
export function useKeys(handlers: KeyHandlers, { enabled, characters }: { enabled: boolean; characters: boolean }): void {
  const current = useRef(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  useEffect(() => {
    if (!enabled) {
      return;
    }
    const onKey = (event: KeyboardEvent) => {
      const handler = current.current[event.key];
      if (handler === undefined || event.defaultPrevented || !isMeant(event, placeOf(event), characters)) {
        return;
      }
      event.preventDefault();
      handler();
    };
    addEventListener('keydown', onKey);
    return () => { removeEventListener('keydown', onKey); };
  }, [enabled, characters]);
}

const WRITING = 'input:not([type=checkbox]), textarea, select, [contenteditable=true], .ant-select';

function placeOf({ target, key }: KeyboardEvent): KeyPlace {
  if (!(target instanceof Element) || isDialogOpen()) {
    return 'elsewhere';
  }
  // Whatever holds the whole console, the body first of all, has the focus when nothing in particular has it.
  if (target.querySelector('.console') !== null) {
    return 'page';
  }
  // A button or link that has the focus is pressed with Enter.
  if (target.closest(WRITING) !== null || (key === 'Enter' && target.closest('button, a') !== null)) {
    return 'elsewhere';
  }
  return target.closest('.alarm-list') !== null ? 'list' : target.closest('.alarm-detail') !== null ? 'detail' : 'elsewhere';
}

/** A closed dialog may stay in the page, without a box. */
const isDialogOpen = (): boolean => [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].some((dialog) => dialog.getClientRects().length > 0);

const switchOf = (username: string): string => `kenh.alarm-letters.${username}`;

/** Whether letters act, as this person has set it on this computer. */
export function useCharacterKeys(username: string): [on: boolean, set: (on: boolean) => void] {
  const [on, setOn] = useState(() => remembered(username));
  const set = useCallback(
    (wanted: boolean) => {
      setOn(wanted);
      remember(username, wanted);
    },
    [username],
  );
  return [on, set];
}

function remembered(username: string): boolean {
  try {
    return localStorage.getItem(switchOf(username)) !== 'off';
  } catch {
    return true;
  }
}

function remember(username: string, on: boolean): void {
  try {
    localStorage.setItem(switchOf(username), on ? 'on' : 'off');
  } catch {
    // The choice lasts as long as the page.
  }
}
