import { useMemo, useState } from 'react';
import { useTranslate } from '../../i18n';
import { countChanges, lineDiff, withGaps, type DiffLine } from '../../model/line-diff';

const CONTEXT = 3;

interface SiteFileDiffProps {
  before: string;
  after: string;
  label: string;
}

/** What has to be taken away and added to come from one text to the other. */
export function SiteFileDiff({ before, after, label }: SiteFileDiffProps) {
  const t = useTranslate();
  const [whole, setWhole] = useState(false);
  const lines = useMemo(() => lineDiff(before, after), [before, after]);
  const changes = countChanges(lines);
  if (changes.added + changes.removed === 0) {
    return <p className="diff-note">{t('siteFile.same')}</p>;
  }
  return (
    <>
      <p className="diff-note">{t('siteFile.changes', { ...changes })}</p>
      <div className="diff" role="region" aria-label={label} tabIndex={0}>
        <table>
          <tbody>
            {(whole ? lines : withGaps(lines, CONTEXT)).map((line, index) =>
              line.kind === 'gap' ? (
                <tr key={index} className="diff-gap">
                  <td colSpan={4}>
                    <button type="button" className="link" onClick={() => { setWhole(true); }}>
                      {t('siteFile.gap', { n: line.lines })}
                    </button>
                  </td>
                </tr>
              ) : (
                <DiffRow key={index} line={line} />
              ),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

const SIGNS: Record<DiffLine['kind'], string> = { same: '', added: '+', removed: '−' };

function DiffRow({ line }: { line: DiffLine }) {
  return (
    <tr className={`diff-${line.kind}`} data-testid={`diff-${line.kind}`}>
      <td className="diff-number">{line.before}</td>
      <td className="diff-number">{line.after}</td>
      <td className="diff-sign">{SIGNS[line.kind]}</td>
      <td className="diff-text">{line.text}</td>
    </tr>
  );
}
