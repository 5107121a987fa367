import { describe, expect, test } from 'vitest';
import { afterTelling, beginning, seen, travelled, untold, written } from './search-text';

describe('search text', () => {
  test('keeps the letters of a quick hand while the address follows', () => {
    const told = afterTelling(written(beginning(''), 'bo'));
    const further = written(told, 'bom');
    const echoed = seen(further, 'bo');
    expect(echoed.text).toBe('bom');
    expect(untold(echoed)).toBe('bom');
  });

  test('Back brings the text of before, and nothing tells the address otherwise', () => {
    const searched = seen(afterTelling(written(beginning(''), 'bom')), 'bom');
    const back = seen(searched, '');
    expect(back.text).toBe('');
    expect(untold(back)).toBeNull();
  });

  test('Back while a text waits to be told takes that text away', () => {
    const searched = seen(afterTelling(written(beginning(''), 'bom')), 'bom');
    const back = seen(written(searched, 'bom 2'), '');
    expect(back.text).toBe('');
    expect(untold(back)).toBeNull();
  });

  test('Back before the told text was seen brings the text of before', () => {
    const back = travelled(afterTelling(written(beginning(''), 'bom')));
    expect(back.text).toBe('');
    expect(untold(back)).toBeNull();
    expect(seen(travelled(seen(afterTelling(written(beginning(''), 'bom')), 'bom')), '').text).toBe('');
  });

  test('two texts told at once are both known as our own', () => {
    const twice = afterTelling(written(afterTelling(written(beginning(''), 'b')), 'bo'));
    const first = seen(twice, 'b');
    expect(first.text).toBe('bo');
    const second = seen(first, 'bo');
    expect(second).toEqual(beginning('bo'));
  });

  test('is told once', () => {
    const search = written(beginning(''), 'x');
    expect(untold(search)).toBe('x');
    const told = afterTelling(search);
    expect(untold(told)).toBeNull();
    expect(afterTelling(told)).toBe(told);
  });
});
