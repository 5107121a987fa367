import { useAreas, useSites } from '../../api/queries';
import { useKindLabel } from '../../components/kinds';
import { useTranslate } from '../../i18n';
import { valueAt, wordsOf, type RuleDraft } from '../../model/rules';

/** Where a rule holds, in words. */
export function useScopeText(): (draft: RuleDraft) => string {
  const t = useTranslate();
  const kindLabel = useKindLabel();
  const areas = useAreas();
  const sites = useSites();
  return (draft) => {
    const text = (name: string) => wordsOf(valueAt(draft, `scope.${name}`))[0];
    const subject = text('subject');
    const [device, site, area] = [text('device'), text('site'), text('area')];
    const parts = [
      ...(device === undefined ? [] : [device]),
      ...wordsOf(valueAt(draft, 'scope.deviceKind')).map((kind) => kindLabel('device', kind)),
      ...(site === undefined ? [] : [sites.data?.find((each) => each.id === site)?.name ?? site]),
      ...wordsOf(valueAt(draft, 'scope.kind')).map((kind) => kindLabel(subject === 'area' ? 'area' : 'site', kind)),
      ...(area === undefined ? [] : [areas.data?.find((each) => each.id === area)?.name ?? area]),
    ];
    return parts.length === 0 ? t('rule.everywhere') : parts.join(' · ');
  };
}
