import type { SiteState } from '../model/presence';

interface Shape {
  /** Closed outline on a 20-pixel grid. */
  outline: string;
  /** Lines inside or beside it. */
  detail: string;
}

/** One shape per kind of site, drawn the same on the map and in lists; every silhouette is different, for eyes that see no colour. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'pumping-station': { outline: 'M3 3h14v14H3z', detail: 'M10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM8.600 8l4 2-4 2z' },
  'river-gauge': { outline: 'M2 3.500h16L10 17.500z', detail: 'M6.500 6.800h7M8.300 9.800h3.400' },
  'canal-gate': { outline: 'M10 2l8 8-8 8-8-8z', detail: 'M10 6.500v7M7 10h6' },
  field: {
    outline: 'M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15z',
    detail: 'M10 14V8.500M10 10.500c0-2 1.300-3 3.300-3M10 12.200c0-1.700-1.200-2.700-3.100-2.700',
  },
  'weather-station': {
    outline: 'M10 2l7 4v8l-7 4-7-4V6z',
    detail: 'M10 6.300c1.800 2.200 2.600 3.500 2.600 4.700a2.600 2.600 0 0 1-5.200 0c0-1.200.8-2.500 2.600-4.700z',
  },
  loudspeaker: { outline: 'M2.500 7.200h4L13 3v14l-6.500-4.200h-4z', detail: 'M15.600 7c1.700 1.800 1.700 4.200 0 6' },
  centre: { outline: 'M10 2.500 17.500 9v8.500h-15V9z', detail: 'M8 17v-5h4v5' },
};

const OTHER: Shape = { outline: 'M10 4.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11z', detail: '' };

export const SITE_KINDS: readonly string[] = Object.keys(SHAPES);

export function shapeOf(kind: string): Shape {
  return SHAPES[kind] ?? OTHER;
}

/** The mark that says in shape what the colour says: an exclamation for silent, a cross for offline. */
export const BADGES: Readonly<Partial<Record<SiteState, string>>> = {
  silent: 'M5 2.200v3.200M5 7.600v.1',
  offline: 'M3 3l4 4M7 3 3 7',
};

export function SiteSymbol({ kind, state, size = 24 }: { kind: string; state: SiteState; size?: number }) {
  const shape = shapeOf(kind);
  const badge = BADGES[state];
  return (
    <svg className={`symbol symbol-${state}`} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <g transform="translate(1 3)">
        <path className="symbol-outline" d={shape.outline} />
        <path className="symbol-detail" d={shape.detail} />
      </g>
      {badge !== undefined && (
        <g transform="translate(13.500 .5)">
          <circle className="symbol-badge" cx="5" cy="5" r="5" />
          <path className="symbol-badge-mark" d={badge} />
        </g>
      )}
    </svg>
  );
}
