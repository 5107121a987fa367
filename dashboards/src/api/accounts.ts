import type { Account, NewAccount } from '../model/types';
import { request } from './http';

export const accountsApi = {
  list: (signal?: AbortSignal) => request<Account[]>('GET', '/accounts', undefined, signal),
  create: (account: NewAccount) => request<unknown>('POST', '/accounts', account),
  change: (username: string, change: Partial<Omit<NewAccount, 'username'>> & { disabled?: boolean }) =>
    request<unknown>('PATCH', `/accounts/${encodeURIComponent(username)}`, change),
};
