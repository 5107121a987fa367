import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Turn } from '../model/irrigation-plans';
import { IRRIGATION_KEY } from './irrigation-queries';
import { planApi, safetyApi, waterRequestsApi } from './irrigation-plans';

const key = (...rest: readonly unknown[]) => [IRRIGATION_KEY, 'desk', ...rest] as const;

export const PLANS_KEY = key('plans');

/** A plan that is being made is looked at again, should the stream's nudge be lost. */
const SOLVING_MILLIS = 2_000;
const SLOW_MILLIS = 30_000;

export const useWorks = () => useQuery({ queryKey: key('works'), queryFn: ({ signal }) => planApi.works(signal), staleTime: 300_000 });

export const useBoardTariffs = () => useQuery({ queryKey: key('tariffs'), queryFn: ({ signal }) => planApi.tariffs(signal), staleTime: 300_000 });

export const usePlans = () =>
  useQuery({
    queryKey: key('plans', 'list'),
    queryFn: ({ signal }) => planApi.list(signal),
    refetchInterval: ({ state }) => (state.data?.some((plan) => plan.state === 'solving') ? SOLVING_MILLIS : SLOW_MILLIS),
  });

export const usePlan = (id: number | null) =>
  useQuery({
    queryKey: key('plans', id),
    queryFn: ({ signal }) => planApi.get(id ?? 0, signal),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.head.state === 'solving' ? SOLVING_MILLIS : false),
  });

export const usePublications = (plan: number, wanted: boolean) =>
  useQuery({ queryKey: key('publications', plan), queryFn: ({ signal }) => planApi.publications(plan, signal), enabled: wanted, refetchInterval: SLOW_MILLIS });

const NONE: readonly Turn[] = [];

/** Turns of plans with what became of them, and what people ran by hand, which may be missing without harm to the rest. */
export function useTurns(from: number, to: number): { data: readonly Turn[] | undefined; error: Error | null; refetch: () => unknown } {
  const turns = useQuery({ queryKey: key('turns', from, to), queryFn: ({ signal }) => planApi.turns(from, to, signal), placeholderData: (before) => before, refetchInterval: SLOW_MILLIS });
  const manual = useQuery({ queryKey: key('manual-runs', from, to), queryFn: ({ signal }) => planApi.manualRuns(from, to, signal), placeholderData: (before) => before, refetchInterval: SLOW_MILLIS });
  const runs = manual.data ?? NONE;
  const data = useMemo(() => (turns.data === undefined ? undefined : [...turns.data, ...runs]), [turns.data, runs]);
  return { data, error: turns.error, refetch: turns.refetch };
}

export const useWaterRequests = () => useQuery({ queryKey: key('requests'), queryFn: ({ signal }) => waterRequestsApi.list(signal), refetchInterval: SLOW_MILLIS });

export const useLockouts = () => useQuery({ queryKey: key('lockouts'), queryFn: ({ signal }) => safetyApi.lockouts(signal), refetchInterval: SLOW_MILLIS });

export const useStops = () => useQuery({ queryKey: key('stops'), queryFn: ({ signal }) => safetyApi.stops(signal), refetchInterval: SLOW_MILLIS });
