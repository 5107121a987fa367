import { describe, expect, it } from 'vitest';
import { messages, say } from '../i18n';
import { turnOf } from './cap';

describe('turnOf', () => {
  it('lets nobody issue what only the system has written', () => {
    expect(turnOf({ authors: ['system'] }, 'lan', true)).toBe('confirm');
  });

  it('lets another than the authors issue, who may', () => {
    const authors = ['system', 'hoa'];
    expect(turnOf({ authors }, 'hoa', true)).toBe('second');
    expect(turnOf({ authors }, 'lan', true)).toBe('issue');
    expect(turnOf({ authors }, 'lan', false)).toBe('supervisor');
  });
});

describe('the words for what is wrong', () => {
  it('name elements and values in both languages', () => {
    const problem = { code: 'lacks', arguments: ['info', 'event'] };
    expect(say('vi', 'cap.problem', problem)).toBe('Thiếu mục event trong info.');
    expect(say('en', 'cap.problem', problem)).toBe('event is missing in info.');
  });

  it('exist for every code that the server has', () => {
    for (const code of ['not-xml', 'root', 'namespace', 'lacks', 'repeated', 'misplaced', 'not-text', 'value', 'references', 'restriction', 'open-polygon', 'off-earth']) {
      expect(messages.vi).toHaveProperty([`cap.problem.${code}`]);
    }
  });

  it('show an unknown code rather than nothing', () => {
    expect(say('vi', 'cap.problem', { code: 'new', arguments: ['a'] })).toBe('new · a');
  });
});
