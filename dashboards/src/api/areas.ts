import type { Area, NewArea } from '../model/types';
import { request } from './http';

export const areasApi = {
  list: (signal?: AbortSignal) => request<Area[]>('GET', '/areas', undefined, signal),
  create: (area: NewArea) => request<unknown>('POST', '/areas', area),
};
