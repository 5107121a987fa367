import type { MessageState, Policy, SentMessage } from '../model/notifications';
import { query, request } from './http';

const path = (id: string) => `/notification-policies/${encodeURIComponent(id)}`;

export const notificationsApi = {
  policies: (signal?: AbortSignal) => request<Policy[]>('GET', '/notification-policies', undefined, signal),
  keep: ({ id, ...policy }: Policy) => request<Policy>('PUT', path(id), policy),
  remove: (id: string) => request<undefined>('DELETE', path(id)),
  messages: (state: MessageState | null, signal?: AbortSignal) => request<SentMessage[]>('GET', `/notifications${query({ state, limit: 200 })}`, undefined, signal),
};
