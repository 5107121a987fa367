import type { Language } from '../i18n';
import type { Reading, Role, Session, SiteFileEntry } from './types';

/**
 * How far a device has come with a version: waiting, on its way, on trial (the device works by it and has not reached the
 * centre yet), confirmed; refused by the device's check; given up after a trial in vain; replaced by a newer version
 * before its end; not fetched in time.
 */
export type SiteFileState = 'queued' | 'sent' | 'trial' | 'confirmed' | 'refused' | 'reverted' | 'replaced' | 'expired';

const READERS: readonly Role[] = ['operator', 'supervisor', 'auditor', 'administrator'];

/** The command that brings a file; a device that takes none does not declare it. */
export const SITE_FILE_COMMAND = 'config.put';

/** The series in which a device tells all that is wrong with a file: an answer has room for little. */
export const SITE_FILE_SERIES = 'agent/config';

/** Largest file in bytes of UTF-8. */
export const LARGEST_SITE_FILE = 100 * 1024;

export const mayReadSiteFile = (session: Session): boolean => session.roles.some((role) => READERS.includes(role));

const REPLACED = /version (\d+) takes its place$/;

export function siteFileState(entry: SiteFileEntry): SiteFileState {
  switch (entry.state) {
    case 'awaiting':
    case 'queued':
      return 'queued';
    case 'sent':
    case 'refused':
      return entry.state;
    // A file needs no second person's approval.
    case 'declined':
      return 'refused';
    case 'accepted':
      return 'trial';
    case 'done':
      return 'confirmed';
    case 'failed':
      return replacedBy(entry) === null ? 'reverted' : 'replaced';
    case 'expired':
      return replacedBy(entry) === null ? 'expired' : 'replaced';
  }
}

/** The version that took the place of this one before its end; null if none did. */
export function replacedBy(entry: SiteFileEntry): number | null {
  const [, version] = REPLACED.exec(entry.detail ?? '') ?? [];
  return version === undefined ? null : Number(version);
}

/** Its end is still to come. */
export const isUnderWay = (state: SiteFileState): boolean => state === 'queued' || state === 'sent' || state === 'trial';

/** A person is needed: the device does not work by this version and will not by itself. */
export const isTrouble = (state: SiteFileState): boolean => state === 'refused' || state === 'reverted' || state === 'expired';

/** Something wrong in a file; line null: no line in particular; key null: none named before the text. */
export interface FileProblem {
  line: number | null;
  key: string | null;
  text: string;
}

interface Told {
  line: number | null;
  text: string;
  /** Null: cannot be told from the words. */
  language: Language | null;
}

const AT_LINE = /^(?:\S+, )?(dòng|line) (\d+): /i;
const OF_FILE = /^config\.put: /;
const KEY = /^([a-z][\w-]*(?:\[\d+\])*(?:\.[\w-]+(?:\[\d+\])*)*): /i;

/**
 * The problems in the words of a device or of the centre, in this language where they are told in both. What spreads over
 * several lines (an excerpt of the file, say) stays with its problem.
 */
export function fileProblems(words: string, language: Language): FileProblem[] {
  const told: Told[] = [];
  for (const row of words.split(/\r?\n/)) {
    const [head, word, line] = AT_LINE.exec(row) ?? OF_FILE.exec(row) ?? [];
    const last = told[told.length - 1];
    if (head !== undefined) {
      const spokenIn = word === undefined ? null : word.toLowerCase() === 'line' ? 'en' : 'vi';
      told.push({ line: line === undefined ? null : Number(line), text: row.slice(head.length), language: spokenIn });
    } else if (last !== undefined) {
      last.text += `\n${row}`;
    } else if (row.trim() !== '') {
      told.push({ line: null, text: spoken(row, language), language: null });
    }
  }
  const halves = inHalves(told);
  const understood = halves === null ? told.filter((each) => each.language === null || each.language === language) : halves[language];
  return (understood.length > 0 ? understood : told).map(toProblem);
}

/** A device tells all in Vietnamese first, then all in English; null if these words do not look so. */
function inHalves(told: readonly Told[]): Record<Language, Told[]> | null {
  const middle = told.length / 2;
  const halves = { vi: told.slice(0, middle), en: told.slice(middle) };
  const strange = halves.vi.some((each) => each.language === 'en') || halves.en.some((each) => each.language === 'vi');
  return told.length === 0 || !Number.isInteger(middle) || strange ? null : halves;
}

function toProblem({ line, text }: Told): FileProblem {
  const [head, key] = KEY.exec(text) ?? [];
  const rest = (head === undefined ? text : text.slice(head.length)).trimEnd();
  return { line, key: key ?? null, text: rest };
}

/** One of the two halves of "tiếng Việt / English"; all of it where it is not told in both. */
export function spoken(words: string, language: Language): string {
  const [vietnamese, english, ...rest] = words.split(' / ');
  if (vietnamese === undefined || english === undefined || rest.length > 0) {
    return words;
  }
  return language === 'vi' ? vietnamese : english;
}

/**
 * All that a device said of a version: its answer, or the report that begins with it, for an answer is cut off where it
 * gets long.
 */
export function fullWords(detail: string, reports: readonly Reading[]): string {
  const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const start = flat(detail);
  const texts = reports.flatMap(({ value }) => (typeof value === 'string' && flat(value).startsWith(start) ? [value] : []));
  return texts[texts.length - 1] ?? detail;
}

/** What a version is compared with: the newest; the newest itself with the one before; the first with nothing. */
export function comparedWith(version: number, newest: number): number | null {
  if (version !== newest) {
    return newest;
  }
  return version > 1 ? version - 1 : null;
}
