import { describe, expect, test } from 'vitest';
import { ApiError } from '../../api/http';
import { alarmOf } from '../../model/alarms.fixture';
import { afterOrder, oneAtATime, type Asking } from './asking';

const first = alarmOf({ id: 1 });
const second = alarmOf({ id: 2 });
const asking: Asking = { action: 'comment', alarms: [first, second], refusals: [] };

describe('a question before an action', () => {
  test('is over when everything was done', () => {
    expect(afterOrder(asking, [])).toBeNull();
  });

  test('stays open for what was refused alone', () => {
    const refusal = { alarm: second, error: new ApiError(409, 'Cảnh báo đang gác rồi') };
    expect(afterOrder(asking, [refusal])).toEqual({ action: 'comment', alarms: [second], refusals: [refusal] });
  });
});

describe('one at a time', () => {
  test('the second of two calls at once is left out', async () => {
    let runs = 0;
    const answers: (() => void)[] = [];
    const once = oneAtATime((text: string) => {
      runs += 1;
      return new Promise<string>((resolve) => { answers.push(() => { resolve(text); }); });
    });
    const both = [once('a'), once('b')];
    answers.forEach((answer) => { answer(); });
    expect(await Promise.all(both)).toEqual(['a', null]);
    expect(runs).toBe(1);
  });

  test('the next may come once the first has failed', async () => {
    const once = oneAtATime((text: string) => (text === 'bad' ? Promise.reject(new Error(text)) : Promise.resolve(text)));
    await expect(once('bad')).rejects.toThrow('bad');
    expect(await once('good')).toBe('good');
  });
});
