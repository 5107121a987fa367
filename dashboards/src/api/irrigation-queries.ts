import { useQuery } from '@tanstack/react-query';
import { canalsApi, cropsApi, fieldsApi, pumpsApi, seasonsApi, tariffsApi } from './irrigation';

/** All keys begin with this word: what happened on the irrigation desk makes all of them due. */
export const IRRIGATION_KEY = 'irrigation';

export const useFields = () => useQuery({ queryKey: [IRRIGATION_KEY, 'fields'], queryFn: ({ signal }) => fieldsApi.list(signal) });

export const useField = (id: string) =>
  useQuery({ queryKey: [IRRIGATION_KEY, 'field', id], queryFn: ({ signal }) => fieldsApi.get(id, signal) });

export const useCanals = () => useQuery({ queryKey: [IRRIGATION_KEY, 'canals'], queryFn: ({ signal }) => canalsApi.list(signal) });

export const usePumps = () => useQuery({ queryKey: [IRRIGATION_KEY, 'pumps'], queryFn: ({ signal }) => pumpsApi.list(signal) });

export const useSeasons = (field: string) =>
  useQuery({ queryKey: [IRRIGATION_KEY, 'seasons', field], queryFn: ({ signal }) => seasonsApi.list(field, signal) });

export const useCrops = () => useQuery({ queryKey: [IRRIGATION_KEY, 'crops'], queryFn: ({ signal }) => cropsApi.list(signal) });

export const useCropVersions = (id: string | null) =>
  useQuery({
    queryKey: [IRRIGATION_KEY, 'crop-versions', id],
    queryFn: ({ signal }) => cropsApi.versions(id ?? '', signal),
    enabled: id !== null,
  });

export const useTariffs = () => useQuery({ queryKey: [IRRIGATION_KEY, 'tariffs'], queryFn: ({ signal }) => tariffsApi.list(signal) });
