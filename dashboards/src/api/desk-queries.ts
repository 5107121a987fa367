import { useQuery } from '@tanstack/react-query';
import { serverNow } from '../model/clock';
import type { MessageState } from '../model/notifications';
import { rangeOf, type QualityQuery } from '../model/quality';
import { capApi } from './cap';
import { handoversApi } from './handovers';
import { notificationsApi } from './notifications';
import { isPushSupported, pushApi, thisBrowser } from './push';
import { qualityApi } from './quality';
import { rulesApi } from './rules';

export const RULES_KEY = ['rules'] as const;
export const RULE_LIBRARY_KEY = ['rule-library'] as const;

export const useRules = () => useQuery({ queryKey: RULES_KEY, queryFn: ({ signal }) => rulesApi.list(signal) });

/** All versions of a rule, newest first. */
export const useRuleVersions = (id: string) =>
  useQuery({ queryKey: [...RULES_KEY, id], queryFn: ({ signal }) => rulesApi.versions(id, signal) });

export const useRuleLibrary = (wanted: boolean) =>
  useQuery({ queryKey: RULE_LIBRARY_KEY, queryFn: ({ signal }) => rulesApi.library(signal), enabled: wanted });

export const HANDOVERS_KEY = ['handovers'] as const;
export const CAP_KEY = ['cap'] as const;

export const useQuality = (asked: QualityQuery) =>
  useQuery({
    queryKey: ['alarm-quality', asked],
    queryFn: ({ signal }) => qualityApi.report({ ...rangeOf(asked, serverNow()), area: asked.area }, signal),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });

/** What the shift until now would hand over; fetched anew when asked, not under the writer's hands. */
export const useHandoverDraft = (hours: number, area: string | null) =>
  useQuery({
    queryKey: [...HANDOVERS_KEY, 'draft', hours, area],
    queryFn: ({ signal }) => {
      const now = serverNow();
      return handoversApi.draft({ from: new Date(now - hours * 3_600_000).toISOString(), to: new Date(now).toISOString(), area }, signal);
    },
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });

export const useHandovers = () => useQuery({ queryKey: [...HANDOVERS_KEY, 'list'], queryFn: ({ signal }) => handoversApi.list(signal), refetchInterval: 60_000 });

export const useHandover = (id: number) => useQuery({ queryKey: [...HANDOVERS_KEY, id], queryFn: ({ signal }) => handoversApi.get(id, signal) });

export const useCapMessages = () => useQuery({ queryKey: [...CAP_KEY, 'list'], queryFn: ({ signal }) => capApi.list(signal), refetchInterval: 30_000 });

export const useCapMessage = (id: number) => useQuery({ queryKey: [...CAP_KEY, id], queryFn: ({ signal }) => capApi.get(id, signal), refetchOnWindowFocus: false });

export const POLICIES_KEY = ['notification-policies'] as const;

export const usePolicies = () => useQuery({ queryKey: POLICIES_KEY, queryFn: ({ signal }) => notificationsApi.policies(signal) });

export const useSentMessages = (state: MessageState | null) =>
  useQuery({ queryKey: ['notifications', state], queryFn: ({ signal }) => notificationsApi.messages(state, signal), refetchInterval: 15_000 });

export const CONTACTS_KEY = ['notification-contacts'] as const;
export const PUSH_KEY = ['notification-push'] as const;

export const useContacts = () => useQuery({ queryKey: [...CONTACTS_KEY, 'list'], queryFn: ({ signal }) => notificationsApi.contacts(signal) });

export const useContact = (username: string) =>
  useQuery({ queryKey: [...CONTACTS_KEY, 'one', username], queryFn: ({ signal }) => notificationsApi.contact(username, signal), refetchOnWindowFocus: false });

export const useMessagesTo = (person: string) =>
  useQuery({ queryKey: ['notifications', 'to', person], queryFn: ({ signal }) => notificationsApi.messagesTo(person, signal), refetchInterval: 3_000 });

/** The server's key, the person's browsers, and by what number this one takes messages. */
export const usePush = () =>
  useQuery({
    queryKey: PUSH_KEY,
    queryFn: async ({ signal }) => {
      const state = await pushApi.state(signal);
      const here = state.publicKey !== null && isPushSupported() ? await thisBrowser(state.publicKey) : null;
      return { ...state, here };
    },
  });
