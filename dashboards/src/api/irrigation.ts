import type { Canal, Crop, Field, FileFormat, Grid, ImportResult, Pump, Season, Tariff } from '../model/irrigation';
import { query, request } from './http';

const ROOT = '/irrigation';
const path = (...parts: (string | number)[]): string => [ROOT, ...parts.map(encodeURIComponent)].join('/');

/** What all three kinds of works have in common. */
function works<T extends { id: string; revision?: number }>(kind: string) {
  return {
    list: (signal?: AbortSignal) => request<T[]>('GET', path(kind), undefined, signal),
    get: (id: string, signal?: AbortSignal) => request<T>('GET', path(kind, id), undefined, signal),
    create: (work: T) => request<T>('POST', path(kind), work),
    put: (work: T) => request<T>('PUT', path(kind, work.id), work),
    remove: ({ id, revision }: T) => request<unknown>('DELETE', path(kind, id) + query({ revision })),
  };
}

export const pumpsApi = works<Pump>('pumps');
export const canalsApi = works<Canal>('canals');
export const fieldsApi = works<Field>('fields');

export const fieldFilesApi = {
  /** Where the browser gets the file itself. */
  address: (format: FileFormat, crs: Grid): string => `/api/v1${path(`fields.${format}`)}${query({ crs })}`,
  import: (file: { format: FileFormat; crs: Grid; content: string; dryRun: boolean }) =>
    request<ImportResult>('POST', path('fields', 'import'), file),
};

export const seasonsApi = {
  list: (field: string, signal?: AbortSignal) => request<Season[]>('GET', path('fields', field, 'seasons'), undefined, signal),
  begin: (field: string, season: Season) => request<Season>('POST', path('fields', field, 'seasons'), season),
  put: (season: Season & { id: number }) => request<Season>('PUT', path('seasons', season.id), season),
};

export const cropsApi = {
  list: (signal?: AbortSignal) => request<Crop[]>('GET', path('crops'), undefined, signal),
  put: (crop: Crop) => request<Crop>('PUT', path('crops', crop.id), crop),
  versions: (id: string, signal?: AbortSignal) => request<Crop[]>('GET', path('crops', id, 'versions'), undefined, signal),
};

export const tariffsApi = {
  list: (signal?: AbortSignal) => request<Tariff[]>('GET', path('tariffs'), undefined, signal),
  create: (tariff: Tariff) => request<Tariff>('POST', path('tariffs'), tariff),
};
