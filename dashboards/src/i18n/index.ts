import { useSyncExternalStore } from 'react';
import { en } from './en';
import { currentLanguage, onLanguageChange, type Language } from './language';
import { vi, type MessageKey } from './vi';

export type { MessageKey } from './vi';
export { setLanguage, currentLanguage, type Language } from './language';

/** Every language has every text: a missing one does not compile. */
export type Messages = Readonly<Record<MessageKey, string>>;

export const messages: Readonly<Record<Language, Messages>> = { vi, en };

export type Parameters = Readonly<Record<string, string | number>>;

export function translate(language: Language, key: MessageKey, parameters?: Parameters): string {
  const text = messages[language][key];
  return parameters ? text.replace(/\{(\w+)\}/g, (hole, name: string) => String(parameters[name] ?? hole)) : text;
}

export type Translate = (key: MessageKey, parameters?: Parameters) => string;

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguageChange, currentLanguage);
}

/** The texts of the current language; the component is drawn anew when it changes. */
export function useTranslate(): Translate {
  const language = useLanguage();
  return (key, parameters) => translate(language, key, parameters);
}

/** The text for a word that comes from data, such as a kind; null if there is none, so that the word itself is shown. */
export function lookUp(language: Language, prefix: string, word: string): string | null {
  const texts: Readonly<Record<string, string>> = messages[language];
  return texts[`${prefix}.${word}`] ?? null;
}

/** What the server says by a word that never changes, for people of every language. */
export interface Coded {
  code: string;
  arguments: readonly string[];
}

/** The sentence for a code, its arguments at {0}, {1} …; an unknown code stands as it is. */
export function say(language: Language, prefix: string, { code, arguments: given }: Coded): string {
  const text = lookUp(language, prefix, code);
  return text === null ? [code, ...given].join(' · ') : text.replace(/\{(\d)\}/g, (hole, place: string) => given[Number(place)] ?? hole);
}
