import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useNavigate } from 'react-router-dom';
import { capApi } from '../../api/cap';
import { useTranslate } from '../../i18n';
import type { AlarmView } from '../../model/alarms';
import { isForCap } from '../../model/cap';
import { errorText } from '../../model/errors';
import { useErrorMessage } from '../feedback';
import { Icon } from '../icons';

/** One press makes a draft of a flood or area alarm, and shows it; the one that there is already if nothing has changed. */
export function CapButton({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const describe = useErrorMessage();
  const { message } = App.useApp();
  const draft = useMutation({
    mutationFn: () => capApi.draft(alarm.id),
    onSuccess: ({ id }) => { void navigate(`/alarms/cap/${id}`); },
    onError: (failure) => { void message.error(describe(errorText(failure))); },
  });
  return isForCap(alarm) ? (
    <Button size="small" icon={<Icon name="broadcast" size={16} />} loading={draft.isPending} onClick={() => { draft.mutate(); }} data-testid="cap-draft">
      {t('cap.draftIt')}
    </Button>
  ) : null;
}
