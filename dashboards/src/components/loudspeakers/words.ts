import { lookUp, useLanguage, useTranslate } from '../../i18n';
import { evidenceOf, lookOf, type SlotVerdict } from '../../model/loudspeaker-verdicts';
import { formatDuration } from '../../model/loudspeaker-bulletins';
import { formatNumber } from '../../model/numbers';
import { formatTimeSeconds } from '../../model/time';

/** A cause in words; a word that we have no text for stands as it is. */
export function useCauseText(): (cause: string) => string {
  const language = useLanguage();
  return (cause) => lookUp(language, 'loa.cause', cause) ?? cause;
}

/** What is wrong with a cluster, in words. */
export function useAilmentText(): (key: string) => string {
  const language = useLanguage();
  return (key) => lookUp(language, 'loa.ailment', key) ?? key;
}

export interface EvidenceText {
  text: string;
  good: boolean;
  /** The whole of what is cut short in the text. */
  title?: string;
}

const SHORT_HASH = 12;

/** So much of a hash as tells files apart. */
export const shortHash = (sha256: string): string => sha256.slice(0, SHORT_HASH);

/** From when to when it sounded, and how loud it was set: "17:00:03–17:04:58", "âm lượng 70 %". */
export function useSoundedTexts(): (verdict: Pick<SlotVerdict, 'start' | 'end' | 'volume'>) => string[] {
  const t = useTranslate();
  const language = useLanguage();
  return ({ start, end, volume }) => {
    if (start === null) {
      return [];
    }
    const from = formatTimeSeconds(Date.parse(start));
    return [
      end === null ? t('loa.sounded.since', { at: from }) : `${from}–${formatTimeSeconds(Date.parse(end))}`,
      ...(volume === null ? [] : [t('loa.sounded.volume', { n: formatNumber(volume, 0, language) })]),
    ];
  };
}

/** What speaks for and against a sounding, each in a few words. */
export function useEvidenceTexts(): (verdict: SlotVerdict) => EvidenceText[] {
  const t = useTranslate();
  const language = useLanguage();
  return (verdict) =>
    evidenceOf(verdict).map(({ key, figures, good }) => {
      if (key === 'hashBad' && verdict.sha256 !== null) {
        return { text: t('loa.evidence.hashOther', { hash: shortHash(verdict.sha256) }), good, title: verdict.sha256 };
      }
      const { n = 0, of = 0, percent = 0 } = figures;
      const text =
        key === 'played'
          ? t('loa.evidence.played', { played: formatDuration(n), of: formatDuration(of), percent })
          : t(`loa.evidence.${key}`, { n: formatNumber(n, key === 'late' || key === 'early' || key === 'start' ? 0 : 1, language), percent });
      return { text, good };
    });
}

/** The verdict with its cause: "Không phát được · mất liên lạc". */
export function useVerdictText(): (verdict: SlotVerdict) => string {
  const t = useTranslate();
  const cause = useCauseText();
  return (verdict) => {
    const word = t(`loa.verdict.${lookOf(verdict)}`);
    return verdict.cause === null ? word : `${word} · ${cause(verdict.cause)}`;
  };
}
