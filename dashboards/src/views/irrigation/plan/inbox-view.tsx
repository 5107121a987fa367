import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useWaterRequests } from '../../../api/irrigation-plan-queries';
import { waterRequestsApi } from '../../../api/irrigation-plans';
import { IRRIGATION_KEY } from '../../../api/irrigation-queries';
import { useAreas } from '../../../api/queries';
import { Empty, Loaded } from '../../../components/feedback';
import { FormFailure } from '../../../components/form-failure';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate } from '../../../i18n';
import type { WaterRequest } from '../../../model/irrigation-plans';
import { formatNumber } from '../../../model/numbers';
import { mayPlanWater } from '../../../model/roles';
import { formatDateTime } from '../../../model/time';
import { FieldNow } from './field-now';
import { formatSpan } from './parts';
import './plan.css';

type Show = 'open' | 'approved' | 'all';
const SHOWS: readonly Show[] = ['open', 'approved', 'all'];

const isShown = ({ state }: WaterRequest, show: Show): boolean => show === 'all' || (show === 'open' ? state === 'asked' : state === 'approved');

/** Requests for water, those that wait for a decision first. */
export default function InboxView() {
  const t = useTranslate();
  const requests = useWaterRequests();
  const [show, setShow] = useState<Show>('open');
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('inbox.title')}</h1>
        <Segmented<Show>
          value={show}
          options={SHOWS.map((value) => ({ value, label: `${t(`inbox.show.${value}`)}${requests.data === undefined ? '' : ` (${requests.data.filter((each) => isShown(each, value)).length})`}` }))}
          onChange={setShow}
        />
      </div>
      <Loaded query={requests} height={320}>
        {(all) => {
          const shown = all.filter((each) => isShown(each, show)).sort((one, other) => (show === 'all' ? other.asked.at - one.asked.at : one.wanted.to - other.wanted.to));
          return shown.length === 0 ? (
            <div className="panel">
              <Empty icon="irrigation" title={t(show === 'open' ? 'inbox.none' : 'inbox.noneOther')} hint={show === 'open' ? t('inbox.noneHint') : undefined} />
            </div>
          ) : (
            <ul className="inbox">
              {shown.map((each) => (
                <Request key={each.id} request={each} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </div>
  );
}

function Request({ request }: { request: WaterRequest }) {
  const t = useTranslate();
  const language = useLanguage();
  const session = useSession();
  const areas = useAreas();
  const [deciding, setDeciding] = useState<'approve' | 'refuse' | null>(null);
  const area = areas.data?.find(({ id }) => id === request.area)?.name ?? request.area;
  return (
    <li className="panel inbox-one" data-testid="request" data-state={request.state} data-field={request.field}>
      <div className="inbox-main">
        <h2 className="inbox-name">
          <Link to={`/irrigation/fields/${encodeURIComponent(request.field)}`}>{request.fieldName}</Link> <span className="muted">{area}</span>
        </h2>
        <p className="inbox-wanted">
          <span className="muted">{t('inbox.wanted')}</span> <strong>{formatSpan(request.wanted, language)}</strong>
          <span> · {request.millimetres === null ? t('inbox.amountAuto') : t('inbox.millimetres', { n: formatNumber(request.millimetres, 0, language) })}</span>
        </p>
        {request.note !== '' && <p className="inbox-note">“{request.note}”</p>}
        <p className="muted inbox-by">{t('inbox.by', { who: request.asked.by, time: formatDateTime(request.asked.at) })}</p>
        <FieldNow field={request.field} />
      </div>
      <div className="inbox-side">
        <span className={`plan-tag request-${request.state}`}>{t(`inbox.state.${request.state}`)}</span>
        {request.decided !== null && <span className="muted">{t('inbox.decided', { who: request.decided.by, time: formatDateTime(request.decided.at) })}</span>}
        {request.reason !== '' && <span className="muted">{request.reason}</span>}
        {request.plan !== null && <Link to={`/irrigation/plans/${request.plan}`}>{t('inbox.inPlan', { id: request.plan })}</Link>}
        {request.state === 'asked' && mayPlanWater(session) && (
          <div className="board-actions">
            <Button type="primary" onClick={() => { setDeciding('approve'); }} data-testid="request-approve">{t('inbox.approve')}</Button>
            <Button onClick={() => { setDeciding('refuse'); }} data-testid="request-refuse">{t('inbox.refuse')}</Button>
          </div>
        )}
      </div>
      {deciding !== null && <DecideDialog request={request} what={deciding} onClose={() => { setDeciding(null); }} />}
    </li>
  );
}

function DecideDialog({ request, what, onClose }: { request: WaterRequest; what: 'approve' | 'refuse'; onClose: () => void }) {
  const t = useTranslate();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const refusing = what === 'refuse';
  const decide = useMutation({
    mutationFn: () => waterRequestsApi.decide(request.id, what, reason.trim()),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [IRRIGATION_KEY] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t(refusing ? 'inbox.refuseTitle' : 'inbox.approveTitle', { name: request.fieldName })}
      okText={t(refusing ? 'inbox.refuse' : 'inbox.approve')}
      cancelText={t('common.cancel')}
      confirmLoading={decide.isPending}
      okButtonProps={{ disabled: refusing && reason.trim() === '', 'data-testid': 'request-decide' }}
      onOk={() => { decide.mutate(); }}
      onCancel={onClose}
    >
      <FormFailure error={decide.error} />
      <label className="field">
        <span className="field-label">{t(refusing ? 'inbox.reason' : 'inbox.reasonOptional')}</span>
        <Input autoFocus value={reason} maxLength={500} placeholder={t('inbox.reasonHint')} onChange={(event) => { setReason(event.target.value); }} data-testid="request-reason" />
      </label>
    </Modal>
  );
}
