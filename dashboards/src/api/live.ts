import type { Query, QueryClient } from '@tanstack/react-query';
import { applyAlarms, type AlarmView } from '../model/alarms';
import { serverNow } from '../model/clock';
import {
  addAlarm,
  addPresence,
  addReadings,
  appendReadings,
  applyPresence,
  applyPresences,
  applyReadings,
  emptyPending,
  hasUnknownSeries,
  isEmpty,
  noteHeard,
  type Heard,
  type Pending,
} from '../model/live';
import type { Device, Instant, PresenceEvent, Reading, ReadingEvent, Series } from '../model/types';
import { forgetChanges, rememberChanges, whole } from './alarms';
import { IRRIGATION_KEY } from './irrigation-queries';
import { noteLatest } from './latest';
import { refreshLoudspeakers, type LoudspeakerNews } from './loudspeaker-queries';
import { ALARM_JOURNAL_KEY, ALARM_SUMMARY_KEY, ALARMS_KEY, SESSION_KEY } from './queries';

export type LiveState = 'connecting' | 'fresh' | 'lost';

export interface LiveStatus {
  state: LiveState;
  /** When the stream was last known to be whole, in Unix milliseconds. */
  freshAt: number;
}

/** Screens are brought up to date at most this often: enough for the eye, little enough for an old PC. */
const LEAST_MILLIS_BETWEEN_UPDATES = 250;
/** After so long without the stream, what is on screen is called old. */
const LOST_AFTER_MILLIS = 12_000;
/** A quiet stream may be a dead connection: it is then opened anew. */
const QUIET_LIMIT_MILLIS = 90_000;
const FIRST_RETRY_MILLIS = 2_000;
const LONGEST_RETRY_MILLIS = 30_000;
const COUNTS_REFRESH_MILLIS = 2_000;
const SUMMARY_REFRESH_MILLIS = 1_000;
const IRRIGATION_REFRESH_MILLIS = 500;
/** One bulletin or cluster on screen; and the lists of all of them, which take the server and an old PC longer. */
const LOUDSPEAKER_REFRESH_MILLIS = 1_000;
const LOUDSPEAKER_LISTS_MILLIS = 2_500;
/** "Last heard of" in long lists of devices: drawing hundreds of rows anew for every value would be too much. */
const HEARD_MILLIS = 3_000;
const NOT_HEARD: Heard = new Map();

/** The key of a chart's readings in the cache; what is needed to append to it is part of the key. */
export type ReadingsKey = readonly ['readings', string, string, { rangeMillis: number; points: number }];

interface News {
  pending: Pending;
  heard: Heard;
  receivedAt: Instant;
}

/**
 * The live stream: collects events and patches the query cache with them in one go, a few times a second. Lives as long
 * as somebody is signed in, also behind other windows: alarms have to be heard there too.
 */
export class LiveStream {
  private status: LiveStatus = { state: 'connecting', freshAt: serverNow() };
  private readonly listeners = new Set<() => void>();
  private source: EventSource | null = null;
  private pending: Pending = emptyPending();
  private update: ReturnType<typeof setTimeout> | null = null;
  private lastFlush = 0;
  private heard = new Map<string, Instant>();
  private lastHeard = 0;
  private lastEvent = 0;
  private failures = 0;
  private openedBefore = false;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private watch: ReturnType<typeof setInterval> | null = null;
  private countsTimer: ReturnType<typeof setTimeout> | null = null;
  private summaryTimer: ReturnType<typeof setTimeout> | null = null;
  private irrigationTimer: ReturnType<typeof setTimeout> | null = null;
  private readonly loudspeakerNews = { near: new NewsTimer(), lists: new NewsTimer() };

  constructor(private readonly client: QueryClient) {}

  start(): void {
    this.open();
    this.watch = setInterval(() => { this.look(); }, 1_000);
  }

  stop(): void {
    this.source?.close();
    this.source = null;
    clearInterval(this.watch ?? undefined);
    clearTimeout(this.retry ?? undefined);
    clearTimeout(this.countsTimer ?? undefined);
    clearTimeout(this.summaryTimer ?? undefined);
    this.summaryTimer = null;
    clearTimeout(this.irrigationTimer ?? undefined);
    this.irrigationTimer = null;
    this.loudspeakerNews.near.stop();
    this.loudspeakerNews.lists.stop();
    forgetChanges();
    clearTimeout(this.update ?? undefined);
    this.update = null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): LiveStatus => this.status;

  private open(): void {
    this.source?.close();
    const source = new EventSource('/api/v1/live?topics=readings,presence,alarms,irrigation,loudspeakers');
    this.source = source;
    source.onopen = () => { this.opened(); };
    source.onerror = () => { this.failed(source); };
    source.addEventListener('reading', (event) => {
      addReadings(this.pending, JSON.parse(event.data as string) as ReadingEvent);
      this.arrived();
    });
    source.addEventListener('presence', (event) => {
      addPresence(this.pending, JSON.parse(event.data as string) as PresenceEvent);
      this.arrived();
    });
    source.addEventListener('alarm', (event) => {
      this.changed(whole(JSON.parse(event.data as string) as AlarmView));
    });
    source.addEventListener('irrigation', () => {
      this.lastEvent = Date.now();
      this.refreshIrrigation();
    });
    source.addEventListener('loudspeakers', (event) => {
      this.lastEvent = Date.now();
      this.refreshLoudspeakers((JSON.parse(event.data as string) as LoudspeakerNews).kind);
    });
    source.addEventListener('reset', () => { this.fetchAfresh(); });
  }

  /** An alarm as the server answered or told; lists show it with the next update. */
  readonly changed = (alarm: AlarmView): void => {
    addAlarm(this.pending, alarm);
    this.arrived();
  };

  private opened(): void {
    // The browser resumes by itself after a short loss; a source opened anew cannot, so everything is fetched.
    if (this.openedBefore && this.failures > 0) {
      this.fetchAfresh();
    }
    this.openedBefore = true;
    this.failures = 0;
    this.lastEvent = Date.now();
    this.setStatus({ state: 'fresh', freshAt: serverNow() });
  }

  private failed(source: EventSource): void {
    if (this.status.state === 'fresh') {
      this.setStatus({ state: 'connecting', freshAt: serverNow() });
    }
    if (source.readyState === EventSource.CLOSED) {
      // Refused: perhaps nobody is signed in any more; the session query finds out.
      void this.client.invalidateQueries({ queryKey: SESSION_KEY });
      this.reopenLater();
    }
  }

  private reopenLater(): void {
    this.failures += 1;
    const wait = Math.min(LONGEST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** (this.failures - 1));
    clearTimeout(this.retry ?? undefined);
    this.retry = setTimeout(() => { this.open(); }, wait);
  }

  private look(): void {
    const { state, freshAt } = this.status;
    if (state === 'connecting' && serverNow() - freshAt > LOST_AFTER_MILLIS) {
      this.setStatus({ state: 'lost', freshAt });
    }
    if (state === 'fresh' && Date.now() - this.lastEvent > QUIET_LIMIT_MILLIS) {
      this.setStatus({ state: 'connecting', freshAt: serverNow() });
      this.failures = 1;
      this.open();
    }
  }

  private setStatus(status: LiveStatus): void {
    this.status = status;
    this.listeners.forEach((listener) => { listener(); });
  }

  private arrived(): void {
    this.lastEvent = Date.now();
    const wait = Math.max(0, this.lastFlush + LEAST_MILLIS_BETWEEN_UPDATES - Date.now());
    this.update ??= setTimeout(this.onUpdate, wait);
  }

  private readonly onUpdate = (): void => {
    this.update = null;
    this.lastFlush = Date.now();
    this.flush();
  };

  private flush(): void {
    const pending = this.pending;
    if (isEmpty(pending)) {
      return;
    }
    this.pending = emptyPending();
    const receivedAt = new Date(serverNow()).toISOString();
    const heard = this.takeHeard(pending);
    noteLatest(pending);
    rememberChanges(pending.alarms.values());
    for (const query of this.client.getQueryCache().getAll()) {
      // Also what no screen shows now: it is shown again without a load while it counts as fresh. What is due for a
      // load stays so; a patch would make it count as fresh with a gap.
      if (query.state.data !== undefined && (query.isActive() || !query.state.isInvalidated)) {
        this.patch(query, { pending, heard, receivedAt });
      }
    }
    if (pending.presences.size > 0) {
      this.refreshCounts();
    }
    if (pending.alarms.size > 0) {
      this.refreshSummary();
    }
  }

  /** What was heard since the lists were last told; nothing while that is not long ago. */
  private takeHeard(pending: Pending): Heard {
    noteHeard(this.heard, pending);
    if (Date.now() - this.lastHeard < HEARD_MILLIS) {
      return NOT_HEARD;
    }
    const heard = this.heard;
    this.heard = new Map();
    this.lastHeard = Date.now();
    return heard;
  }

  private patch({ queryKey: key, state }: Query, { pending, heard, receivedAt }: News): void {
    switch (key[0]) {
      case 'series': {
        const rows = state.data as Series[];
        this.replace(key, rows, applyReadings(rows, pending, receivedAt));
        if (hasUnknownSeries(rows, pending, key[1] as { site?: string; device?: string })) {
          void this.client.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
        }
        break;
      }
      case 'devices':
        this.replace(key, state.data, applyPresences(state.data as Device[], pending.presences, heard));
        break;
      case 'device':
        this.replace(key, state.data, applyPresence(state.data as Device, pending.presences, heard));
        break;
      case ALARMS_KEY[0]:
        this.replace(key, state.data, applyAlarms(state.data as AlarmView[], pending.alarms));
        break;
      case ALARM_JOURNAL_KEY[0]:
        if (pending.alarms.has(key[1] as number)) {
          void this.client.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
        }
        break;
      case 'readings':
        this.append(key as unknown as ReadingsKey, state.data as Reading[], pending);
        break;
    }
  }

  private append(key: ReadingsKey, readings: Reading[], pending: Pending): void {
    const [, device, series, { rangeMillis, points }] = key;
    const arrived = pending.readings.get(device)?.get(series)?.all;
    if (arrived) {
      const range = { fromMillis: serverNow() - rangeMillis * 1.1, leastGapMillis: rangeMillis / points / 2 };
      this.replace(key, readings, appendReadings(readings, arrived, range));
    }
  }

  private replace<T>(key: readonly unknown[], before: T, after: T): void {
    if (after !== before) {
      // A patch is not a load: the time of the last load stays, so that loads happen when they are due.
      const updatedAt = this.client.getQueryState(key)?.dataUpdatedAt;
      this.client.setQueryData(key, after, updatedAt === undefined ? {} : { updatedAt });
    }
  }

  /** The counts of sites come from the server; a burst of presence changes asks for them once. */
  private refreshCounts(): void {
    this.countsTimer ??= setTimeout(() => {
      this.countsTimer = null;
      void this.client.invalidateQueries({ queryKey: ['sites'] });
      void this.client.invalidateQueries({ queryKey: ['site'] });
    }, COUNTS_REFRESH_MILLIS);
  }

  /** Alarms in a flood ask for their counts now and then, not each. */
  private refreshSummary(): void {
    this.summaryTimer ??= setTimeout(() => {
      this.summaryTimer = null;
      void this.client.invalidateQueries({ queryKey: ALARM_SUMMARY_KEY }, { cancelRefetch: false });
    }, SUMMARY_REFRESH_MILLIS);
  }

  /** Plans, turns and requests: the event says only that something is new, a running plan says so often. */
  private refreshIrrigation(): void {
    this.irrigationTimer ??= setTimeout(() => {
      this.irrigationTimer = null;
      void this.client.invalidateQueries({ queryKey: [IRRIGATION_KEY] }, { cancelRefetch: false });
    }, IRRIGATION_REFRESH_MILLIS);
  }

  /** The event says only of what kind the news is; while an emergency bulletin sounds there are hundreds a second. */
  private refreshLoudspeakers(kind: string): void {
    const { near, lists } = this.loudspeakerNews;
    near.add(kind, LOUDSPEAKER_REFRESH_MILLIS, (kinds) => refreshLoudspeakers(this.client, kinds, false));
    lists.add(kind, LOUDSPEAKER_LISTS_MILLIS, (kinds) => refreshLoudspeakers(this.client, kinds, true));
  }

  private fetchAfresh(): void {
    forgetChanges();
    void this.client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] });
  }
}

/** Kinds of news gathered for a while and then told together, and again as long as telling came too early to be heard. */
class NewsTimer {
  private kinds = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | null = null;

  add(kind: string, millis: number, tell: (kinds: ReadonlySet<string>) => boolean): void {
    this.kinds.add(kind);
    this.timer ??= setTimeout(() => {
      const told = this.kinds;
      this.stop();
      if (tell(told)) {
        told.forEach((each) => { this.add(each, millis, tell); });
      }
    }, millis);
  }

  stop(): void {
    clearTimeout(this.timer ?? undefined);
    this.timer = null;
    this.kinds = new Set();
  }
}
