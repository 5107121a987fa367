/**
 * The text of a search field and what it has told the address. The address answers a moment later with what it was told;
 * any other text in it comes from elsewhere (Back, a link, "clear filters") and is shown, even while somebody writes.
 */
export interface SearchText {
  text: string;
  /** The text of the address as last seen. */
  address: string;
  /** Told and not seen in the address yet, the oldest first. */
  told: readonly string[];
}

export const beginning = (address: string): SearchText => ({ text: address, address, told: [] });

export const written = (search: SearchText, text: string): SearchText => ({ ...search, text });

/** What the address still has to be told; null when it knows. */
export function untold({ text, address, told }: SearchText): string | null {
  return text === (told.at(-1) ?? address) ? null : text;
}

/** Told twice (Enter, and leaving the field) is told once. */
export const afterTelling = (search: SearchText): SearchText => (untold(search) === null ? search : { ...search, told: [...search.told, search.text] });

/** After Back or Forward the address speaks for itself: what it was told may have been left behind before it was seen. */
export const travelled = ({ address }: SearchText): SearchText => beginning(address);

export function seen(search: SearchText, address: string): SearchText {
  if (address === search.address) {
    return search;
  }
  const echo = search.told.indexOf(address);
  return echo < 0 ? beginning(address) : { ...search, address, told: search.told.slice(echo + 1) };
}
