import { useEffect, useRef } from 'react';

export type KeyHandlers = Readonly<Record<string, () => void>>;

/** Keys of the whole page; not while somebody writes, and not those that belong to the browser. */
export function useKeys(handlers: KeyHandlers, enabled: boolean): void {
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
      if (handler === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) {
        return;
      }
      event.preventDefault();
      handler();
    };
    addEventListener('keydown', onKey);
    return () => { removeEventListener('keydown', onKey); };
  }, [enabled]);
}

const WRITING = 'input:not([type=checkbox]), textarea, select, [contenteditable=true], .ant-select, .ant-dropdown, .ant-popover';

function isBusy({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) {
    return false;
  }
  // A button or link that has the focus is pressed with Enter.
  return target.closest(WRITING) !== null || (key === 'Enter' && target.closest('button, a') !== null);
}
