import type { Language, MessageKey } from '../i18n';
import { digitsFor, formatNumber } from './numbers';

/** How a SenML unit is shown to people: its sign, the factor from the stored value, the usual digits. */
export interface HumanUnit {
  label: string;
  factor: number;
  /** Null: as many as the value needs. */
  digits: number | null;
  /** Some signs are words of a language. */
  labelKey?: MessageKey;
}

const KNOWN: Readonly<Record<string, HumanUnit>> = {
  m: { label: 'm', factor: 1, digits: 2 },
  mm: { label: 'mm', factor: 1, digits: 1 },
  km: { label: 'km', factor: 1, digits: 1 },
  m2: { label: 'm²', factor: 1, digits: 0 },
  m3: { label: 'm³', factor: 1, digits: 0 },
  'm3/s': { label: 'm³/s', factor: 1, digits: 3 },
  'm3/h': { label: 'm³/h', factor: 1, digits: 0 },
  'l/s': { label: 'l/s', factor: 1, digits: 1 },
  'm/s': { label: 'm/s', factor: 1, digits: 2 },
  'mm/h': { label: 'mm/h', factor: 1, digits: 1 },
  'km/h': { label: 'km/h', factor: 1, digits: 1 },
  Cel: { label: '°C', factor: 1, digits: 1 },
  K: { label: 'K', factor: 1, digits: 1 },
  Pa: { label: 'kPa', factor: 0.001, digits: 1 },
  hPa: { label: 'hPa', factor: 1, digits: 1 },
  A: { label: 'A', factor: 1, digits: 1 },
  V: { label: 'V', factor: 1, digits: 1 },
  mV: { label: 'mV', factor: 1, digits: 0 },
  W: { label: 'W', factor: 1, digits: 0 },
  kW: { label: 'kW', factor: 1, digits: 1 },
  J: { label: 'MJ', factor: 1e-6, digits: 1 },
  Wh: { label: 'Wh', factor: 1, digits: 0 },
  kWh: { label: 'kWh', factor: 1, digits: 1 },
  Hz: { label: 'Hz', factor: 1, digits: 1 },
  Ohm: { label: 'Ω', factor: 1, digits: 1 },
  '%': { label: '%', factor: 1, digits: 1 },
  '/100': { label: '%', factor: 1, digits: 0 },
  '%RH': { label: '% RH', factor: 1, digits: 0 },
  '%EL': { label: '%', factor: 1, digits: 0 },
  EL: { label: 's', factor: 1, digits: 0 },
  dB: { label: 'dB', factor: 1, digits: 1 },
  dBm: { label: 'dBm', factor: 1, digits: 0 },
  dBW: { label: 'dBW', factor: 1, digits: 0 },
  pH: { label: '', factor: 1, digits: 2 },
  'mg/l': { label: 'mg/l', factor: 1, digits: 2 },
  'g/l': { label: 'g/l', factor: 1, digits: 2 },
  'kg/m3': { label: 'kg/m³', factor: 1, digits: 2 },
  ppm: { label: 'ppm', factor: 1, digits: 1 },
  'S/m': { label: 'mS/cm', factor: 10, digits: 2 },
  'uS/cm': { label: 'µS/cm', factor: 1, digits: 0 },
  NTU: { label: 'NTU', factor: 1, digits: 1 },
  'W/m2': { label: 'W/m²', factor: 1, digits: 0 },
  lx: { label: 'lx', factor: 1, digits: 0 },
  deg: { label: '°', factor: 1, digits: 0 },
  rad: { label: '°', factor: 180 / Math.PI, digits: 0 },
  lat: { label: '°', factor: 1, digits: 5 },
  lon: { label: '°', factor: 1, digits: 5 },
  B: { label: 'MB', factor: 1e-6, digits: 1 },
  bit: { label: 'Mbit', factor: 1e-6, digits: 1 },
  'B/s': { label: 'kB/s', factor: 0.001, digits: 1 },
  'bit/s': { label: 'kbit/s', factor: 0.001, digits: 1 },
  s: { label: 's', factor: 1, digits: 0 },
  ms: { label: 'ms', factor: 1, digits: 0 },
  min: { label: '', labelKey: 'unit.minutes', factor: 1, digits: 0 },
  h: { label: '', labelKey: 'unit.hours', factor: 1, digits: 1 },
  d: { label: '', labelKey: 'unit.days', factor: 1, digits: 1 },
  count: { label: '', factor: 1, digits: 0 },
  '1/min': { label: '', labelKey: 'unit.perMinute', factor: 1, digits: 0 },
  'beat/min': { label: '', labelKey: 'unit.perMinute', factor: 1, digits: 0 },
  '1/s': { label: '/s', factor: 1, digits: 1 },
  '/': { label: '', factor: 1, digits: 3 },
  '': { label: '', factor: 1, digits: null },
};

const VIBRATION: HumanUnit = { label: 'mm/s', factor: 1000, digits: 2 };
const UNBALANCE: HumanUnit = { label: '%', factor: 100, digits: 1 };
const POWER: HumanUnit = { label: 'kW', factor: 0.001, digits: 1 };
const UPTIME: HumanUnit = { label: '', labelKey: 'unit.hours', factor: 1 / 3600, digits: 1 };

/** The trade speaks of some quantities in a unit of its own; which they are is told by the series' name. */
export function humanUnit(unit: string, seriesName: string): HumanUnit {
  if (unit === 'm/s' && /vibration/.test(seriesName)) {
    return VIBRATION;
  }
  if (unit === 'W' && /power$/.test(seriesName)) {
    return POWER;
  }
  if (unit === '/' && /unbalance|usage|used|share|load$/.test(seriesName)) {
    return UNBALANCE;
  }
  if (unit === 's' && /uptime|run-?time|hours/.test(seriesName)) {
    return UPTIME;
  }
  return KNOWN[unit] ?? { label: raisePowers(unit), factor: 1, digits: null };
}

/** m3/s → m³/s, for units not in the table. */
function raisePowers(unit: string): string {
  return unit.replace(/(?<=[a-zA-Z])([23])(?![0-9])/g, (power) => (power === '2' ? '²' : '³'));
}

/** The number of a value in its human unit, without the unit. */
export function formatInUnit(value: number, unit: HumanUnit, language: Language): string {
  const human = value * unit.factor;
  return formatNumber(human, unit.digits ?? digitsFor(human), language);
}
