import type { ImportedFile, ImportResult } from '../model/import';
import type { Canal, Crop, Field, FileFormat, Grid, Pump, Season, Tariff, TariffBand } from '../model/irrigation';
import { query, request } from './http';

const ROOT = '/irrigation';
const path = (...parts: (string | number)[]): string => [ROOT, ...parts.map(encodeURIComponent)].join('/');

type Absent<T> = { [K in keyof T as null extends T[K] ? K : never]: null };

/** What the registry leaves out is absent: null, as the types say. */
const whole = <T extends object>(blank: Absent<T>) => (given: T): T => ({ ...blank, ...given });

/** What all three kinds of works have in common. */
function works<T extends { id: string; revision?: number }>(kind: string, blank: Absent<T>) {
  const complete = whole<T>(blank);
  return {
    list: async (signal?: AbortSignal) => (await request<T[]>('GET', path(kind), undefined, signal)).map(complete),
    get: async (id: string, signal?: AbortSignal) => complete(await request<T>('GET', path(kind, id), undefined, signal)),
    create: (work: T) => request<T>('POST', path(kind), work),
    put: (work: T) => request<T>('PUT', path(kind, work.id), work),
    remove: ({ id, revision }: T) => request<unknown>('DELETE', path(kind, id) + query({ revision })),
  };
}

export const pumpsApi = works<Pump>('pumps', { startsPerHour: null, minRun: null, minOff: null, quiet: null, suction: null, quality: null, curve: null });
export const canalsApi = works<Canal>('canals', { parent: null, openAtOnce: null, efficiency: null, level: null, flood: null });
export const fieldsApi = works<Field>('fields', { outline: null, valve: null, efficiency: null, soil: null, bund: null, depth: null, moisture: null, weather: null, rain: null, cooperative: null, users: null, quiet: null });

export const fieldFilesApi = {
  /** Where the browser gets the file itself. */
  address: (format: FileFormat, crs: Grid): string => `/api/v1${path(`fields.${format}`)}${query({ crs })}`,
  import: (file: ImportedFile<FileFormat> & { crs: Grid }) =>
    request<ImportResult>('POST', path('fields', 'import'), file),
};

const season = whole<Season>({ variety: null, stageDays: null, seedlingDays: null, awdThreshold: null, fertiliser: null, endedOn: null });
const crop = whole<Crop>({ reason: null, changedAt: null, changedBy: null });
const tariff = whole<Tariff>({ holidays: null, holidayAs: null });
const band = whole<TariffBand>({ windows: null });

/** Without days of its own a season has the crop's. */
const withOwnStages = (given: Season): Season => (given.stageDays?.length === 0 ? { ...given, stageDays: null } : given);

export const seasonsApi = {
  list: async (field: string, signal?: AbortSignal) => (await request<Season[]>('GET', path('fields', field, 'seasons'), undefined, signal)).map(season).map(withOwnStages),
  begin: (field: string, begun: Season) => request<Season>('POST', path('fields', field, 'seasons'), begun),
  put: (changed: Season & { id: number }) => request<Season>('PUT', path('seasons', changed.id), changed),
};

export const cropsApi = {
  list: async (signal?: AbortSignal) => (await request<Crop[]>('GET', path('crops'), undefined, signal)).map(crop),
  put: (changed: Crop) => request<Crop>('PUT', path('crops', changed.id), changed),
  versions: async (id: string, signal?: AbortSignal) => (await request<Crop[]>('GET', path('crops', id, 'versions'), undefined, signal)).map(crop),
};

export const tariffsApi = {
  list: async (signal?: AbortSignal) => (await request<Tariff[]>('GET', path('tariffs'), undefined, signal)).map((each) => ({ ...tariff(each), bands: each.bands.map(band) })),
  create: (made: Tariff) => request<Tariff>('POST', path('tariffs'), made),
};
