import type { Instant, Reading } from '../model/types';
import { query, request } from './http';

export interface ReadingsRange {
  device: string;
  series: string;
  from: Instant;
  to: Instant;
  /** Downsample to so many, keeping extremes; only for number series. */
  points?: number;
  limit?: number;
}

export const readingsApi = {
  list: (range: ReadingsRange, signal?: AbortSignal) =>
    request<Reading[]>('GET', `/readings${query({ ...range })}`, undefined, signal),
};
