import { useTranslate } from '../i18n';
import type { Verdict } from '../model/quality';
import './verdict.css';

/** A sign of its own for each, so that nobody has to tell colours apart. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  good: 'M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.500 10.200l2.500 2.500 4.500-5',
  tolerable: 'M10 2.500 18.500 17h-17zM10 8v4m0 2.300v.01',
  bad: 'M6.500 2h7l4.500 4.500v7L13.500 18h-7L2 13.500v-7zM7 7l6 6m0-6-6 6',
  'too-few': 'M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.500 10h7',
};

export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const t = useTranslate();
  return (
    <span className={`verdict-mark verdict-mark-${verdict}`}>
      <svg width="18" height="18" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
        <path d={SIGNS[verdict]} />
      </svg>
      {t(`quality.verdict.${verdict}`)}
    </span>
  );
}
