import { draftOf, type LoadedPack, type Replay, type Rule, type RuleDraft, type RulePack } from '../model/rules';
import { query, request } from './http';

const path = (id: string, what = '') => `/rules/${encodeURIComponent(id)}${what}`;

export const rulesApi = {
  list: (signal?: AbortSignal) => request<Rule[]>('GET', '/rules', undefined, signal),
  get: (id: string, signal?: AbortSignal) => request<Rule>('GET', path(id), undefined, signal),
  versions: (id: string, signal?: AbortSignal) => request<Rule[]>('GET', path(id, '/versions'), undefined, signal),
  create: (draft: RuleDraft, reason: string) => request<Rule>('POST', '/rules', { ...draftOf(draft), ...(reason === '' ? {} : { reason }) }),
  /** Refused when somebody else has changed the rule since `version`. */
  replace: (id: string, version: number, draft: RuleDraft, reason: string) =>
    request<Rule>('PUT', path(id), { ...draftOf(draft), version, ...(reason === '' ? {} : { reason }) }),
  remove: (id: string, version: number, reason: string) => request<undefined>('DELETE', path(id, query({ version, reason }))),
  replay: (rule: RuleDraft, from: string, to: string) => request<Replay>('POST', '/rules/replay', { rule: draftOf(rule), from, to }),
  library: (signal?: AbortSignal) => request<RulePack[]>('GET', '/rule-library', undefined, signal),
  load: (pack: string) => request<LoadedPack>('POST', `/rule-library/${encodeURIComponent(pack)}`, {}),
};
