import { useTranslate } from '../../../i18n';
import { ItemMap, type ItemKind, type MapProps } from '../../map/item-map';
import { fieldLayer, fieldStyles, mappedOf, marksOf, showFields, type MappedField } from './field-layer';

/** The legend stands at the left where there is room for it, else above. */
const WIDE = 640;
const LEGEND = { wide: [48, 64, 64, 232], narrow: [88, 48, 40, 24] } as const;

const FIELDS: ItemKind<MappedField> = {
  testId: 'field-map',
  layer: fieldLayer,
  show: showFields,
  styles: fieldStyles,
  idOf: (feature) => mappedOf(feature).field.id,
  marks: marksOf,
  places: (fields) => fields.map(({ field }) => field.id).join(),
  tolerance: 8,
  padding: (width) => LEGEND[width > WIDE ? 'wide' : 'narrow'],
};

/** The outlines of the fields in the colours of their thirst. */
export function FieldMap({ fields, ...asked }: MapProps & { fields: readonly MappedField[] }) {
  const t = useTranslate();
  return <ItemMap kind={FIELDS} label={t('irr.map.label')} items={fields} {...asked} />;
}
