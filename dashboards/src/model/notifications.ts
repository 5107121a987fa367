import type { Coded } from '../i18n';
import type { AlarmPriority } from './alarms';
import type { Instant } from './types';

export const CHANNELS = ['email', 'sms', 'webhook', 'push'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface PolicyStep {
  /** ISO 8601: unacknowledged for so long. */
  after?: string;
  people: string[];
  channels: Channel[];
}

/** Who is told of which alarms. */
export interface Policy {
  id: string;
  name: string;
  enabled: boolean;
  area: string | null;
  /** Empty: all. */
  priorities: AlarmPriority[];
  classes: string[];
  hours: { from: string; to: string; days?: number[] | null } | null;
  steps: PolicyStep[];
}

export const MESSAGE_STATES = ['waiting', 'sent', 'failed', 'cancelled'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** A message to a person and what became of it. */
export interface SentMessage {
  id: number;
  username: string;
  /** Empty: the person could not be told at all. */
  channel: Channel | '';
  subject: string;
  priority: AlarmPriority;
  alarms: number[];
  count: number;
  state: MessageState;
  attempts: number;
  createdAt: Instant;
  nextAt?: Instant | null;
  endedAt?: Instant | null;
  /** Why the last attempt failed. */
  error: Coded | null;
}

export const NEW_POLICY: Omit<Policy, 'id'> = {
  name: '',
  enabled: true,
  area: null,
  priorities: [1],
  classes: [],
  hours: null,
  steps: [{ after: 'PT5M', people: [], channels: ['email'] }],
};

/** How a person is reached. */
export interface Contact {
  username: string;
  email: string | null;
  phone: string | null;
  /** Its host only. */
  webhook: string | null;
  /** Of the messages. */
  language: 'vi' | 'en';
  hourly: number | null;
}

/** What a person can set by a form. */
export type ContactChange = Pick<Contact, 'email' | 'phone' | 'language'>;

/** An empty field takes an address away. */
export function contactChange(typed: { email: string; phone: string; language: Contact['language'] }): ContactChange {
  return { email: typed.email.trim() || null, phone: typed.phone.trim() || null, language: typed.language };
}
