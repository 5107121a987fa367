import type { Session } from '../model/types';
import { ApiError, request } from './http';

export const sessionApi = {
  /** Who is signed in; null when nobody is. */
  async current(signal?: AbortSignal): Promise<Session | null> {
    try {
      return await request<Session>('GET', '/session', undefined, signal);
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 401) {
        return null;
      }
      throw failure;
    }
  },
  signIn: (username: string, password: string) => request<Session>('POST', '/session', { username, password }),
  signOut: () => request<unknown>('DELETE', '/session'),
  changePassword: (current: string, next: string) => request<unknown>('POST', '/session/password', { current, next }),
};
