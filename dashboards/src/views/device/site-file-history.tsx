import { Button, Select } from 'antd';
import { useState } from 'react';
import { useSeries, useSiteFileReports, useSiteFileText } from '../../api/queries';
import { Loaded } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { useLanguage, useTranslate } from '../../i18n';
import { serverNow } from '../../model/clock';
import { comparedWith, fileProblems, fullWords, isTrouble, replacedBy, SITE_FILE_SERIES, siteFileState } from '../../model/site-file';
import { formatRecent, millisOf } from '../../model/time';
import type { SiteFileEntry, SiteFiles } from '../../model/types';
import { SiteFileDiff } from './site-file-diff';
import { SiteFileProblems } from './site-file-problems';

interface SiteFileHistoryProps {
  files: SiteFiles;
  /** Begins a new version with the text of an old one; null: not allowed. */
  onRestore: ((text: string) => void) | null;
}

/** All versions, newest first; each opens to what came of it and how it differs from another. */
export function SiteFileHistory({ files, onRestore }: SiteFileHistoryProps) {
  const t = useTranslate();
  return files.history.length === 0 ? null : (
    <ol className="site-files" aria-label={t('siteFile.history')}>
      {files.history.map((entry) => (
        <Item key={entry.version} entry={entry} files={files} onRestore={onRestore} />
      ))}
    </ol>
  );
}

function Item({ entry, files, onRestore }: SiteFileHistoryProps & { entry: SiteFileEntry }) {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  const state = siteFileState(entry);
  const replacement = replacedBy(entry);
  const time = formatRecent(millisOf(entry.createdAt) ?? 0, serverNow());
  return (
    <li className="message" data-testid="site-file-version" data-state={state}>
      <button type="button" className="message-head" aria-expanded={open} onClick={() => { setOpen(!open); }}>
        <Icon name={open ? 'chevronDown' : 'chevronRight'} size={16} />
        <strong>{t('siteFile.version', { n: entry.version })}</strong>
        <span className="muted">{t('siteFile.by', { name: entry.createdBy, time })}</span>
        <span className={isTrouble(state) ? 'message-outcome command-trouble' : 'message-outcome muted'}>
          {replacement === null ? t(`siteFile.state.${state}`) : t('siteFile.replacedBy', { n: replacement })}
        </span>
      </button>
      {open && <Detail entry={entry} files={files} onRestore={onRestore} />}
    </li>
  );
}

function Detail({ entry, files, onRestore }: SiteFileHistoryProps & { entry: SiteFileEntry }) {
  const t = useTranslate();
  const newest = files.desired?.version ?? entry.version;
  const [chosen, setChosen] = useState<number | null>(null);
  const other = chosen === null ? comparedWith(entry.version, newest) : chosen === NOTHING ? null : chosen;
  const text = useSiteFileText(files.device, entry.version);
  // The older of the two stands on the left, so that "added" always means "added later".
  const [left, right] = other !== null && other > entry.version ? [entry.version, other] : [other, entry.version];
  const options = [
    ...files.history.filter(({ version }) => version !== entry.version).map(({ version }) => ({ value: version, label: t('siteFile.version', { n: version }) })),
    { value: NOTHING, label: t('siteFile.nothing') },
  ];
  return (
    <div className="site-file-detail">
      {isTrouble(siteFileState(entry)) && entry.version !== newest && <DeviceWords device={files.device} entry={entry} source={text.data ?? null} />}
      <div className="site-file-tools">
        <label>
          {t('siteFile.compareWith')} <Select value={other ?? NOTHING} options={options} onChange={setChosen} popupMatchSelectWidth={false} data-testid="site-file-other" />
        </label>
        {onRestore !== null && entry.version !== newest && text.data !== undefined && (
          <Button onClick={() => { onRestore(text.data); }}>{t('siteFile.restore')}</Button>
        )}
      </div>
      <Comparison device={files.device} left={left} right={right} />
    </div>
  );
}

/** Stands for the empty text in a choice of versions. */
const NOTHING = 0;

function Comparison({ device, left, right }: { device: string; left: number | null; right: number }) {
  const t = useTranslate();
  const before = useSiteFileText(device, left);
  const after = useSiteFileText(device, right);
  const label = left === null ? t('siteFile.version', { n: right }) : t('siteFile.diffOf', { left, right });
  return (
    <Loaded query={before}>
      {(old) => <Loaded query={after}>{(now) => <SiteFileDiff before={old} after={now} label={label} />}</Loaded>}
    </Loaded>
  );
}

/** Why the device does not work by a version: line, key and words of each problem. */
export function DeviceWords({ device, entry, source }: { device: string; entry: SiteFileEntry; source: string | null }) {
  const t = useTranslate();
  const language = useLanguage();
  const series = useSeries({ device });
  const reported = series.data?.some(({ name }) => name === SITE_FILE_SERIES) ?? false;
  const reports = useSiteFileReports(device, entry, reported);
  if (entry.detail === null) {
    return null;
  }
  const problems = fileProblems(fullWords(entry.detail, reports.data ?? []), language);
  return (
    <div className="site-file-words">
      <p>{t('siteFile.deviceSays')}</p>
      <SiteFileProblems problems={problems} source={source} />
    </div>
  );
}
