import type { irrigationVi } from './irrigation-vi';

export const irrigationEn: Record<keyof typeof irrigationVi, string> = {
  'nav.irrigation': 'Irrigation',
  'irr.nav.fields': 'Fields',
  'irr.nav.map': 'Water map',
  'irr.nav.bulletin': 'Bulletin & rain',
  'irr.nav.books': 'Water books',
  'irr.nav.works': 'Canals & pumps',
  'irr.nav.crops': 'Crops',
  'irr.nav.tariffs': 'Power prices',
};
