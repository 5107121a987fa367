import { lookUp, useLanguage } from '../i18n';

/** The name of a kind; a kind of the district's own that has no text is shown as it is. */
export function useKindLabel(): (of: 'site' | 'area' | 'device', kind: string) => string {
  const language = useLanguage();
  return (of, kind) => lookUp(language, `kind.${of}`, kind) ?? kind;
}
