import type { Coded } from '../i18n';
import type { AlarmView, InBothLanguages } from './alarms';
import type { Instant } from './types';

/** A message of the Common Alerting Protocol; single words are those of the standard. */
export interface CapMessage {
  id: number;
  alarm: number;
  occurrence: string;
  area: string;
  level: number;
  type: string;
  state: 'draft' | 'issued' | 'discarded';
  /** Rises with every edit; named when something is done, so that nobody issues what they have not read. */
  revision: number;
  identifier: string;
  scope: string;
  category: string;
  severity: string;
  certainty: string;
  urgency: string;
  event: InBothLanguages;
  headline: InBothLanguages;
  description: InBothLanguages;
  instruction: InBothLanguages;
  onset: Instant;
  areaName: string;
  areaCode: string;
  polygons: string[];
  createdAt: Instant;
  /** In which the message is told; English only if there is an English headline. */
  languages: string[];
  /** Who has written at it or confirmed it: somebody else issues it. */
  authors: string[];
  settledAt?: Instant | null;
  settledBy?: string | null;
  status?: string | null;
  /** What keeps the draft from being issued. */
  problems: Coded[];
}

export type CapTexts = Pick<CapMessage, 'headline' | 'description' | 'instruction'>;

/** The author of what the centre proposes. */
export const SYSTEM = 'system';

export type Turn = 'supervisor' | 'confirm' | 'second' | 'issue';

/** Whose turn it is with a draft: two different people stand behind whatever is issued. */
export function turnOf({ authors }: Pick<CapMessage, 'authors'>, username: string, mayIssue: boolean): Turn {
  if (authors.every((author) => author === SYSTEM)) {
    return 'confirm';
  }
  return authors.includes(username) ? 'second' : mayIssue ? 'issue' : 'supervisor';
}

export const CAP_STATUSES = ['Actual', 'Exercise', 'Test'] as const;
export type CapStatus = (typeof CAP_STATUSES)[number];

/** Of what a message can be made: floods, and what concerns an area; while it lasts. */
export const isForCap = ({ alarmClass, subject, occurrence }: Pick<AlarmView, 'alarmClass' | 'subject' | 'occurrence'>): boolean =>
  (alarmClass === 'flood' || subject.startsWith('area:')) && occurrence !== null;
