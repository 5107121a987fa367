import { describe, expect, it } from 'vitest';
import { countChanges, lineDiff, withGaps, type DiffLine } from './line-diff';

const side = (lines: readonly DiffLine[], kind: 'removed' | 'added'): string =>
  lines.filter((line) => line.kind === 'same' || line.kind === kind).map((line) => line.text).join('\n');

describe('a comparison of lines', () => {
  it('shows what was changed in the middle, with the numbers of both texts', () => {
    const lines = lineDiff('a: 1\nb: 2\nc: 3\n', 'a: 1\nb: 20\nb2: 2\nc: 3\n');
    expect(lines).toEqual([
      { kind: 'same', before: 1, after: 1, text: 'a: 1' },
      { kind: 'removed', before: 2, after: null, text: 'b: 2' },
      { kind: 'added', before: null, after: 2, text: 'b: 20' },
      { kind: 'added', before: null, after: 3, text: 'b2: 2' },
      { kind: 'same', before: 3, after: 4, text: 'c: 3' },
    ]);
  });

  it('finds nothing in equal texts, line ends aside', () => {
    expect(countChanges(lineDiff('a\r\nb\r\n', 'a\nb'))).toEqual({ added: 0, removed: 0 });
    expect(lineDiff('', '')).toEqual([]);
  });

  it('tells all of a text that was not there before', () => {
    expect(lineDiff('', 'a\nb\n').map((line) => line.kind)).toEqual(['added', 'added']);
  });

  it('keeps lines that both have between changes', () => {
    const lines = lineDiff('x\nkeep\ny\nkeep too\nz', '1\nkeep\n2\nkeep too\n3');
    expect(lines.filter((line) => line.kind === 'same').map((line) => line.text)).toEqual(['keep', 'keep too']);
    expect(countChanges(lines)).toEqual({ added: 3, removed: 3 });
  });

  it('gives back both texts, whatever they are', () => {
    let seed = 7;
    const random = (most: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % most;
    };
    for (let round = 0; round < 200; round += 1) {
      const text = (): string => Array.from({ length: 1 + random(12) }, () => `k${random(4)}: 1`).join('\n');
      const [before, after] = [text(), text()];
      const lines = lineDiff(before, after);
      expect(side(lines, 'removed')).toBe(before);
      expect(side(lines, 'added')).toBe(after);
    }
  });

  it('shows a change too large to compare as one block', () => {
    const long = (mark: string): string => Array.from({ length: 2_100 }, (_unused, index) => `${mark}${index % 3 === 0 ? '' : index}`).join('\n');
    const lines = lineDiff(long('a'), long('b'));
    expect(countChanges(lines)).toEqual({ added: 2_100, removed: 2_100 });
  });

  it('leaves out what is far from a change and says how much', () => {
    const before = Array.from({ length: 20 }, (_unused, index) => `k${index}: 0`);
    const after = before.map((line, index) => (index === 10 ? 'k10: 1' : line));
    const shown = withGaps(lineDiff(before.join('\n'), after.join('\n')), 2);
    expect(shown.map((line) => line.kind)).toEqual(['gap', 'same', 'same', 'removed', 'added', 'same', 'same', 'gap']);
    expect(shown[0]).toEqual({ kind: 'gap', lines: 8 });
    expect(shown[7]).toEqual({ kind: 'gap', lines: 7 });
  });
});
