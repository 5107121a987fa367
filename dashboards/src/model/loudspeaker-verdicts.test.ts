import { describe, expect, it } from 'vitest';
import { byUrgency, coverageOf, evidenceOf, lateness, lookOf, percent, type SlotVerdict } from './loudspeaker-verdicts';

const verdict = (more: Partial<SlotVerdict> = {}): SlotVerdict => ({
  slot: 's', bulletin: 'b', title: 'Bản tin', class: 'normal', device: 'd', name: 'n', area: 'a', areaName: 'A', starts: '2026-11-21T10:00:00Z', seconds: 300, verdict: 'verified', cause: null,
  start: '2026-11-21T10:00:12.000Z', end: '2026-11-21T10:05:03.000Z', played: 291, rise: 9, match: null, current: null, volume: 70, sha256: null, hashOk: true, final: true, was: null, correctedAt: null, why: null, ...more,
});

describe('evidence', () => {
  it('of the example of the field speaks for it: 12 s late, 97 %, 9 dB', () => {
    expect(evidenceOf(verdict()).map(({ key, figures, good }) => [key, figures['n'] ?? null, figures['percent'] ?? null, good])).toEqual([
      ['late', 12, null, true],
      ['played', 291, 97, true],
      ['rise', 9, null, true],
      ['hashOk', null, null, true],
    ]);
  });

  it('says what speaks against it', () => {
    const found = evidenceOf(verdict({ verdict: 'partial', cause: 'short', played: 180, rise: 2.1, current: 0.1 }));
    expect(found.filter(({ good }) => !good).map(({ key }) => key)).toEqual(['played', 'noRise', 'noCurrent']);
    expect(evidenceOf(verdict({ start: '2026-11-21T10:01:14Z' }))[0]).toEqual({ key: 'late', figures: { n: 74 }, good: false });
  });

  it('does not round 94.9 % up to what would have sufficed', () => {
    const [, played] = evidenceOf(verdict({ played: 284.9 }));
    expect(played).toMatchObject({ figures: { percent: 94 }, good: false });
  });

  it('of what never began is only that, and of what is not due yet nothing', () => {
    expect(evidenceOf(verdict({ verdict: 'missed', start: null, played: 0 })).map(({ key }) => key)).toEqual(['noStart']);
    expect(evidenceOf(verdict({ verdict: 'due', start: null, played: null }))).toEqual([]);
  });

  it('knows early from late', () => {
    expect(lateness(verdict({ start: '2026-11-21T09:59:50Z' }))).toBe(-10);
    expect(evidenceOf(verdict({ start: '2026-11-21T09:59:50Z' }))[0]?.key).toBe('early');
  });
});

describe('how a verdict looks', () => {
  it('is provisional while word may still come', () => {
    expect(lookOf(verdict({ verdict: 'missed', cause: 'no-link', final: false }))).toBe('provisional');
    expect(lookOf(verdict({ verdict: 'missed', cause: 'silent', final: true }))).toBe('missed');
    expect(lookOf(verdict({ verdict: 'excused', cause: 'preempted' }))).toBe('excused');
  });

  it('puts what was missed first and what was heard last', () => {
    const list = [verdict(), verdict({ verdict: 'due' }), verdict({ verdict: 'missed', cause: 'silent' }), verdict({ verdict: 'partial' })];
    expect(list.sort(byUrgency).map((each) => each.verdict)).toEqual(['missed', 'partial', 'due', 'verified']);
  });
});

describe('coverage', () => {
  it('counts what is still open', () => {
    expect(coverageOf({ counts: { verified: 600, partial: 10, missed: 20, heard: 60, due: 10 }, targets: 700, population: 180_000 })).toMatchObject({ total: 700, verified: 600, open: 70 });
  });

  it('is not everybody with one missing, nor nobody with one heard', () => {
    expect(percent(699, 700)).toBe(99);
    expect(percent(1, 700)).toBe(1);
    expect(percent(700, 700)).toBe(100);
    expect(percent(0, 700)).toBe(0);
    expect(percent(0, 0)).toBeNull();
  });
});
