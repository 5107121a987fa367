import { Button } from 'antd';
import { Link, useNavigate } from 'react-router-dom';
import { useEmergencies } from '../../../api/loudspeaker-queries';
import { Empty, Loaded } from '../../../components/feedback';
import { Icon, type IconName } from '../../../components/icons';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate } from '../../../i18n';
import type { Emergency, EmergencyState } from '../../../model/loudspeaker-bulletins';
import { mayBroadcast } from '../../../model/roles';
import { formatDateTime } from '../../../model/time';
import { useTargetsText } from '../bulletins/schedule-text';

/** Emergency bulletins: those that wait or sound first. */
export default function EmergenciesView() {
  const t = useTranslate();
  const navigate = useNavigate();
  const session = useSession();
  const emergencies = useEmergencies();
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('loa.emergencies.title')}</h1>
        {mayBroadcast(session) && <Button type="primary" danger icon={<Icon name="broadcast" size={16} />} onClick={() => { void navigate('/loa/khan-cap/moi'); }} data-testid="new-emergency">{t('loa.emergencies.add')}</Button>}
      </div>
      <div className="panel">
        <Loaded query={emergencies} height={240}>
          {(list) => (list.length === 0 ? <Empty icon="broadcast" title={t('loa.emergencies.none')} hint={t('loa.emergencies.noneHint')} /> : <Emergencies list={list} />)}
        </Loaded>
      </div>
    </div>
  );
}

const ORDER: readonly EmergencyState[] = ['draft', 'approved', 'sent', 'closed', 'cancelled'];
const ICONS: Readonly<Record<EmergencyState, IconName>> = { draft: 'edit', approved: 'check', sent: 'broadcast', closed: 'check', cancelled: 'cross' };

function Emergencies({ list }: { list: readonly Emergency[] }) {
  const t = useTranslate();
  const language = useLanguage();
  const targetsText = useTargetsText();
  const isOpen = ({ state }: Emergency): boolean => ORDER.indexOf(state) < 3;
  const sorted = [...list].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || (a.createdAt < b.createdAt ? 1 : -1));
  return (
    <ol className="loa-emergencies">
      {sorted.map((emergency) => (
        <li key={emergency.id} data-testid="emergency" data-state={emergency.state}>
          <EmergencyStateMark state={emergency.state} />
          <span className="loa-emergency-what">
            <Link to={`/loa/khan-cap/${emergency.id}`}>{emergency.title[language] || emergency.title.vi}</Link>
            <span className="muted">{targetsText(emergency)} · {t('loa.clusters', { n: emergency.targets })}</span>
          </span>
          <span className="muted loa-small">{t('command.by', { name: emergency.createdBy, time: formatDateTime(Date.parse(emergency.createdAt)) })}</span>
        </li>
      ))}
    </ol>
  );
}

export function EmergencyStateMark({ state }: { state: EmergencyState }) {
  const t = useTranslate();
  return <span className={`loa-emergency-state loa-emergency-${state}`}><Icon name={ICONS[state]} size={16} />{t(`loa.emergency.state.${state}`)}</span>;
}
