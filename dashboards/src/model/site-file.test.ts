import { describe, expect, it } from 'vitest';
import { comparedWith, fileProblems, fullWords, replacedBy, siteFileState } from './site-file';
import type { CommandState, SiteFileEntry } from './types';

const entry = (state: CommandState, detail: string | null = null): SiteFileEntry => ({
  version: 2,
  sha256: '',
  createdAt: '2026-11-21T09:00:00Z',
  createdBy: 'admin',
  state,
  stateAt: '2026-11-21T09:00:05Z',
  detail,
});

describe('a version of a site file', () => {
  it('is on trial while its command is accepted, and reverted when that fails', () => {
    expect(siteFileState(entry('accepted'))).toBe('trial');
    expect(siteFileState(entry('done'))).toBe('confirmed');
    expect(siteFileState(entry('failed', 'hết giờ / out of time'))).toBe('reverted');
    expect(siteFileState(entry('refused'))).toBe('refused');
    expect(siteFileState(entry('expired'))).toBe('expired');
  });

  it('is replaced where a newer one took its place, by the words of the centre or of the device', () => {
    expect(siteFileState(entry('expired', 'version 3 takes its place'))).toBe('replaced');
    expect(siteFileState(entry('failed', 'bản 3 thay thế / version 3 takes its place'))).toBe('replaced');
    expect(replacedBy(entry('expired', 'version 3 takes its place'))).toBe(3);
    expect(replacedBy(entry('expired'))).toBeNull();
  });

  it('is compared with the newest, and the newest with the one before', () => {
    expect(comparedWith(2, 5)).toBe(5);
    expect(comparedWith(5, 5)).toBe(4);
    expect(comparedWith(1, 1)).toBeNull();
  });
});

describe('problems of a site file', () => {
  const both = [
    'config.put, dòng 4: drivers[0].host: thiếu',
    'config.put: uplinks: phải có ít nhất một',
    'config.put, line 4: drivers[0].host: is missing',
    'config.put: uplinks: must have at least one',
  ].join('\n');

  it('have line and key, in the language of the reader', () => {
    expect(fileProblems(both, 'vi')).toEqual([
      { line: 4, key: 'drivers[0].host', text: 'thiếu' },
      { line: null, key: 'uplinks', text: 'phải có ít nhất một' },
    ]);
    expect(fileProblems(both, 'en').map((problem) => problem.text)).toEqual(['is missing', 'must have at least one']);
  });

  it('are all shown in the one language in which the centre tells them', () => {
    const words = 'Dòng 3: không phải YAML hợp lệ: while parsing\n  b: [1\n     ^';
    expect(fileProblems(words, 'en')).toEqual([{ line: 3, key: null, text: 'không phải YAML hợp lệ: while parsing\n  b: [1\n     ^' }]);
  });

  it('without a line are told in the half that the reader understands', () => {
    expect(fileProblems('không ghi được / could not be written', 'vi')).toEqual([{ line: null, key: null, text: 'không ghi được' }]);
    expect(fileProblems('disk on fire', 'vi')).toEqual([{ line: null, key: null, text: 'disk on fire' }]);
    expect(fileProblems('', 'vi')).toEqual([]);
  });

  it('are completed by the report that begins with a cut answer', () => {
    const reading = (value: string) => ({ at: '2026-11-21T09:00:04Z', value, quality: 'good' as const });
    expect(fullWords(both.slice(0, 40), [reading('another'), reading(both)])).toBe(both);
    expect(fullWords('untold', [reading('another')])).toBe('untold');
  });
});
