import { describe, expect, it } from 'vitest';
import { controlOf, daysOf, durationOf, minutesOf, outlineOf, placeOf, textOf, windowsOf } from './irrigation-form';
import { parseDate } from './time';

describe('forms of the irrigation desk', () => {
  it('give a device with its series or nothing', () => {
    expect(placeOf({ device: 'd', series: 'level' })).toEqual({ device: 'd', series: 'level' });
    expect(placeOf({ device: 'd', series: '' })).toBeNull();
    expect(placeOf(undefined)).toBeNull();
    expect(controlOf({ device: 'd' })).toBeNull();
    expect(textOf('  ')).toBeNull();
    expect(textOf(' HTX Viên Nội ')).toBe('HTX Viên Nội');
  });

  it('take windows without days as of every day, and leave out half ones', () => {
    expect(windowsOf([{ days: [], from: '22:00', to: '05:00' }, { from: '10:00' }])).toEqual([{ days: null, from: '22:00', to: '05:00' }]);
  });

  it('read and write durations in minutes', () => {
    expect([minutesOf('PT15M'), minutesOf('PT1H30M'), minutesOf('PT90S'), minutesOf('PT'), minutesOf('1 h'), minutesOf(null)]).toEqual([15, 90, 1.5, null, null, null]);
    expect(durationOf(15)).toBe('PT15M');
    expect(durationOf(null)).toBeNull();
  });

  it('read days one after the other, and none when one is wrong', () => {
    expect(daysOf('01/11/2026, 15/11/2026', parseDate)).toEqual(['2026-11-01', '2026-11-15']);
    expect(daysOf('01/11/2026, 31/11/2026', parseDate)).toBeNull();
    expect(daysOf('', parseDate)).toEqual([]);
  });

  it('find the outline in what was pasted', () => {
    const polygon = { type: 'Polygon', coordinates: [[[105, 20], [105.1, 20], [105, 20.1], [105, 20]]] };
    expect(outlineOf(JSON.stringify(polygon))).toEqual(polygon);
    expect(outlineOf(JSON.stringify({ type: 'Feature', properties: { id: 1 }, geometry: polygon }))).toEqual(polygon);
    expect(outlineOf(JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry: polygon }] }))).toEqual(polygon);
    expect(outlineOf('{"type":"Point","coordinates":[105,20]}')).toBeNull();
    expect(outlineOf('POLYGON((0 0))')).toBeNull();
  });
});
