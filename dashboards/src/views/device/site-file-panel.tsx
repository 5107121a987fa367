import { Button } from 'antd';
import { useState } from 'react';
import { useSiteFiles } from '../../api/queries';
import { Loaded } from '../../components/feedback';
import { Icon, type IconName } from '../../components/icons';
import { useSession } from '../../components/session';
import { useTranslate } from '../../i18n';
import { serverNow } from '../../model/clock';
import { mayAdminister } from '../../model/roles';
import { isTrouble, isUnderWay, mayReadSiteFile, SITE_FILE_COMMAND, siteFileState, type SiteFileState } from '../../model/site-file';
import { formatRecent, millisOf } from '../../model/time';
import type { Device, Instant, SiteFileEntry, SiteFiles } from '../../model/types';
import { SiteFileEditor } from './site-file-editor';
import { DeviceWords, SiteFileHistory } from './site-file-history';
import './site-file.css';

/** The file by which a device is to work, for those who may read it. */
export function SiteFilePanel({ device }: { device: Device }) {
  return mayReadSiteFile(useSession()) ? <Panel device={device} /> : null;
}

function Panel({ device }: { device: Device }) {
  const t = useTranslate();
  const session = useSession();
  const files = useSiteFiles(device.id);
  const [start, setStart] = useState<string | null>(null);
  const declared = device.commands.includes(SITE_FILE_COMMAND);
  // A device that has told what it can do, and this is not among it, needs no panel until somebody gives it a file.
  if (device.bornAt !== null && !declared && (files.data === undefined || files.data.desired === null)) {
    return null;
  }
  const editable = mayAdminister(session) && files.data !== undefined;
  return (
    <section className="panel" data-testid="site-file-panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('siteFile.title')}</h2>
        {editable && (
          <Button icon={<Icon name="edit" size={16} />} onClick={() => { setStart(files.data.desired?.yaml ?? ''); }} data-testid="site-file-edit">
            {t('siteFile.edit')}
          </Button>
        )}
      </div>
      <Loaded query={files}>
        {(loaded) => (
          <>
            <Standing files={loaded} device={device} declared={declared} />
            <SiteFileHistory files={loaded} onRestore={editable ? setStart : null} />
          </>
        )}
      </Loaded>
      {start !== null && files.data && (
        <SiteFileEditor device={device} start={start} newest={files.data.desired} onClosed={() => { setStart(null); }} />
      )}
    </section>
  );
}

/** Where the device stands, in one sentence, and both versions. */
function Standing({ files, device, declared }: { files: SiteFiles; device: Device; declared: boolean }) {
  const t = useTranslate();
  const { desired, confirmed } = files;
  return (
    <div className="site-file-standing">
      <Sentence files={files} />
      {!declared && (desired === null || desired.state === 'queued') && <p className="site-file-aside">{t('siteFile.notDeclared')}</p>}
      {desired !== null && (
        <dl className="facts site-file-facts">
          <dt>{t('siteFile.desired')}</dt>
          <dd data-testid="site-file-desired">
            <Version entry={desired} aside={t('siteFile.by', { name: desired.createdBy, time: recent(desired.createdAt) })} />
          </dd>
          <dt>{t('siteFile.confirmed')}</dt>
          <dd data-testid="site-file-confirmed">
            {confirmed === null ? (
              <span className="faint">{t('siteFile.noneConfirmed')}</span>
            ) : (
              <Version entry={confirmed} aside={t('siteFile.confirmedAt', { time: recent(confirmed.stateAt) })} />
            )}
          </dd>
        </dl>
      )}
      {desired !== null && isTrouble(siteFileState(desired)) && <DeviceWords device={device.id} entry={desired} source={desired.yaml} />}
    </div>
  );
}

const recent = (at: Instant): string => formatRecent(millisOf(at) ?? 0, serverNow());

function Version({ entry, aside }: { entry: SiteFileEntry; aside: string }) {
  const t = useTranslate();
  return (
    <>
      {t('siteFile.version', { n: entry.version })} <span className="muted">· {aside}</span>
    </>
  );
}

function Sentence({ files: { desired, confirmed } }: { files: SiteFiles }) {
  const t = useTranslate();
  if (desired === null) {
    return <p className="site-file-now">{t('siteFile.empty')}</p>;
  }
  const state = siteFileState(desired);
  const fallback = confirmed === null ? t('siteFile.boardFile') : t('siteFile.versionInText', { n: confirmed.version });
  const now = t(`siteFile.now.${state}`, { n: desired.version, fallback });
  const meanwhile = state === 'confirmed' || state === 'trial' ? '' : ` ${t('siteFile.meanwhile', { fallback })}`;
  return (
    <p className={isTrouble(state) ? 'site-file-now site-file-trouble' : 'site-file-now'} role="status" data-testid="site-file-now" data-state={state}>
      <Icon name={iconOf(state)} />
      <span>{now + meanwhile}</span>
    </p>
  );
}

function iconOf(state: SiteFileState): IconName {
  if (isUnderWay(state)) {
    return 'clock';
  }
  return isTrouble(state) ? 'warning' : 'check';
}
