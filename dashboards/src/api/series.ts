import type { Series } from '../model/types';
import { query, request } from './http';

export const seriesApi = {
  list: (filter: { site?: string; device?: string }, signal?: AbortSignal) =>
    request<Series[]>('GET', `/series${query(filter)}`, undefined, signal),
};
