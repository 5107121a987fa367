import { useQuery } from '@tanstack/react-query';
import { request } from '../../../api/http';
import { IRRIGATION_KEY } from '../../../api/irrigation-queries';
import { useLanguage, useTranslate } from '../../../i18n';

/** How the field stands that water is asked for, in the sentence that its farmers read too. */
export function FieldNow({ field }: { field: string }) {
  const t = useTranslate();
  const language = useLanguage();
  const state = useQuery({
    queryKey: [IRRIGATION_KEY, 'desk', 'field-now', field],
    queryFn: ({ signal }) => request<{ sentence: { vi: string; en: string } }>('GET', `/irrigation/fields/${encodeURIComponent(field)}/state`, undefined, signal),
    staleTime: 60_000,
  });
  const said = state.data?.sentence[language] ?? null;
  return (
    <p className="inbox-state" data-testid="request-field">
      <span className="muted">{t('inbox.state')}</span> {said ?? (state.isPending ? '…' : t('inbox.noState'))}
    </p>
  );
}
