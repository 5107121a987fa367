import type { MessageKey } from '../../i18n';
import { mayAdminister } from '../../model/roles';
import type { Session } from '../../model/types';

/** A page of the loudspeaker desk in its own navigation; a new one is a line here and a route. */
export interface Section {
  path: string;
  label: MessageKey;
  /** The page at the top: pages below it are others. */
  alone?: true;
  /** Where pages lie that are opened from it. */
  beneath?: string;
  may?: (session: Session) => boolean;
}

/** From what stands before one's eyes over the day to what is set up once. */
export const sections: readonly Section[] = [
  { path: '/loa', label: 'loa.nav.wall', alone: true, beneath: '/loa/cum/' },
  { path: '/loa/can-xem', label: 'loa.nav.exceptions' },
  { path: '/loa/ngay', label: 'loa.nav.day', beneath: '/loa/luot/' },
  { path: '/loa/map', label: 'loa.nav.map' },
  { path: '/loa/ban-tin', label: 'loa.nav.bulletins' },
  { path: '/loa/khan-cap', label: 'loa.nav.emergency' },
  { path: '/loa/bao-cao', label: 'loa.nav.report' },
  { path: '/loa/nguon', label: 'loa.nav.source', may: mayAdminister },
];
