import type { Day } from '../model/irrigation';
import type { FieldDays, FieldState } from '../model/water-state';
import type { WaterRequest, WaterTurn } from '../model/water-turns';
import type { Instant } from '../model/types';
import { query, request } from './http';

export const waterApi = {
  states: (signal?: AbortSignal) => request<FieldState[]>('GET', '/irrigation/states', undefined, signal),
  state: (field: string, signal?: AbortSignal) => request<FieldState>('GET', `/irrigation/fields/${encodeURIComponent(field)}/state`, undefined, signal),
  days: (field: string, range: { from: Day; to: Day }, signal?: AbortSignal) =>
    request<FieldDays>('GET', `/irrigation/fields/${encodeURIComponent(field)}/days${query(range)}`, undefined, signal),
  turns: (range: { from: Instant; to: Instant; field?: string }, signal?: AbortSignal) =>
    request<WaterTurn[]>('GET', `/irrigation/turns${query(range)}`, undefined, signal),
  requests: (signal?: AbortSignal) => request<WaterRequest[]>('GET', '/irrigation/requests', undefined, signal),
  ask: (wish: { field: string; from: Instant; until: Instant; note?: string }) => request<WaterRequest>('POST', '/irrigation/requests', wish),
  /** Who opened the inlet tells from when to when. */
  confirm: ({ turn, ...told }: { turn: string; from: Instant; to: Instant; note?: string }) => request<unknown>('POST', `/irrigation/turns/${encodeURIComponent(turn)}/confirm`, told),
  withdraw: (id: number) => request<WaterRequest>('POST', `/irrigation/requests/${id}/withdraw`, {}),
};
