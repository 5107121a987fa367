import type { Day } from './irrigation';
import type { Instant } from './types';

export const GROUPINGS = ['field', 'commune', 'canal', 'pump', 'season', 'day'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface BookLine {
  key: string;
  name: string;
  area: string | null;
  hectares: number;
  /** m³ that pumps lifted. */
  pumped: number;
  /** m³ at the inlets of fields. */
  delivered: number;
  /** m³ of these that nobody measured. */
  guessed: number;
  millimetres: number;
  turns: number;
  missed: number;
  hours: number;
  energy: { band: string; kilowattHours: number; cost: number }[];
  kilowattHours: number;
  cost: number;
  /** kWh for 1,000 m³. */
  perThousand: number | null;
  efficiency: number | null;
  expectedEfficiency: number | null;
  /** m³ that continuous flooding would have taken more. */
  saved: number | null;
}

export interface Book {
  by: Grouping;
  from: Day;
  to: Day;
  lines: BookLine[];
  total: BookLine;
  losses: number;
}

export interface MonthReport {
  month: string;
  area: string | null;
  title: string;
  madeAt: Instant;
  summary: string[];
  incidents: {
    done: number;
    missed: number;
    cutShort: number;
    unknown: number;
    manualRuns: number;
    manualHours: number;
    stops: number;
    lockouts: number;
  };
  communes: Book;
  canals: Book;
  pumps: Book;
  fields: Book;
}

/** The tariff bands that a book knows, the one that took most first. */
export function bandsOf({ lines }: Pick<Book, 'lines'>): string[] {
  const sums = new Map<string, number>();
  for (const { band, kilowattHours } of lines.flatMap(({ energy }) => energy)) {
    sums.set(band, (sums.get(band) ?? 0) + kilowattHours);
  }
  return [...sums].sort(([, a], [, b]) => b - a).map(([band]) => band);
}

/** The month before, of 2026-11. */
export function monthBefore(month: string, count: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  const months = year * 12 + of - 1 - count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}
