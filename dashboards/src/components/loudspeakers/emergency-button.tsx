import { Button } from 'antd';
import { useNavigate } from 'react-router-dom';
import { useTranslate } from '../../i18n';
import type { AlarmView } from '../../model/alarms';
import { isForCap } from '../../model/cap';
import { mayBroadcast } from '../../model/roles';
import { useSession } from '../session';
import { Icon } from '../icons';

/** From a flood or area alarm to the draft of an emergency bulletin for the villages that it concerns. */
export function EmergencyButton({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const session = useSession();
  return isForCap(alarm) && mayBroadcast(session) ? (
    <Button size="small" icon={<Icon name="sound" size={16} />} onClick={() => { void navigate(`/loa/khan-cap/moi?alarm=${alarm.id}`); }} data-testid="propose-emergency">
      {t('loa.emergency.propose')}
    </Button>
  ) : null;
}
