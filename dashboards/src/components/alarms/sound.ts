import { useSyncExternalStore } from 'react';
import { PRIORITIES, type AlarmPriority } from '../../model/alarms';

/** The horn: a sound of its own for each priority, made by the browser, as each operator has set it on this computer. */

export interface SoundSettings {
  on: boolean;
  /** 0 to 1. */
  volume: number;
  priorities: readonly AlarmPriority[];
}

export interface SoundState {
  settings: SoundSettings;
  /** The browser lets no page be heard before somebody has pressed something on it. */
  blocked: boolean;
  /** Still being repeated until somebody says that they have heard it. */
  sounding: AlarmPriority | null;
}

const USUAL: SoundSettings = { on: true, volume: 0.6, priorities: PRIORITIES };
const REPEAT_MILLIS = 10_000;

/** Beeps in seconds from the start, and their pitch in hertz: the more urgent, the higher and denser. */
const BEEPS: Record<AlarmPriority, readonly [at: number, length: number, pitch: number][]> = {
  1: [[0, 0.14, 988], [0.2, 0.14, 988], [0.4, 0.14, 988], [0.7, 0.14, 988], [0.9, 0.14, 988]],
  2: [[0, 0.2, 740], [0.3, 0.2, 740]],
  3: [[0, 0.24, 523]],
};

/** One horn for one person at this computer. */
export class Horn {
  private state: SoundState;
  private readonly listeners = new Set<() => void>();
  private context: AudioContext | null = null;
  private repeat: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly username: string) {
    this.state = { settings: remembered(username), blocked: false, sounding: null };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): SoundState => this.state;

  /** Finds out whether the browser lets us be heard; pressing anything anywhere is enough for it. */
  start(): void {
    if (typeof AudioContext === 'undefined') {
      return;
    }
    this.context = new AudioContext();
    this.context.onstatechange = () => { this.look(); };
    this.look();
    for (const event of GESTURES) {
      addEventListener(event, this.unlock, { capture: true, passive: true });
    }
  }

  stop(): void {
    this.silence();
    GESTURES.forEach((event) => { removeEventListener(event, this.unlock, { capture: true }); });
    void this.context?.close();
    this.context = null;
  }

  /** Something new: is heard once, priority 1 again and again until silenced or nothing of it waits any more. */
  announce(priority: AlarmPriority): void {
    const { settings, sounding } = this.state;
    if (!settings.on || !settings.priorities.includes(priority)) {
      return;
    }
    const worst = sounding !== null && sounding < priority ? sounding : priority;
    this.play(worst);
    this.set({ sounding: worst });
    clearInterval(this.repeat ?? undefined);
    this.repeat = setInterval(() => { this.again(worst); }, REPEAT_MILLIS);
  }

  private again(priority: AlarmPriority): void {
    if (priority === 1) {
      this.play(priority);
    } else {
      this.silence();
    }
  }

  /** Heard; the next one is announced again. */
  silence(): void {
    clearInterval(this.repeat ?? undefined);
    this.repeat = null;
    if (this.state.sounding !== null) {
      this.set({ sounding: null });
    }
  }

  change(change: Partial<SoundSettings>): void {
    const settings = { ...this.state.settings, ...change };
    this.set({ settings });
    remember(this.username, settings);
    if (!settings.on) {
      this.silence();
    }
  }

  /** Lets a priority be heard as it would be, to try it. */
  play(priority: AlarmPriority): void {
    const context = this.context;
    if (context === null || context.state !== 'running') {
      return;
    }
    for (const [at, length, pitch] of BEEPS[priority]) {
      beep(context, { at: context.currentTime + at, length, pitch, volume: this.state.settings.volume });
    }
  }

  readonly unlock = (): void => {
    if (this.context?.state === 'suspended') {
      void this.context.resume();
    }
  };

  private look(): void {
    const blocked = this.context?.state === 'suspended';
    if (blocked !== this.state.blocked) {
      this.set({ blocked });
    }
  }

  private set(change: Partial<SoundState>): void {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((listener) => { listener(); });
  }
}

const GESTURES = ['pointerdown', 'keydown'] as const;

function beep(context: AudioContext, { at, length, pitch, volume }: { at: number; length: number; pitch: number; volume: number }): void {
  const SOFT_EDGE = 0.012;
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.type = 'triangle';
  tone.frequency.value = pitch;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(volume * 0.5, at + SOFT_EDGE);
  gain.gain.setValueAtTime(volume * 0.5, at + length - SOFT_EDGE);
  gain.gain.linearRampToValueAtTime(0, at + length);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + length);
}

const keyOf = (username: string): string => `kenh.alarm-sound.${username}`;

function remembered(username: string): SoundSettings {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(keyOf(username)) ?? '{}') as Partial<SoundSettings>) };
  } catch {
    return USUAL;
  }
}

function remember(username: string, settings: SoundSettings): void {
  try {
    localStorage.setItem(keyOf(username), JSON.stringify(settings));
  } catch {
    // The choice lasts as long as the page.
  }
}

export function useSound(horn: Horn): SoundState {
  return useSyncExternalStore(horn.subscribe, horn.snapshot);
}
