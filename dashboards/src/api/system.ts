import type { SystemInfo } from '../model/types';
import { request } from './http';

export const systemApi = {
  get: (signal?: AbortSignal) => request<SystemInfo>('GET', '/system', undefined, signal),
};
