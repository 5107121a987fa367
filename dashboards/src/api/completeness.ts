import type { Completeness } from '../model/types';
import { query, request } from './http';

export const completenessApi = {
  ofDevice: (device: string, signal?: AbortSignal) =>
    request<Completeness[]>('GET', `/devices/${encodeURIComponent(device)}/completeness`, undefined, signal),
  ofDay: (filter: { day: string; site: string }, signal?: AbortSignal) =>
    request<Completeness[]>('GET', `/completeness${query(filter)}`, undefined, signal),
};
