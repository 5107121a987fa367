import type { BulletinClass } from './loudspeakers';
import type { Collision, Slot } from './loudspeaker-verdicts';
import type { Instant } from './types';

/** In which order bulletins sound in a commune where they collide there. */

export interface SpeakerOrder {
  area: string;
  areaName: string;
  /** First to sound first. */
  bulletins: { bulletin: string; title: string; class: BulletinClass; by: string; at: Instant }[];
  /** Which soundings begin too soon to follow what was just decided. */
  notice: string | null;
}

/** What a person can still decide: nothing of a sounding that has begun, and of two soundings of one bulletin none comes first. */
export const decidable = (slot: Slot, now: number): Collision[] =>
  slot.cancelled === true || Date.parse(slot.starts) <= now ? [] : (slot.collisions ?? []).filter(({ bulletin, starts }) => bulletin !== slot.bulletin && Date.parse(starts) > now);

/** Of two rows that collide the lower one asks, so that the question stands once. */
export const asksHere = (slot: Slot, { slot: other, starts }: Collision): boolean => starts < slot.starts || (starts === slot.starts && other < slot.id);

/** Whether the order made it begin later than its schedule says. */
export const isMoved = ({ planned, starts }: Slot): boolean => planned !== undefined && planned !== starts;
