import { Input, Select, Switch } from 'antd';
import { createContext, useContext, useId, type ReactNode } from 'react';
import type { FieldError } from '../../api/http';
import { NumberInput } from '../../components/number-input';
import { useTranslate } from '../../i18n';
import { durationOf, spanOf, TIME_UNITS, valueAt, withValue, wordsOf, type RuleDraft, type TimeUnit } from '../../model/rules';

interface Editing {
  draft: RuleDraft;
  change: (draft: RuleDraft) => void;
  /** What the server found, by the place in the rule. */
  errors: readonly FieldError[];
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === null) {
    throw new Error('fields of a rule are for the rule editor');
  }
  return editing;
}

/** The place in the rule and below it, as the server names them: `levels[1].priority` belongs to `levels`. */
const isAt = (field: string, path: string): boolean => field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);

function useMember(path: string) {
  const { draft, change, errors } = useEditing();
  return {
    value: valueAt(draft, path),
    set: (value: unknown) => { change(withValue(draft, path, value)); },
    errors: errors.filter(({ field }) => isAt(field, path)),
  };
}

interface FieldProps {
  path: string;
  label: string;
  hint?: string;
}

function Field({ label, hint, errors, id, children }: { label: string; hint?: string | undefined; errors: readonly FieldError[]; id: string; children: ReactNode }) {
  return (
    <div className="field rule-field">
      <label className="field-label" htmlFor={id}>{label}</label>
      {children}
      {errors.map(({ field, message }) => (
        <span key={field + message} className="field-error" role="alert" data-testid={`error-${field}`}>{message}</span>
      ))}
      {hint !== undefined && errors.length === 0 && <span className="field-hint">{hint}</span>}
    </div>
  );
}

const statusOf = (errors: readonly FieldError[]) => (errors.length > 0 ? { status: 'error' as const } : {});

export function TextField({ path, label, hint, rows = 1, mono = false }: FieldProps & { rows?: number; mono?: boolean }) {
  const { value, set, errors } = useMember(path);
  const id = useId();
  const shared = {
    id,
    value: typeof value === 'string' ? value : '',
    ...(mono ? { className: 'mono' } : {}),
    ...statusOf(errors),
    'data-testid': `rule-${path}`,
  };
  const onText = (text: string) => { set(text === '' ? undefined : text); };
  return (
    <Field {...{ label, hint, errors, id }}>
      {rows === 1 ? (
        <Input {...shared} onChange={(event) => { onText(event.target.value); }} />
      ) : (
        <Input.TextArea {...shared} autoSize={{ minRows: rows, maxRows: 10 }} onChange={(event) => { onText(event.target.value); }} />
      )}
    </Field>
  );
}

export function NumberField({ path, label, hint }: FieldProps) {
  const { value, set, errors } = useMember(path);
  const id = useId();
  return (
    <Field {...{ label, hint, errors, id }}>
      <NumberInput
        id={id}
        className="rule-number"
        value={typeof value === 'number' ? value : null}
        {...statusOf(errors)}
        onChange={(next) => { set(typeof next === 'number' ? next : undefined); }}
        data-testid={`rule-${path}`}
      />
    </Field>
  );
}

/** A time as a number and a unit; what was written otherwise is shown in the unit in which it is whole. */
export function SpanField({ path, label, hint }: FieldProps) {
  const t = useTranslate();
  const { value, set, errors } = useMember(path);
  const id = useId();
  const span = value === undefined ? null : spanOf(value);
  const unit = span?.unit ?? 'S';
  return (
    <Field {...{ label, hint, errors, id }}>
      <span className="rule-span">
        <NumberInput
          id={id}
          min={0}
          value={span?.amount ?? null}
          {...statusOf(errors)}
          onChange={(amount) => { set(typeof amount === 'number' ? durationOf({ amount, unit }) : undefined); }}
          data-testid={`rule-${path}`}
        />
        <Select<TimeUnit>
          value={unit}
          aria-label={`${label}: ${t('rule.unit')}`}
          options={TIME_UNITS.map((each) => ({ value: each, label: t(`rule.unit.${each}`) }))}
          onChange={(next) => { set(durationOf({ amount: span?.amount ?? 0, unit: next })); }}
        />
      </span>
    </Field>
  );
}

interface ChoiceFieldProps extends FieldProps {
  options: { value: string; label: string }[];
  /** What counts while nothing is said. */
  usual?: string;
  many?: boolean;
}

export function ChoiceField({ path, label, hint, options, usual, many = false }: ChoiceFieldProps) {
  const { value, set, errors } = useMember(path);
  const id = useId();
  const words = wordsOf(value);
  const shared = {
    id,
    options,
    showSearch: options.length > 8,
    optionFilterProp: 'label',
    allowClear: usual === undefined,
    ...statusOf(errors),
    'data-testid': `rule-${path}`,
  };
  return (
    <Field {...{ label, hint, errors, id }}>
      {many ? (
        <Select<string[]> {...shared} mode="tags" value={words} onChange={(next) => { set(next.length === 0 ? undefined : next.length === 1 ? next[0] : next); }} />
      ) : (
        <Select<string | undefined> {...shared} value={words[0] ?? usual} onChange={(next) => { set(next === usual ? undefined : next); }} />
      )}
    </Field>
  );
}

export function FlagField({ path, label, usual = false }: FieldProps & { usual?: boolean }) {
  const { value, set, errors } = useMember(path);
  const checked = typeof value === 'boolean' ? value : usual;
  return (
    <div className="rule-field">
      <label className="rule-flag">
        <Switch size="small" checked={checked} onChange={(next) => { set(next === usual ? undefined : next); }} data-testid={`rule-${path}`} />
        <span>{label}</span>
      </label>
      {errors.map(({ field, message }) => <span key={field + message} className="field-error" role="alert">{message}</span>)}
    </div>
  );
}

/** Several numbers, with spaces or semicolons between. */
export function NumbersField({ path, label, hint }: FieldProps) {
  const { value, set, errors } = useMember(path);
  const id = useId();
  return (
    <Field {...{ label, hint, errors, id }}>
      <Select<string[]>
        id={id}
        mode="tags"
        open={false}
        suffixIcon={null}
        tokenSeparators={[' ', ';']}
        value={wordsOf(value)}
        {...statusOf(errors)}
        onChange={(next) => {
          const numbers = next.map((each) => Number(each.replace(',', '.'))).filter((each) => Number.isFinite(each));
          set(numbers.length === 0 ? undefined : numbers);
        }}
        data-testid={`rule-${path}`}
      />
    </Field>
  );
}
