import { describe, expect, it } from 'vitest';
import { byThirst, residualOf, seasonShare, stageDaysOf, stageParts, thirstOf, type FieldDay, type FieldState, type Needed } from './water-state';

const needed = (days: number, dueBy = '2026-11-25T00:00:00Z'): Needed => ({ earliest: dueBy, needBy: dueBy, dueBy, stressFrom: null, net: 57.5, gross: 82.1, cubicMetres: 24_643, days });
const state = (urgency: FieldState['urgency'], need: Needed | null): FieldState => ({
  field: 'f',
  name: 'F',
  area: 'a',
  asOf: '2026-11-21T00:00:00Z',
  growth: { season: 1, crop: 'rice', cropName: { vi: 'Lúa', en: 'Rice' }, kind: 'paddy', startedOn: '2026-10-01', day: 50, stage: 'mid', phase: 'flowering', coefficient: 1.2 },
  water: { storage: 12, now: 12, soil: null, bounds: null, confidence: 'measured', lastMeasured: null },
  weather: { rainThreeDays: 0, dryDays: 3, rainAhead: 0, evapotranspiration: 4, crop: 4.8 },
  urgency,
  needed: need,
  sentence: { vi: '', en: '' },
  warnings: [],
});

describe('the thirst of a field', () => {
  it('goes by the days until water is needed', () => {
    expect([0, 1, 3, 4, 7, 8, 29].map((days) => thirstOf(state('no', needed(days))))).toEqual(['today', 'soon', 'soon', 'week', 'week', 'later', 'later']);
  });

  it('is of today when the trigger is reached, whatever the days say', () => {
    expect(thirstOf(state('now', needed(2)))).toBe('today');
    expect(thirstOf(state('now', null))).toBe('today');
  });

  it('is none without need and unknown without a state', () => {
    expect(thirstOf(state('no', null))).toBe('rest');
    expect(thirstOf(undefined)).toBe('unknown');
  });

  it('puts the most urgent first, then the one due first, then the name', () => {
    const fields = [
      { name: 'Đồng B', state: undefined },
      { name: 'Đồng A', state: state('soon', needed(2, '2026-11-24T00:00:00Z')) },
      { name: 'Đồng C', state: state('soon', needed(2, '2026-11-23T00:00:00Z')) },
      { name: 'Đồng D', state: state('now', needed(0)) },
      { name: 'Đồng Ă', state: undefined },
    ];
    expect(fields.sort(byThirst).map(({ name }) => name)).toEqual(['Đồng D', 'Đồng C', 'Đồng A', 'Đồng Ă', 'Đồng B']);
  });
});

describe('the balance of a day', () => {
  const day: FieldDay = {
    day: '2026-11-20', before: 50, rain: 12, ignoredRain: 0, irrigation: 0, capillaryRise: 0, evapotranspiration: 5.7, potential: 5.7, percolation: 3, runoff: 0,
    correction: -2, after: 51.3, water: 51.3, bounds: null, sensor: { effect: 'none' }, reference: 4.75, referenceSource: 'station', coefficient: 1.2, adjustment: null, rainOrigin: 'gauge',
  };

  it('closes, the correction of the sensor included', () => {
    expect(residualOf(day)).toBeCloseTo(0, 9);
  });

  it('shows what is missing from its terms', () => {
    expect(residualOf({ ...day, correction: 0 })).toBeCloseTo(2, 9);
  });
});

describe('the stages of a season', () => {
  const rice = { kind: 'paddy', stages: [20, 30, 40, 30] } as const;
  const season = { method: 'transplanting', stageDays: null, seedlingDays: null } as const;
  const daysOf = (more: object, crop: object = {}) => stageDaysOf({ ...season, ...more }, { ...rice, stages: [...rice.stages], ...crop });

  it('leave out the days that transplanted rice spent in the nursery', () => {
    expect(daysOf({})).toEqual([1, 29, 40, 30]);
    expect(daysOf({ seedlingDays: 15 })).toEqual([5, 30, 40, 30]);
    expect(daysOf({ seedlingDays: 0 })).toEqual([20, 30, 40, 30]);
    expect(daysOf({ seedlingDays: 60 })).toEqual([1, 1, 28, 30]);
  });

  it('are whole for what was sown, for other crops, and where the season has its own', () => {
    expect(daysOf({ method: 'sowing' })).toEqual([20, 30, 40, 30]);
    expect(daysOf({}, { kind: 'dry' })).toEqual([20, 30, 40, 30]);
    expect(daysOf({ stageDays: [9, 9, 9, 9] })).toEqual([9, 9, 9, 9]);
  });

  it('follow each other on the calendar', () => {
    const parts = stageParts('2026-06-15', [20, 30, 40, 30], '2026-07-20');
    expect(parts.map(({ from }) => from)).toEqual(['2026-06-15', '2026-07-05', '2026-08-04', '2026-09-13']);
    expect(parts.filter(({ now }) => now).map(({ stage }) => stage)).toEqual(['development']);
  });

  it('say how far the season is, at most whole', () => {
    expect(seasonShare('2026-06-15', [20, 30, 40, 30], '2026-06-01')).toBe(0);
    expect(seasonShare('2026-06-15', [20, 30, 40, 30], '2026-08-14')).toBeCloseTo(60.5 / 120, 9);
    expect(seasonShare('2026-06-15', [20, 30, 40, 30], '2027-01-01')).toBe(1);
  });
});
