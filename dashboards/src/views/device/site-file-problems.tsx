import { useTranslate } from '../../i18n';
import { linesOf } from '../../model/line-diff';
import type { FileProblem } from '../../model/site-file';

interface SiteFileProblemsProps {
  problems: readonly FileProblem[];
  /** The text that is meant, from which the lines are shown; null while it is not there. */
  source: string | null;
  /** Leads to a line, where there is a way. */
  onLine?: (line: number) => void;
}

/** What is wrong with a file, each with its line, its key and what stands there. */
export function SiteFileProblems({ problems, source, onLine }: SiteFileProblemsProps) {
  const t = useTranslate();
  const lines = source === null ? [] : linesOf(source);
  return (
    <ul className="file-problems">
      {problems.map(({ line, key, text }, index) => {
        const excerpt = line === null || text.includes('\n') ? undefined : lines[line - 1];
        return (
          <li key={index} data-testid="file-problem">
            {line !== null && (onLine ? (
              <button type="button" className="link" onClick={() => { onLine(line); }}>
                {t('siteFile.line', { n: line })}
              </button>
            ) : (
              <strong>{t('siteFile.line', { n: line })}</strong>
            ))}
            {key !== null && <code>{key}</code>}
            <span className="file-problem-text">{text}</span>
            {excerpt !== undefined && excerpt.trim() !== '' && <code className="file-problem-source">{excerpt}</code>}
          </li>
        );
      })}
    </ul>
  );
}
