import { ApiError } from '../api/http';
import type { MessageKey, Parameters } from '../i18n';

/** What to tell a person about a failure: the server's own words if it gave any, else a text of ours. */
export type ErrorText = { detail: string } | { key: MessageKey; parameters?: Parameters };

export function errorText(failure: unknown): ErrorText {
  if (!(failure instanceof ApiError)) {
    return { key: 'error.unexpected' };
  }
  if (failure.detail !== null && failure.status >= 400 && failure.status < 500) {
    return { detail: failure.detail };
  }
  return textOfStatus(failure.status);
}

function textOfStatus(status: number): ErrorText {
  switch (status) {
    case 0:
      return { key: 'error.unreachable' };
    case 400:
    case 422:
      return { key: 'error.invalid' };
    case 403:
      return { key: 'error.forbidden' };
    case 404:
      return { key: 'error.notFound' };
    case 409:
      return { key: 'error.conflict' };
    case 429:
      return { key: 'error.tooMany' };
    default:
      return status >= 500 ? { key: 'error.server', parameters: { status } } : { key: 'error.unexpected' };
  }
}

/** What went wrong at sign-in: wrong credentials and a locked account have texts of their own. */
export function signInErrorText(failure: unknown): ErrorText {
  if (failure instanceof ApiError && failure.status === 401) {
    return { key: 'signin.wrong' };
  }
  if (failure instanceof ApiError && failure.status === 429) {
    return { key: 'signin.locked', parameters: { minutes: Math.ceil((failure.retryAfterSeconds ?? 900) / 60) } };
  }
  return errorText(failure);
}
