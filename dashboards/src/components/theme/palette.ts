/**
 * The colours of both themes. Everything normal is grey; `notice`, `warn` and `alarm` appear only where a person is needed, and
 * `accent` (canal water) only marks what can be pressed or is selected. Text on its ground reaches at least 4.5 : 1.
 */
export interface Palette {
  ground: string;
  surface: string;
  raised: string;
  sunken: string;
  line: string;
  lineStrong: string;
  text: string;
  textMuted: string;
  textFaint: string;
  accent: string;
  accentText: string;
  onAccent: string;
  accentSoft: string;
  warn: string;
  warnSoft: string;
  warnText: string;
  alarm: string;
  alarmSoft: string;
  alarmText: string;
  /** The third and least of the colours of attention. */
  notice: string;
  noticeSoft: string;
  noticeText: string;
  water: string;
  land: string;
  landLine: string;
  shadow: string;
  /** Lines of charts, told apart by lightness as well as hue; none is near the colours of attention. */
  series: readonly string[];
}

const light: Palette = {
  ground: '#eceeed',
  surface: '#f8f9f8',
  raised: '#ffffff',
  sunken: '#e3e6e5',
  line: '#d8dddb',
  lineStrong: '#8a9694',
  text: '#1a2324',
  textMuted: '#4d5a5a',
  textFaint: '#5f6c6b',
  accent: '#1d5c66',
  accentText: '#1a5560',
  onAccent: '#ffffff',
  accentSoft: '#dbe7e8',
  warn: '#c77700',
  warnSoft: '#fbeacb',
  warnText: '#7d4a00',
  alarm: '#c02a1d',
  alarmSoft: '#fae0dc',
  alarmText: '#a2190e',
  notice: '#8a7400',
  noticeSoft: '#f5edb5',
  noticeText: '#5e4f00',
  water: '#a9c3c9',
  land: '#f3f4f2',
  landLine: '#b9c1bf',
  shadow: '0 1px 2px rgb(20 35 36 / 6%), 0 4px 16px rgb(20 35 36 / 8%)',
  series: ['#1d5c66', '#7a5f95', '#5b7c3e', '#3f6fb0', '#8a6d4e', '#3a4647'],
};

const dark: Palette = {
  ground: '#121718',
  surface: '#181f20',
  raised: '#20292a',
  sunken: '#0d1112',
  line: '#2c3738',
  lineStrong: '#6d7c7c',
  text: '#e3e9e8',
  textMuted: '#a9b6b5',
  textFaint: '#93a1a0',
  accent: '#7db9c2',
  accentText: '#8cc4cc',
  onAccent: '#0c2226',
  accentSoft: '#20393d',
  warn: '#f0a53a',
  warnSoft: '#3a2c12',
  warnText: '#f6bd6a',
  alarm: '#f2695c',
  alarmSoft: '#431d1a',
  alarmText: '#ff9187',
  notice: '#dcc64e',
  noticeSoft: '#35310f',
  noticeText: '#e9d875',
  water: '#35525a',
  land: '#1c2425',
  landLine: '#465354',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 6px 20px rgb(0 0 0 / 40%)',
  series: ['#7db9c2', '#b59cd0', '#9dbb7c', '#86ade3', '#c9a983', '#c3cdcc'],
};

export const palettes = { light, dark } as const;

export type ThemeName = keyof typeof palettes;
