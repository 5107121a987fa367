import { describe, expect, it } from 'vitest';
import { lookUp, messages, translate, type MessageKey } from '.';
import { alarmsVi } from './alarms-vi';
import { deskVi } from './desk-vi';
import { irrigationVi } from './irrigation-vi';
import { irrigationPlanVi } from './irrigation-plan-vi';
import { loudspeakersVi } from './loudspeakers-vi';

const keys = Object.keys(messages.vi) as MessageKey[];
const holesOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

describe('texts', () => {
  it('exist in both languages and nowhere are empty', () => {
    expect(Object.keys(messages.en).sort()).toEqual([...keys].sort());
    for (const language of ['vi', 'en'] as const) {
      expect(keys.filter((key) => messages[language][key].trim() === '')).toEqual([]);
    }
  });

  it('have the same holes in both languages', () => {
    const different = keys.filter((key) => holesOf(messages.vi[key]).join() !== holesOf(messages.en[key]).join());
    expect(different).toEqual([]);
  });

  it('are written in composed characters, as every font shows them best', () => {
    expect(keys.filter((key) => messages.vi[key] !== messages.vi[key].normalize('NFC'))).toEqual([]);
  });

  it('are given once: of two with the same key one would never be shown', () => {
    const parts = [alarmsVi, deskVi, irrigationPlanVi, irrigationVi, loudspeakersVi] as Readonly<Record<string, string>>[];
    const hidden = parts.flatMap((part) => Object.entries(part)).filter(([key, text]) => messages.vi[key as MessageKey] !== text);
    expect(hidden).toEqual([]);
  });

  it('take parameters', () => {
    expect(translate('vi', 'age.seconds', { n: 4 })).toBe('4 giây');
    expect(translate('en', 'map.devicesOnline', { online: 2, devices: 3 })).toBe('2/3 devices online');
  });

  it('are found by words from data, and a strange word finds none', () => {
    expect(lookUp('vi', 'kind.site', 'pumping-station')).toBe('Trạm bơm');
    expect(lookUp('vi', 'kind.site', 'toString')).toBeNull();
  });
});
