import type { Config } from '../model/types';
import { request } from './http';

export const configApi = {
  get: (signal?: AbortSignal) => request<Config>('GET', '/config', undefined, signal),
};
