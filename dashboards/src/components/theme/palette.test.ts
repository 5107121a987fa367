import { describe, expect, it } from 'vitest';
import { palettes, type Palette } from './palette';

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

type Colour = Exclude<keyof Palette, 'series' | 'shadow'>;

const TEXTS: readonly [text: Colour, ground: Colour][] = [
  ...(['text', 'textMuted', 'textFaint', 'accentText'] as const).flatMap((text) =>
    (['raised', 'surface', 'ground', 'land'] as const).map((ground): [Colour, Colour] => [text, ground]),
  ),
  ['textMuted', 'sunken'],
  ['onAccent', 'accent'],
  ['warnText', 'warnSoft'],
  ['warnText', 'raised'],
  ['alarmText', 'alarmSoft'],
  ['alarmText', 'raised'],
  ['noticeText', 'noticeSoft'],
  ['noticeText', 'raised'],
];

describe.each(Object.entries(palettes))('the %s palette', (_name, palette) => {
  it.each(TEXTS)('shows %s on %s readably (AA, 4.5 : 1)', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['lineStrong', 'raised'],
    ['warn', 'raised'],
    ['alarm', 'raised'],
    ['notice', 'raised'],
    ['accent', 'surface'],
  ] as const)('draws %s on %s visibly (AA, 3 : 1)', (mark, ground) => {
    expect(contrast(palette[mark], palette[ground])).toBeGreaterThanOrEqual(3);
  });

  it('draws every line of a chart visibly', () => {
    expect(palette.series.map((colour) => contrast(colour, palette.raised)).filter((ratio) => ratio < 3)).toEqual([]);
  });
});
