import { useSiteCompleteness } from '../../api/queries';
import { useNowDerived } from '../../components/now';
import { useLanguage, useTranslate } from '../../i18n';
import { completenessText, countingText, shareText } from '../../model/completeness';
import { today } from '../../model/time';
import type { Completeness } from '../../model/types';

const DAY_MILLIS = 86_400_000;

/** How complete the data of a device are, today and yesterday; nothing where that cannot be told. */
export function DeviceShares({ site, device }: { site: string; device: string }) {
  const t = useTranslate();
  const day = useNowDerived(today);
  const before = useNowDerived((now) => today(now - DAY_MILLIS));
  const now = useSiteCompleteness(site, day).data?.find((each) => each.device === device);
  const then = useSiteCompleteness(site, before).data?.find((each) => each.device === device);
  if ((now?.share ?? null) === null && (then?.share ?? null) === null) {
    return null;
  }
  return (
    <p className="device-card-shares">
      <Share label={t('completeness.today')} day={now} />
      <Share label={t('completeness.yesterday')} day={then} />
    </p>
  );
}

function Share({ label, day }: { label: string; day: Completeness | undefined }) {
  const t = useTranslate();
  const language = useLanguage();
  if (day === undefined || day.share === null) {
    return null;
  }
  return (
    <span title={`${completenessText(day, t, language)}. ${countingText(day, t)}`}>
      {label} <span className={day.complete === false ? 'share-missing' : undefined}>{shareText(day.share, language)}</span>
    </span>
  );
}
