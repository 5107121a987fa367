import { describe, expect, it } from 'vitest';
import { ApiError, toApiError } from '../api/http';
import { errorText, signInErrorText } from './errors';

const answer = (status: number, body: string, headers: Record<string, string> = {}) => new Response(body, { status, headers });

describe('toApiError', () => {
  it('takes detail and fields from problem+json', async () => {
    const body = JSON.stringify({ title: 'Trùng', status: 409, detail: 'Đã có khu vực "a".', errors: [{ field: 'id', message: 'đã có' }, { field: 3 }] });
    const error = await toApiError(answer(409, body));
    expect(error.status).toBe(409);
    expect(error.detail).toBe('Đã có khu vực "a".');
    expect(error.fields).toEqual([{ field: 'id', message: 'đã có' }]);
  });

  it('takes the title where there is no detail', async () => {
    expect((await toApiError(answer(400, '{"title":"Sai"}'))).detail).toBe('Sai');
  });

  it.each(['', '<html>502</html>', 'null', '[]', '"text"'])('keeps the status of an answer that is no problem: %s', async (body) => {
    const error = await toApiError(answer(502, body));
    expect([error.status, error.detail, error.fields]).toEqual([502, null, []]);
  });

  it('reads how long to wait', async () => {
    expect((await toApiError(answer(429, '{}', { 'Retry-After': '840' }))).retryAfterSeconds).toBe(840);
  });
});

describe('errorText', () => {
  it('prefers the words of the server about what was asked', () => {
    expect(errorText(new ApiError(400, 'Vĩ độ ngoài khoảng.'))).toEqual({ detail: 'Vĩ độ ngoài khoảng.' });
  });

  it('has words of its own where the server gave none, or speaks of itself', () => {
    expect(errorText(new ApiError(0, null))).toEqual({ key: 'error.unreachable' });
    expect(errorText(new ApiError(404, null))).toEqual({ key: 'error.notFound' });
    expect(errorText(new ApiError(503, 'java.lang.NullPointerException'))).toEqual({ key: 'error.server', parameters: { status: 503 } });
    expect(errorText(new TypeError('x'))).toEqual({ key: 'error.unexpected' });
  });
});

describe('signInErrorText', () => {
  it('tells wrong credentials from a locked account, with the time to wait in whole minutes', () => {
    expect(signInErrorText(new ApiError(401, 'x'))).toEqual({ key: 'signin.wrong' });
    expect(signInErrorText(new ApiError(429, 'x', [], 841))).toEqual({ key: 'signin.locked', parameters: { minutes: 15 } });
  });
});
