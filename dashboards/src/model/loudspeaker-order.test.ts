import { describe, expect, it } from 'vitest';
import { asksHere, decidable, isMoved } from './loudspeaker-order';
import type { Collision, Slot } from './loudspeaker-verdicts';

const NOW = Date.parse('2026-11-22T09:00:00Z');
const FIVE = '2026-11-22T10:00:00Z';

const collision = (bulletin: string, starts = FIVE): Collision => ({ slot: `b${bulletin}`, bulletin, title: `Tin ${bulletin}`, starts, areas: [{ area: 'xa', name: 'Xã' }] });
const slot = (bulletin: string, changed: Partial<Slot> = {}): Slot => ({ id: `b${bulletin}`, bulletin, title: `Tin ${bulletin}`, class: 'normal', planned: FIVE, starts: FIVE, seconds: 300, targets: 2, population: 0, counts: {}, ...changed });

describe('decidable', () => {
  it('is what has not begun and is of another bulletin', () => {
    expect(decidable(slot('1', { collisions: [collision('2'), collision('1'), collision('3', '2026-11-22T08:59:00Z')] }), NOW).map(({ bulletin }) => bulletin)).toEqual(['2']);
  });
  it('is nothing once the sounding has begun or is called off', () => {
    expect(decidable(slot('1', { collisions: [collision('2')] }), Date.parse(FIVE))).toEqual([]);
    expect(decidable(slot('1', { collisions: [collision('2')], cancelled: true }), NOW)).toEqual([]);
  });
});

describe('asksHere', () => {
  it('is true in one of two rows', () => {
    expect([asksHere(slot('1'), collision('2')), asksHere(slot('2'), collision('1'))]).toEqual([false, true]);
    expect(asksHere(slot('1', { starts: '2026-11-22T10:02:00Z' }), collision('2'))).toBe(true);
  });
});

describe('isMoved', () => {
  it('tells a later start', () => {
    expect(isMoved(slot('1'))).toBe(false);
    expect(isMoved(slot('1', { starts: '2026-11-22T10:05:05Z' }))).toBe(true);
  });
});
