/** The texts of the irrigation desk: fields and what belongs to them. */
export const irrigationVi = {
  'nav.irrigation': 'Tưới tiêu',
  'irr.nav.fields': 'Ruộng',
  'irr.nav.map': 'Bản đồ nước',
  'irr.nav.bulletin': 'Bản tin & mưa',
  'irr.nav.books': 'Sổ nước',
  'irr.nav.works': 'Kênh & máy bơm',
  'irr.nav.crops': 'Cây trồng',
  'irr.nav.tariffs': 'Giá điện',
} as const;
