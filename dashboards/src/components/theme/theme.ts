import { useSyncExternalStore } from 'react';
import { palettes, type Palette, type ThemeName } from './palette';

export const FONT =
  '-apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", "DejaVu Sans", "Liberation Sans", Arial, sans-serif';

const KEY = 'kenh.theme';
const listeners = new Set<() => void>();
let current: ThemeName = remembered();

function remembered(): ThemeName {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === 'light' || kept === 'dark') {
      return kept;
    }
  } catch {
    // Without storage the system's choice is taken.
  }
  return typeof matchMedia === 'function' && matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function setTheme(next: ThemeName): void {
  current = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // The choice lasts as long as the page.
  }
  applyTheme();
  listeners.forEach((listener) => { listener(); });
}

/** Hands the palette to the style sheets as custom properties. */
export function applyTheme(): void {
  const root = document.documentElement;
  root.dataset['theme'] = current;
  root.style.colorScheme = current;
  for (const [name, value] of Object.entries(palettes[current])) {
    if (typeof value === 'string') {
      root.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
    }
  }
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', palettes[current].ground);
}

/** Shows a theme without remembering it, for a screen that chooses by itself; null goes back to the person's. */
export function showTheme(next: ThemeName | null): void {
  current = next ?? remembered();
  applyTheme();
  listeners.forEach((listener) => { listener(); });
}

export function useThemeName(): ThemeName {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

export function usePalette(): Palette {
  return palettes[useThemeName()];
}
