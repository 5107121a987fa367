import { describe, expect, it } from 'vitest';
import { parseArguments, prettyPayload } from './payload';

describe('payloads', () => {
  it('are shown record by record, and as they came where they are no JSON', () => {
    expect(prettyPayload('[{"n":"a","v":1},{"n":"b","v":2}]')).toBe('[\n  {"n":"a","v":1},\n  {"n":"b","v":2}\n]');
    expect(prettyPayload('{"level": NaN}')).toBe('{"level": NaN}');
  });

  it('of commands are objects or nothing', () => {
    expect(parseArguments(' ')).toBeUndefined();
    expect(parseArguments('{"volume":40}')).toEqual({ volume: 40 });
    expect(parseArguments('[1]')).toBe('invalid');
    expect(parseArguments('null')).toBe('invalid');
    expect(parseArguments('{volume}')).toBe('invalid');
  });
});
