/** What became of the rows of a file, as the server tells it for every kind of file. */

export interface ImportRow {
  row: number;
  id: string | null;
  title?: string | null;
  outcome: 'created' | 'changed' | 'unchanged' | 'error';
  errors: { field: string; message: string }[];
  /** What a person should know of a row that is right. */
  notice?: string | null;
}

export interface ImportResult {
  dryRun: boolean;
  applied: boolean;
  created: number;
  changed: number;
  unchanged: number;
  errors: number;
  rows: ImportRow[];
}

/** A file as text, and whether it is only tried. */
export interface ImportedFile<Format extends string> {
  format: Format;
  content: string;
  dryRun: boolean;
}

/** What a person has to mend stands first. */
export const worstFirst = (rows: readonly ImportRow[]): ImportRow[] =>
  [...rows].sort((a, b) => Number(b.outcome === 'error') - Number(a.outcome === 'error') || a.row - b.row);
