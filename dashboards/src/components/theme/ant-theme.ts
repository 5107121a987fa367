import { theme as antTheme, type ThemeConfig } from 'antd';
import { palettes, type ThemeName } from './palette';
import { FONT } from './theme';

/** The palette as Ant Design takes it; apart from the theme, so that a page without Ant Design does not load it. */
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
