import type { SiteFiles, SiteFileVersion } from '../model/types';
import { request } from './http';

const path = (device: string) => `/devices/${encodeURIComponent(device)}/config`;

export const siteFilesApi = {
  get: (device: string, signal?: AbortSignal) => request<SiteFiles>('GET', path(device), undefined, signal),
  version: (device: string, version: number, signal?: AbortSignal) =>
    request<SiteFileVersion>('GET', `${path(device)}/${version}`, undefined, signal),
  /** A new version made from version `base` (0: from nothing); refused if that is not the newest any more. */
  put: (device: string, base: number, yaml: string) => request<SiteFiles>('PUT', path(device), { base, yaml }),
};
