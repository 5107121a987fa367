import { describe, expect, it } from 'vitest';
import { formatInUnit, humanUnit } from './units';

const shown = (value: number, unit: string, name = 'x', language: 'vi' | 'en' = 'vi') => {
  const human = humanUnit(unit, name);
  return `${formatInUnit(value, human, language)} ${human.label}`.trim();
};

describe('humanUnit', () => {
  it.each([
    [0.598, 'm3/s', '0,598 m³/s'],
    [52.24, 'Cel', '52,2 °C'],
    [1.25, 'm', '1,25 m'],
    [71, '%', '71,0 %'],
    [98_000, 'Pa', '98,0 kPa'],
    [2_600_000_000, 'B', '2.600,0 MB'],
    [0.061, 'S/m', '0,61 mS/cm'],
    [4, 'kg/m4', '4 kg/m4'],
    [4.5, 'g/m2', '4,500 g/m²'],
  ])('shows %s %s as %s', (value, unit, text) => {
    expect(shown(value, unit)).toBe(text);
  });

  it('speaks of vibration in mm/s, but of wind in m/s', () => {
    expect(shown(0.0051, 'm/s', 'pump-1/vibration')).toBe('5,10 mm/s');
    expect(shown(5.1, 'm/s', 'wind.speed')).toBe('5,10 m/s');
  });

  it('speaks of the power of machines in kW', () => {
    expect(shown(21_940, 'W', 'power')).toBe('21,9 kW');
    expect(shown(60, 'W', 'amplifier')).toBe('60 W');
  });

  it('shows shares as per cent only where the trade does', () => {
    expect(shown(0.0833, '/', 'unbalance.current', 'en')).toBe('8.3 %');
    expect(shown(0.896, '/', 'power-factor', 'en')).toBe('0.896');
  });
});
