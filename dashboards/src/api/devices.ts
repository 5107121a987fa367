import type { Device, DeviceSecret, NewDevice, RawMessage } from '../model/types';
import { query, request } from './http';

const path = (id: string) => `/devices/${encodeURIComponent(id)}`;

export const devicesApi = {
  list: (filter: { site?: string }, signal?: AbortSignal) =>
    request<Device[]>('GET', `/devices${query(filter)}`, undefined, signal),
  get: (id: string, signal?: AbortSignal) => request<Device>('GET', path(id), undefined, signal),
  create: (device: NewDevice) => request<DeviceSecret>('POST', '/devices', device),
  change: (id: string, change: Partial<Omit<NewDevice, 'id'>>) => request<unknown>('PATCH', path(id), change),
  remove: (id: string) => request<unknown>('DELETE', path(id)),
  renewSecret: (id: string) => request<DeviceSecret>('POST', `${path(id)}/secret`),
  messages: (id: string, signal?: AbortSignal) =>
    request<RawMessage[]>('GET', `${path(id)}/messages`, undefined, signal),
};
