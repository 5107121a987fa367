import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslate } from '../i18n';
import { errorText, type ErrorText } from '../model/errors';
import { Icon, type IconName } from './icons';

export function useErrorMessage(): (text: ErrorText) => string {
  const t = useTranslate();
  return (text) => ('detail' in text ? text.detail : t(text.key, text.parameters));
}

/** Drawn where data will be; the height keeps the page from jumping. */
export function Loading({ height = 160 }: { height?: number }) {
  const t = useTranslate();
  return (
    <div className="loading" style={{ minHeight: height }} role="status" aria-label={t('common.loading')}>
      <span className="loading-bar" />
      <span className="loading-bar" />
      <span className="loading-bar" />
    </div>
  );
}

/** A failed load, with the way out. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const t = useTranslate();
  const message = useErrorMessage();
  return (
    <div className="notice" role="alert">
      <span className="notice-icon notice-icon-warn">
        <Icon name="warning" size={24} />
      </span>
      <p className="notice-title">{t('error.title')}</p>
      <p className="notice-hint">{message(errorText(error))}</p>
      {onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>}
    </div>
  );
}

interface EmptyProps {
  icon: IconName;
  title: string;
  hint?: string | undefined;
  action?: ReactNode;
}

/** Nothing to show, and that is no fault. */
export function Empty({ icon, title, hint, action }: EmptyProps) {
  return (
    <div className="notice">
      <span className="notice-icon">
        <Icon name={icon} size={24} />
      </span>
      <p className="notice-title">{title}</p>
      {hint !== undefined && <p className="notice-hint">{hint}</p>}
      {action}
    </div>
  );
}

interface LoadedQuery<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** Draws the three states of a query; data that is there stays on screen when a later load fails. */
export function Loaded<T>({ query, height, children }: { query: LoadedQuery<T>; height?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) {
    return <>{children(query.data)}</>;
  }
  return query.error ? (
    <Failure error={query.error} onRetry={() => void query.refetch()} />
  ) : (
    <Loading {...(height === undefined ? {} : { height })} />
  );
}
