import { readFileSync } from 'node:fs';
import type { Area, Outline } from '../src/model/types';

interface DemoSite {
  id: string;
  name: string;
  kind: string;
  area: string;
  lat: number;
  lon: number;
}

interface DemoDevice {
  id: string;
  site: string;
  kind: string;
  name: string;
  transport: string;
  interval: number;
}

export interface District {
  areas: Area[];
  sites: DemoSite[];
  devices: DemoDevice[];
}

const FILE = new URL('../../operations/src/main/resources/demo/district.yaml', import.meta.url);

/** Reads the part of YAML that the demo district is written in. */
export function readDistrict(): District {
  const sections = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of readFileSync(FILE, 'utf8').split('\n')) {
    const head = /^([a-z]+):/.exec(line);
    if (head?.[1] !== undefined) {
      current = [];
      sections.set(head[1], current);
    } else {
      current.push(line);
    }
  }
  return {
    areas: areasOf(sections.get('areas') ?? []),
    sites: flowRows(sections.get('sites') ?? []).map((row) => ({
      ...(row as unknown as DemoSite),
      lat: Number(row['lat']),
      lon: Number(row['lon']),
    })),
    devices: flowRows(sections.get('devices') ?? []).map((row) => ({
      ...(row as unknown as DemoDevice),
      interval: Number(row['interval']),
    })),
  };
}

function areasOf(lines: string[]): Area[] {
  const areas: Area[] = [];
  for (const line of lines) {
    const [, start, key, value] = /^ {2}(- | {2})(\w+): (.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) {
      continue;
    }
    if (start === '- ') {
      areas.push({ id: '', code: '', name: '', kind: '', parent: null, validFrom: null, validTo: null, replacedBy: null, outline: null });
    }
    const area = areas[areas.length - 1];
    if (area) {
      Object.assign(area, { [key]: key === 'outline' ? outlineOf(value) : value.replace(/^"|"$/g, '') });
    }
  }
  return areas;
}

function outlineOf(text: string): Outline {
  return JSON.parse(text.replace(/(\w+): (\w+), (\w+): /, '"$1": "$2", "$3": ')) as Outline;
}

function flowRows(lines: string[]): Record<string, string>[] {
  return lines
    .filter((line) => line.startsWith('  - {'))
    .map((line) => {
      const row: Record<string, string> = {};
      for (const match of line.matchAll(/(\w+): ("[^"]*"|[^,{}]+)/g)) {
        const [, key, value] = match;
        if (key !== undefined && value !== undefined && !(key in row)) {
          row[key] = value.replace(/^"|"$/g, '');
        }
      }
      return row;
    });
}
