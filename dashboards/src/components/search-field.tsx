import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { afterTelling, beginning, seen, travelled, untold, written } from '../model/search-text';
import { Icon } from './icons';

interface SearchFieldProps {
  className: string;
  label: string;
  /** What is searched for, as the address says it. */
  value: string;
  onChange: (text: string) => void;
  /** Enter and Escape leave the field, where that means anything. */
  onLeave?: () => void;
  field?: RefObject<InputRef | null>;
  suffix?: ReactNode;
  testId?: string;
}

const PAUSE_MS = 150;

/**
 * A field to search by. It keeps its own text while somebody writes: the address follows a moment later, and a field
 * that showed the address would lose the letters of a quick hand.
 */
export function SearchField({ className, label, value, onChange, onLeave, field, suffix, testId }: SearchFieldProps) {
  const [search, setSearch] = useState(() => beginning(value));
  const current = seen(search, value);
  if (current !== search) {
    setSearch(current);
  }
  const waiting = untold(current);
  const tell = (text: string | null) => {
    if (text !== null) {
      setSearch((before) => afterTelling(written(before, text)));
      onChange(text);
    }
  };
  const telling = useRef(tell);
  useEffect(() => {
    telling.current = tell;
  });
  useEffect(() => {
    if (waiting === null) {
      return;
    }
    const timer = setTimeout(() => { telling.current(waiting); }, PAUSE_MS);
    return () => { clearTimeout(timer); };
  }, [waiting]);
  useEffect(() => {
    const onTravel = () => { setSearch(travelled); };
    window.addEventListener('popstate', onTravel);
    return () => { window.removeEventListener('popstate', onTravel); };
  }, []);
  return (
    <Input
      {...(field === undefined ? {} : { ref: field })}
      className={className}
      allowClear
      prefix={<Icon name="search" size={16} />}
      suffix={suffix}
      placeholder={label}
      aria-label={label}
      value={current.text}
      onBlur={() => { tell(waiting); }}
      onChange={(event) => { setSearch((before) => written(before, event.target.value)); }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          tell(waiting);
        }
        if (event.key === 'Enter' || event.key === 'Escape') {
          onLeave?.();
        }
      }}
      data-testid={testId}
    />
  );
}
