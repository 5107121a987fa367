import { useQuery } from '@tanstack/react-query';
import { rulesApi } from './rules';

export const RULES_KEY = ['rules'] as const;
export const RULE_LIBRARY_KEY = ['rule-library'] as const;

export const useRules = () => useQuery({ queryKey: RULES_KEY, queryFn: ({ signal }) => rulesApi.list(signal) });

/** All versions of a rule, newest first. */
export const useRuleVersions = (id: string) =>
  useQuery({ queryKey: [...RULES_KEY, id], queryFn: ({ signal }) => rulesApi.versions(id, signal) });

export const useRuleLibrary = (wanted: boolean) =>
  useQuery({ queryKey: RULE_LIBRARY_KEY, queryFn: ({ signal }) => rulesApi.library(signal), enabled: wanted });
