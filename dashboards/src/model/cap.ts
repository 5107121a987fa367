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
  /** Who has written at it: somebody else issues it. */
  authors: string[];
  settledAt?: Instant | null;
  settledBy?: string | null;
  status?: string | null;
  /** What keeps the draft from being issued. */
  problems: string[];
}

export type CapTexts = Pick<CapMessage, 'headline' | 'description' | 'instruction'>;

export const CAP_STATUSES = ['Actual', 'Exercise', 'Test'] as const;
export type CapStatus = (typeof CAP_STATUSES)[number];

/** Of what a message can be made: floods, and what concerns an area; while it lasts. */
export const isForCap = ({ alarmClass, subject, occurrence }: Pick<AlarmView, 'alarmClass' | 'subject' | 'occurrence'>): boolean =>
  (alarmClass === 'flood' || subject.startsWith('area:')) && occurrence !== null;
