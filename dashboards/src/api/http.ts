import { noteServerDate } from '../model/clock';
import { currentLanguage } from '../i18n/language';

export interface FieldError {
  field: string;
  message: string;
}

/** An answer that is not success. Status 0: the server could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string | null,
    readonly fields: readonly FieldError[] = [],
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(detail ?? `HTTP ${status}`);
    this.name = 'ApiError';
  }

  get unreachable(): boolean {
    return this.status === 0;
  }
}

/** The server's own words where it refused, else the given ones. */
export function refusalText(failure: Error, otherwise: string): string {
  if (!(failure instanceof ApiError) || failure.status === 0 || failure.status >= 500) {
    return otherwise;
  }
  return failure.fields.map(({ message }) => message).join(' ') || (failure.detail ?? otherwise);
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

const BASE = '/api/v1';

/** Asks the API. The caller names the shape that the contract promises; a refusal is thrown as {@link ApiError}. */
export async function request<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(method, path, body, signal);
  noteServerDate(response.headers.get('Date'));
  if (!response.ok) {
    throw await toApiError(response);
  }
  if (response.status === 204) {
    return undefined as T;
  }
  return (await response.json()) as T;
}

async function send(method: Method, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': currentLanguage() };
  const options: RequestInit = { method, headers, credentials: 'same-origin' };
  if (signal) {
    options.signal = signal;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  try {
    return await fetch(BASE + path, options);
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') {
      throw failure;
    }
    throw new ApiError(0, null);
  }
}

/** Reads a problem+json answer; anything else (a proxy's page, an empty body) keeps only its status. */
export async function toApiError(response: Response): Promise<ApiError> {
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  const seconds = Number.isFinite(retryAfter) ? retryAfter : null;
  try {
    const problem: unknown = await response.json();
    return new ApiError(response.status, textOf(problem, 'detail') ?? textOf(problem, 'title'), fieldsOf(problem), seconds);
  } catch {
    return new ApiError(response.status, null, [], seconds);
  }
}

function textOf(value: unknown, key: string): string | null {
  const found = isRecord(value) ? value[key] : null;
  return typeof found === 'string' && found !== '' ? found : null;
}

function fieldsOf(problem: unknown): FieldError[] {
  const errors = isRecord(problem) ? problem['errors'] : null;
  if (!Array.isArray(errors)) {
    return [];
  }
  return errors.flatMap((each: unknown) => {
    const field = textOf(each, 'field');
    const message = textOf(each, 'message');
    return field !== null && message !== null ? [{ field, message }] : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A query string of what is given; null and undefined are left out. */
export function query(parameters: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined) {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
