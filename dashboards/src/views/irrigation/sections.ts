import type { MessageKey } from '../../i18n';
import type { Session } from '../../model/types';
import { planSections } from './plan/sections';

/** A page of the irrigation desk in its own navigation; a new one is a line here and a route. */
export interface Section {
  /** Below /irrigation. */
  path: string;
  label: MessageKey;
  /** Who finds it there; absent: everybody. */
  may?: (session: Session) => boolean;
}

/** From today's fields over the plan to what the water cost; what is set up once stands last. */
export const sections: readonly Section[] = [
  { path: 'fields', label: 'irr.nav.fields' },
  { path: 'map', label: 'irr.nav.map' },
  ...planSections,
  { path: 'bulletin', label: 'irr.nav.bulletin' },
  { path: 'books', label: 'irr.nav.books' },
  { path: 'works', label: 'irr.nav.works' },
  { path: 'crops', label: 'irr.nav.crops' },
  { path: 'tariffs', label: 'irr.nav.tariffs' },
];
