import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { canalsApi, cropsApi, fieldsApi, pumpsApi, seasonsApi, tariffsApi } from './irrigation';
import { waterApi } from './water';

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

/** The reckoning changes with readings and turns, not by the second. */
const STATES_MILLIS = 60_000;

export const useFieldStates = () =>
  useQuery({ queryKey: [IRRIGATION_KEY, 'states'], queryFn: ({ signal }) => waterApi.states(signal), refetchInterval: STATES_MILLIS });

export const useFieldState = (field: string) =>
  useQuery({ queryKey: [IRRIGATION_KEY, 'state', field], queryFn: ({ signal }) => waterApi.state(field, signal), refetchInterval: STATES_MILLIS });

export const useFieldDays = (field: string, range: { from: string; to: string }) =>
  useQuery({ queryKey: [IRRIGATION_KEY, 'days', field, range], queryFn: ({ signal }) => waterApi.days(field, range, signal), placeholderData: keepPreviousData });

/** Turns of a field over some civil days. */
export const useFieldTurns = (field: string, { from, to }: { from: string; to: string }) =>
  useQuery({
    queryKey: [IRRIGATION_KEY, 'turns', field, from, to],
    queryFn: ({ signal }) => waterApi.turns({ field, from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` }, signal),
    placeholderData: keepPreviousData,
  });
