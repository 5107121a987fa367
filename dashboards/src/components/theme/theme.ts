import { theme as antTheme, type ThemeConfig } from 'antd';
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

export function antThemeOf(name: ThemeName): ThemeConfig {
  const palette = palettes[name];
  const still = typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    algorithm: name === 'dark' ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
    cssVar: true,
    hashed: false,
    token: {
      colorPrimary: palette.accent,
      colorLink: palette.accentText,
      colorError: palette.alarm,
      colorWarning: palette.warn,
      colorSuccess: palette.accent,
      colorInfo: palette.accent,
      colorTextLightSolid: palette.onAccent,
      colorBgBase: palette.raised,
      colorBgContainer: palette.raised,
      colorBgElevated: palette.raised,
      colorBgLayout: palette.ground,
      colorText: palette.text,
      colorTextSecondary: palette.textMuted,
      colorTextTertiary: palette.textFaint,
      colorTextPlaceholder: palette.textFaint,
      colorTextDescription: palette.textMuted,
      colorBorder: palette.lineStrong,
      colorBorderSecondary: palette.line,
      colorSplit: palette.line,
      controlItemBgActive: palette.accentSoft,
      controlItemBgHover: palette.sunken,
      fontFamily: FONT,
      fontSize: 14,
      controlHeight: 36,
      borderRadius: 6,
      borderRadiusLG: 10,
      boxShadow: palette.shadow,
      boxShadowSecondary: palette.shadow,
      wireframe: false,
      motion: !still,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Table: {
        headerBg: 'transparent',
        headerColor: palette.textMuted,
        headerSplitColor: 'transparent',
        rowHoverBg: palette.surface,
        cellPaddingBlock: 10,
        cellPaddingInline: 12,
        borderColor: palette.line,
      },
      Modal: { titleFontSize: 18 },
      Form: { labelColor: palette.textMuted, verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
      Segmented: { trackBg: palette.sunken, itemSelectedBg: palette.raised, itemColor: palette.textMuted },
      Tabs: { titleFontSize: 14, horizontalItemGutter: 24 },
      Tooltip: { colorBgSpotlight: palette.text, colorTextLightSolid: palette.raised },
    },
  };
}
