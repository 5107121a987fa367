import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
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
  const [text, setText] = useState(value);
  const [writing, setWriting] = useState(false);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    if (!writing) {
      setText(value);
    }
  }
  const told = useRef(onChange);
  useEffect(() => {
    told.current = onChange;
  });
  useEffect(() => {
    if (!writing || text === value) {
      return;
    }
    const timer = setTimeout(() => { told.current(text); }, PAUSE_MS);
    return () => { clearTimeout(timer); };
  }, [writing, text, value]);
  const tell = () => {
    if (text !== value) {
      onChange(text);
    }
  };
  return (
    <Input
      {...(field === undefined ? {} : { ref: field })}
      className={className}
      allowClear
      prefix={<Icon name="search" size={16} />}
      suffix={suffix}
      placeholder={label}
      aria-label={label}
      value={text}
      onFocus={() => { setWriting(true); }}
      onBlur={() => {
        setWriting(false);
        tell();
      }}
      onChange={(event) => {
        setText(event.target.value);
        if (!writing) {
          onChange(event.target.value);
        }
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          tell();
        }
        if (event.key === 'Enter' || event.key === 'Escape') {
          onLeave?.();
        }
      }}
      data-testid={testId}
    />
  );
}
