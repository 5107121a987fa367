import { Tooltip } from 'antd';
import { lookUp, useLanguage, useTranslate } from '../i18n';
import type { SiteState } from '../model/presence';
import { formatRecent, millisOf } from '../model/time';
import type { Device, PresenceState } from '../model/types';
import { serverNow } from '../model/clock';
import './status.css';

/** State as shape and word; only what needs a person has colour. */
export function PresenceBadge({ state }: { state: SiteState | PresenceState }) {
  const t = useTranslate();
  return (
    <span className={`presence presence-${state}`} data-presence={state}>
      <PresenceMark state={state} />
      <span>{t(`presence.${state}`)}</span>
    </span>
  );
}

function PresenceMark({ state }: { state: SiteState | PresenceState }) {
  return (
    <svg className="presence-mark" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      {state === 'offline' && (
        <>
          <rect x="1" y="1" width="12" height="12" rx="2" />
          <path d="M4.500 4.500l5 5M9.500 4.500l-5 5" />
        </>
      )}
      {state === 'silent' && (
        <>
          <rect x="2.200" y="2.200" width="9.600" height="9.600" rx="1.500" transform="rotate(45 7 7)" />
          <path d="M7 4v3.500M7 9.800v.1" />
        </>
      )}
      {state === 'online' && <circle cx="7" cy="7" r="4" />}
      {(state === 'never' || state === 'empty') && <circle cx="7" cy="7" r="4" className="presence-hollow" />}
    </svg>
  );
}

/** Why a device is away, in words; the server's own word where there is no text for it. */
export function usePresenceReason(): (device: Pick<Device, 'reason'>) => string | null {
  const language = useLanguage();
  return ({ reason }) => (reason === null ? null : (lookUp(language, 'reason', reason) ?? reason));
}

export function DevicePresence({ device }: { device: Device }) {
  const t = useTranslate();
  const reason = usePresenceReason()(device);
  const since = millisOf(device.since);
  const hint = [since === null ? null : t('presence.since', { time: formatRecent(since, serverNow()) }), reason]
    .filter((part) => part !== null)
    .join(' · ');
  return (
    <Tooltip title={hint}>
      <span>
        <PresenceBadge state={device.presence} />
      </span>
    </Tooltip>
  );
}
