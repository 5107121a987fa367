import { memo, useRef, type RefObject } from 'react';
import { useTranslate } from '../../i18n';

/** As in the style sheet. */
const LINE_HEIGHT = 20;

interface SiteFileTextProps {
  value: string;
  onChange: (text: string) => void;
  /** Lines at which something is wrong. */
  marked: readonly number[];
  area: RefObject<HTMLTextAreaElement | null>;
}

/** A text area with the numbers of its lines. Tab leads on to the next control, as everywhere. */
export function SiteFileText({ value, onChange, marked, area }: SiteFileTextProps) {
  const t = useTranslate();
  const gutter = useRef<HTMLDivElement>(null);
  return (
    <div className="code-editor">
      <div className="code-gutter" ref={gutter} aria-hidden="true">
        <LineNumbers count={value.split('\n').length} marked={marked.join()} />
      </div>
      <textarea
        ref={area}
        className="code-text"
        aria-label={t('siteFile.editor.text')}
        aria-invalid={marked.length > 0}
        data-testid="site-file-text"
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={value}
        onChange={(event) => { onChange(event.target.value); }}
        onScroll={(event) => {
          if (gutter.current) {
            gutter.current.scrollTop = event.currentTarget.scrollTop;
          }
        }}
      />
    </div>
  );
}

const LineNumbers = memo(function LineNumbers({ count, marked }: { count: number; marked: string }) {
  const wrong = new Set(marked.split(','));
  return Array.from({ length: count }, (_unused, index) => String(index + 1)).map((line) => (
    <span key={line} className={wrong.has(line) ? 'code-line code-line-wrong' : 'code-line'}>
      {line}
    </span>
  ));
});

/** Selects a line, counted from 1, and brings it into sight. */
export function showLine(area: HTMLTextAreaElement | null, line: number): void {
  if (area === null) {
    return;
  }
  const lines = area.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  area.scrollTop = Math.max(0, (line - 1) * LINE_HEIGHT - area.clientHeight / 2);
  area.scrollLeft = 0;
}
