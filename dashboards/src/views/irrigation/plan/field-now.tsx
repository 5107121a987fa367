import { useFieldStates } from '../../../api/irrigation-queries';
import { useLanguage, useTranslate } from '../../../i18n';

/** How the field stands that water is asked for, in the sentence that its farmers read too. */
export function FieldNow({ field }: { field: string }) {
  const t = useTranslate();
  const language = useLanguage();
  const states = useFieldStates();
  const said = states.data?.find((state) => state.field === field)?.sentence[language] ?? null;
  return (
    <p className="inbox-state" data-testid="request-field">
      <span className="muted">{t('inbox.state')}</span> {said ?? (states.isPending ? '…' : t('inbox.noState'))}
    </p>
  );
}
