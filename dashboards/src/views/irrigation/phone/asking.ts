import { useQuery } from '@tanstack/react-query';
import { bulletinsApi } from '../../../api/bulletins';
import { fieldsApi } from '../../../api/irrigation';
import { ApiError } from '../../../api/http';
import { waterApi } from '../../../api/water';
import { serverNow } from '../../../model/clock';
import { today } from '../../../model/time';
import { dayAfter, type FieldState } from '../../../model/water-state';

const EVERY_MINUTE = 60_000;
/** So far ahead turns are shown. */
const AHEAD_DAYS = 10;
/** So far back people may tell that water was taken. */
const BACK_DAYS = 4;

export const useMyFields = () => useQuery({ queryKey: ['irrigation', 'fields'], queryFn: ({ signal }) => fieldsApi.list(signal) });

export const useMyField = (id: string) => useQuery({ queryKey: ['irrigation', 'field', id], queryFn: ({ signal }) => fieldsApi.get(id, signal) });

export const useMyStates = () => useQuery({ queryKey: ['irrigation', 'states'], queryFn: ({ signal }) => waterApi.states(signal), refetchInterval: EVERY_MINUTE });

/** How a field stands; null when nothing grows on it. */
export const useMyState = (id: string) =>
  useQuery({
    queryKey: ['irrigation', 'my-state', id],
    queryFn: async ({ signal }): Promise<FieldState | null> => {
      try {
        return await waterApi.state(id, signal);
      } catch (failure) {
        if (failure instanceof ApiError && failure.status === 404) {
          return null;
        }
        throw failure;
      }
    },
    refetchInterval: EVERY_MINUTE,
  });

export const useMyTurns = (field?: string) =>
  useQuery({
    queryKey: ['irrigation', 'my-turns', field ?? ''],
    queryFn: ({ signal }) => {
      const day = today(serverNow());
      return waterApi.turns({ from: `${dayAfter(day, -BACK_DAYS)}T00:00:00Z`, to: `${dayAfter(day, AHEAD_DAYS)}T00:00:00Z`, ...(field === undefined ? {} : { field }) }, signal);
    },
    refetchInterval: EVERY_MINUTE,
  });

export const useMyRequests = () => useQuery({ queryKey: ['irrigation', 'requests'], queryFn: ({ signal }) => waterApi.requests(signal), refetchInterval: EVERY_MINUTE });

export const useMyBulletin = (area: string | undefined) =>
  useQuery({
    queryKey: ['irrigation', 'my-bulletin', area],
    queryFn: ({ signal }) => bulletinsApi.list({ day: today(serverNow()), area: area ?? '' }, signal),
    enabled: area !== undefined,
  });
