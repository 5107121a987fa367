import type { Handover, HandoverContent, NewHandover } from '../model/handover';
import { query, request } from './http';

export const handoversApi = {
  draft: (asked: { from: string; to: string; area: string | null }, signal?: AbortSignal) =>
    request<HandoverContent>('GET', `/handovers/draft${query({ ...asked })}`, undefined, signal),
  list: (signal?: AbortSignal) => request<Handover[]>('GET', '/handovers', undefined, signal),
  get: (id: number, signal?: AbortSignal) => request<Handover>('GET', `/handovers/${id}`, undefined, signal),
  handOver: (handover: NewHandover) => request<Handover>('POST', '/handovers', handover),
  accept: (id: number) => request<Handover>('POST', `/handovers/${id}/accept`, {}),
};
