import type { Bulletin, RainForecast } from '../model/bulletin';
import { query, request } from './http';

export const bulletinsApi = {
  list: ({ day, area }: { day: string; area?: string }, signal?: AbortSignal) =>
    request<Bulletin[]>('GET', `/irrigation/bulletins${query({ day, area })}`, undefined, signal),
};

export const rainApi = {
  list: (signal?: AbortSignal) => request<RainForecast[]>('GET', '/irrigation/rain-forecast', undefined, signal),
  put: (rain: Pick<RainForecast, 'area' | 'day' | 'millimetres' | 'source'>) => request<RainForecast>('PUT', '/irrigation/rain-forecast', rain),
};
