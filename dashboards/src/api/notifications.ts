import type { Channel, Contact, ContactChange, MessageState, Policy, SentMessage } from '../model/notifications';
import { query, request } from './http';

const path = (id: string) => `/notification-policies/${encodeURIComponent(id)}`;
const contactPath = (username: string, what = '') => `/notification-contacts/${encodeURIComponent(username)}${what}`;

export const notificationsApi = {
  policies: (signal?: AbortSignal) => request<Policy[]>('GET', '/notification-policies', undefined, signal),
  keep: ({ id, ...policy }: Policy) => request<Policy>('PUT', path(id), policy),
  remove: (id: string) => request<undefined>('DELETE', path(id)),
  messages: (state: MessageState | null, signal?: AbortSignal) => request<SentMessage[]>('GET', `/notifications${query({ state, limit: 200 })}`, undefined, signal),
  messagesTo: (person: string, signal?: AbortSignal) => request<SentMessage[]>('GET', `/notifications${query({ person, limit: 5 })}`, undefined, signal),
  contacts: (signal?: AbortSignal) => request<Contact[]>('GET', '/notification-contacts', undefined, signal),
  contact: (username: string, signal?: AbortSignal) => request<Contact>('GET', contactPath(username), undefined, signal),
  changeContact: (username: string, change: ContactChange) => request<Contact>('PATCH', contactPath(username), change),
  /** Sends a test message; what became of it is in the log. */
  tryOut: (username: string, channel: Channel) => request<undefined>('POST', contactPath(username, '/trial'), { channel }),
};
