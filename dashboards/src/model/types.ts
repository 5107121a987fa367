/** The shapes of the API, as its OpenAPI document states them. Times are ISO 8601 in UTC. */

export type Instant = string;

export type Role =
  | 'operator'
  | 'supervisor'
  | 'agriculture-officer'
  | 'broadcaster'
  | 'commune-viewer'
  | 'cooperative'
  | 'auditor'
  | 'administrator';

export interface Config {
  product: string;
  version: string;
  tileUrl: string | null;
  mapAttribution: string | null;
  centre: { lat: number; lon: number } | null;
}

export interface Session {
  username: string;
  name: string;
  roles: Role[];
  area: string | null;
  expiresAt: Instant;
}

export interface Account {
  username: string;
  name: string;
  roles: Role[];
  area: string | null;
  disabled: boolean;
}

export interface NewAccount extends Omit<Account, 'disabled'> {
  password: string;
}

export type Outline =
  | { type: 'Polygon'; coordinates: number[][][] }
  | { type: 'MultiPolygon'; coordinates: number[][][][] }
  | { type: 'LineString'; coordinates: number[][] }
  | { type: 'MultiLineString'; coordinates: number[][][] };

export interface Area {
  id: string;
  code: string;
  name: string;
  kind: string;
  parent: string | null;
  validFrom: string | null;
  validTo: string | null;
  replacedBy: string | null;
  outline: Outline | null;
}

export interface NewArea {
  id: string;
  code: string;
  name: string;
  kind: string;
  parent?: string;
  validFrom?: string;
}

export interface NewSite {
  id: string;
  name: string;
  kind: string;
  area: string;
  lat: number;
  lon: number;
}

export interface Site extends NewSite {
  devices: number;
  online: number;
  silent: number;
  offline: number;
}

export type PresenceState = 'never' | 'online' | 'silent' | 'offline';

export interface Presence {
  presence: PresenceState;
  online: boolean;
  since: Instant | null;
  lastSeen: Instant | null;
  transport: string | null;
  reason: string | null;
}

export interface NewDevice {
  id: string;
  site: string;
  kind: string;
  name: string;
}

export interface Device extends NewDevice, Presence {
  model: string | null;
  firmware: string | null;
  interval: number | null;
  commands: string[];
  createdAt: Instant;
  bornAt: Instant | null;
}

export interface DeviceSecret {
  id: string;
  secret: string;
}

export interface RawMessage {
  receivedAt: Instant;
  transport: string;
  address: string;
  bytes: number;
  payload: string;
  outcome: string;
}

export interface PackCounts {
  expected: number | null;
  received: number;
  late: number;
  lost: number | null;
}

/** What came of a device in a day of Asia/Ho_Chi_Minh, and what is missing as far as is known now. */
export interface Completeness {
  device: string;
  site: string;
  day: string;
  counting: 'sequence' | 'interval' | 'unknown';
  complete: boolean | null;
  share: number | null;
  packs: PackCounts;
  readings: PackCounts;
  lateSeconds: number;
  epochs: number;
  lastAt: Instant | null;
}

export type Quality = 'good' | 'uncertain' | 'bad';

export type Value = number | boolean | string | null;

export interface Series {
  device: string;
  site: string;
  name: string;
  unit: string;
  at: Instant | null;
  receivedAt: Instant | null;
  value: Value;
  quality: Quality;
}

export interface Reading {
  at: Instant;
  value: Value;
  quality: Quality;
}

/** `awaiting`: a second person has to let it go; `declined`: a person has ended it before it was sent. */
export type CommandState = 'awaiting' | 'queued' | 'sent' | 'accepted' | 'done' | 'failed' | 'refused' | 'expired' | 'declined';

export interface CommandStep {
  state: CommandState;
  at: Instant;
  detail: string | null;
}

export interface Command {
  id: string;
  device: string;
  name: string;
  args: Record<string, unknown> | null;
  state: CommandState;
  issuedBy: string;
  issuedAt: Instant;
  expiresAt: Instant;
  detail: string | null;
  steps: CommandStep[];
}

export interface NewCommand {
  name: string;
  args?: Record<string, unknown>;
  expiresIn: string;
}

/** A version of the file by which a device is to work, without its text. */
export interface SiteFileEntry {
  version: number;
  sha256: string;
  createdAt: Instant;
  createdBy: string;
  /** Of the command that brings it. */
  state: CommandState;
  stateAt: Instant;
  detail: string | null;
}

export interface SiteFileVersion extends SiteFileEntry {
  yaml: string;
}

export interface SiteFiles {
  device: string;
  desired: SiteFileVersion | null;
  confirmed: SiteFileEntry | null;
  history: SiteFileEntry[];
}

export interface SystemInfo {
  version: string;
  database: {
    level: 'community' | 'apache' | 'plain';
    postgresql: string;
    timescaledb: string | null;
    embedded: boolean;
  };
  startedAt: Instant;
  listeners: { name: string; address: string; port: number }[];
}

export interface ReadingEvent {
  device: string;
  site: string;
  readings: { series: string; unit: string; at: Instant; value: Value; quality: Quality }[];
}

export interface PresenceEvent extends Presence {
  device: string;
  site: string;
}
