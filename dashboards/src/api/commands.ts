import type { Command, NewCommand } from '../model/types';
import { request } from './http';

const path = (device: string) => `/devices/${encodeURIComponent(device)}/commands`;

export const commandsApi = {
  list: (device: string, signal?: AbortSignal) => request<Command[]>('GET', path(device), undefined, signal),
  approve: (device: string, id: string) => request<Command>('POST', `${path(device)}/${encodeURIComponent(id)}/approve`, {}),
  refuse: (device: string, id: string, reason: string) => request<Command>('POST', `${path(device)}/${encodeURIComponent(id)}/refuse`, { reason }),
  issue: (device: string, command: NewCommand) => request<Command>('POST', path(device), command),
};
