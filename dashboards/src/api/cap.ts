import type { CapMessage, CapStatus, CapTexts } from '../model/cap';
import { request } from './http';

export const capApi = {
  list: (signal?: AbortSignal) => request<CapMessage[]>('GET', '/cap', undefined, signal),
  get: (id: number, signal?: AbortSignal) => request<CapMessage>('GET', `/cap/${id}`, undefined, signal),
  /** A draft about an alarm; the one that there is, if it still says what is to be told. */
  draft: (alarm: number) => request<CapMessage>('POST', `/alarms/${alarm}/cap`, {}),
  edit: (id: number, revision: number, texts: CapTexts) => request<CapMessage>('PATCH', `/cap/${id}`, { revision, ...texts }),
  /** Stands for a draft as if one had written it. */
  confirm: (id: number, revision: number) => request<CapMessage>('POST', `/cap/${id}/confirm`, { revision }),
  issue: (id: number, revision: number, status: CapStatus) => request<CapMessage>('POST', `/cap/${id}/issue`, { revision, status }),
  discard: (id: number, revision: number) => request<CapMessage>('POST', `/cap/${id}/discard`, { revision }),
  xmlAddress: (id: number): string => `/api/v1/cap/${id}/xml`,
};
