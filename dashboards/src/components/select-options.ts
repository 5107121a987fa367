import { foldForSearch } from '../model/presence';

export interface Option {
  value: string;
  label: string;
}

/** Distinct values as options of a select, by their label. */
export function optionsOf(values: readonly string[], labelOf: (value: string) => string): Option[] {
  return [...new Set(values)]
    .map((value) => ({ value, label: labelOf(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'vi'));
}

/** For selects with search: "van dinh" finds "Vân Đình". */
export function matchesOption(input: string, option: Option | undefined): boolean {
  return option !== undefined && foldForSearch(option.label).includes(foldForSearch(input));
}
