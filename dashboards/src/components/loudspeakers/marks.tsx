import { memo } from 'react';
import { useTranslate } from '../../i18n';
import type { Look } from '../../model/loudspeaker-verdicts';
import type { Standing } from '../../model/loudspeakers';
import './marks.css';

/** A shape of its own for each, so that nobody has to tell colours apart; the ground is filled where a person is needed. */
const STANDING_SHAPES: Readonly<Record<Standing, { ground: string; sign: string }>> = {
  unplanned: { ground: 'M5.200 1h5.600L15 5.200v5.600L10.800 15H5.200L1 10.800V5.200z', sign: 'M8 4v4.800M8 11.500v.1' },
  fault: { ground: 'M8 1.200 15.300 14.500H.7z', sign: 'M8 6v4M8 12.300v.1' },
  offline: { ground: 'M3 1.500h10A1.500 1.500 0 0 1 14.500 3v10a1.500 1.500 0 0 1-1.500 1.500H3A1.500 1.500 0 0 1 1.500 13V3A1.500 1.500 0 0 1 3 1.500z', sign: 'M5.200 5.200l5.600 5.600M10.800 5.200l-5.600 5.600' },
  watch: { ground: 'M8 .800 15.200 8 8 15.200.800 8z', sign: 'M8 4.500v4M8 11v.1' },
  muted: { ground: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z', sign: 'M4.300 8h7.400' },
  playing: { ground: 'M2 6h2.800L8.500 2.800v10.400L4.800 10H2z', sign: 'M10.600 5.700c1.200 1.400 1.200 3.200 0 4.600M12.700 3.800c2.200 2.500 2.200 5.900 0 8.400' },
  ready: { ground: 'M8 4.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z', sign: '' },
};

export const StandingMark = memo(function StandingMark({ standing, size = 16 }: { standing: Standing; size?: number }) {
  const { ground, sign } = STANDING_SHAPES[standing];
  return (
    <svg className={`loa-mark loa-mark-${standing}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path className="loa-mark-ground" d={ground} />
      {sign !== '' && <path className="loa-mark-sign" d={sign} />}
    </svg>
  );
});

export function StandingBadge({ standing }: { standing: Standing }) {
  const t = useTranslate();
  return (
    <span className={`loa-badge loa-badge-${standing}`} data-standing={standing}>
      <StandingMark standing={standing} />
      {t(`loa.standing.${standing}`)}
    </span>
  );
}

export type VerdictLook = Look | 'unplanned';

const CIRCLE = 'M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800z';
const LOOK_SHAPES: Readonly<Record<VerdictLook, { ground: string; sign: string }>> = {
  verified: { ground: CIRCLE, sign: 'M5 8.200l2.100 2.100L11 6' },
  partial: { ground: CIRCLE, sign: 'M8 2v12M8 2a6 6 0 0 1 0 12' },
  missed: { ground: 'M2.500 2h11v12h-11z', sign: 'M5.300 5.300l5.400 5.400M10.700 5.300l-5.400 5.400' },
  provisional: { ground: 'M2.500 2h11v12h-11z', sign: 'M6.200 6.300c0-2.400 3.600-2.400 3.600 0 0 1.500-1.800 1.500-1.800 3M8 11.600v.1' },
  unplanned: STANDING_SHAPES.unplanned,
  due: { ground: CIRCLE, sign: '' },
  playing: { ground: 'M4 2.500 13 8l-9 5.500z', sign: '' },
  heard: STANDING_SHAPES.playing,
  awaiting: { ground: CIRCLE, sign: 'M8 4.800V8l2.300 1.500' },
  excused: { ground: CIRCLE, sign: 'M5.200 8h5.600' },
};

export const VerdictMark = memo(function VerdictMark({ look, size = 16 }: { look: VerdictLook; size?: number }) {
  const { ground, sign } = LOOK_SHAPES[look];
  return (
    <svg className={`loa-look loa-look-${look}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path className="loa-mark-ground" d={ground} />
      {sign !== '' && <path className="loa-mark-sign" d={sign} />}
    </svg>
  );
});

export function VerdictBadge({ look }: { look: VerdictLook }) {
  const t = useTranslate();
  return (
    <span className={`loa-badge loa-badge-look-${look}`} data-look={look}>
      <VerdictMark look={look} />
      {t(`loa.verdict.${look}`)}
    </span>
  );
}
