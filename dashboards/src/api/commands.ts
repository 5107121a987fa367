import type { Command, NewCommand } from '../model/types';
import { request } from './http';

const path = (device: string) => `/devices/${encodeURIComponent(device)}/commands`;

export const commandsApi = {
  list: (device: string, signal?: AbortSignal) => request<Command[]>('GET', path(device), undefined, signal),
  approve: (id: string) => request<Command>('POST', `/commands/${encodeURIComponent(id)}/approve`, {}),
  refuse: (id: string, reason = '') => request<Command>('POST', `/commands/${encodeURIComponent(id)}/refuse`, reason === '' ? {} : { reason }),
  issue: (device: string, command: NewCommand) => request<Command>('POST', path(device), command),
};
