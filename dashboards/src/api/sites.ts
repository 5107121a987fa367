import type { NewSite, Site } from '../model/types';
import { request } from './http';

export const sitesApi = {
  list: (signal?: AbortSignal) => request<Site[]>('GET', '/sites', undefined, signal),
  get: (id: string, signal?: AbortSignal) =>
    request<Site>('GET', `/sites/${encodeURIComponent(id)}`, undefined, signal),
  create: (site: NewSite) => request<unknown>('POST', '/sites', site),
};
