import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { ApiError } from '../../../api/http';
import { LOUDSPEAKERS_KEY, useEmergency } from '../../../api/loudspeaker-queries';
import { emergenciesApi } from '../../../api/loudspeakers';
import { Loaded } from '../../../components/feedback';
import { FormFailure } from '../../../components/form-failure';
import { Icon } from '../../../components/icons';
import { useSession } from '../../../components/session';
import { say, useLanguage, useTranslate } from '../../../i18n';
import { emergencyTurn, type EmergencyPage } from '../../../model/loudspeaker-bulletins';
import { mayBroadcast } from '../../../model/roles';
import { formatDateTimeSeconds } from '../../../model/time';
import { NotFoundView } from '../../errors';
import { useTargetsText } from '../bulletins/schedule-text';
import { CommunesPanel, CoverageHead, VerdictList } from '../coverage/coverage-view';
import { slotAddress, useCount } from '../parts';
import { EmergencyStateMark } from './emergencies-view';

export default function EmergencyView() {
  const { id = '' } = useParams();
  const emergency = useEmergency(id);
  if (emergency.error instanceof ApiError && emergency.error.status === 404) {
    return <NotFoundView />;
  }
  return <div className="page"><Loaded query={emergency} height={400}>{(loaded) => <Page emergency={loaded} />}</Loaded></div>;
}

function Page({ emergency }: { emergency: EmergencyPage }) {
  const t = useTranslate();
  const language = useLanguage();
  const count = useCount();
  const { coverage } = emergency;
  return (
    <>
      <div className="page-head">
        <div>
          <Link className="loa-back" to="/loa/khan-cap"><Icon name="back" size={16} />{t('loa.nav.emergency')}</Link>
          <h1 className="page-title">{emergency.title[language] || emergency.title.vi}</h1>
          <p className="loa-cluster-sub"><EmergencyStateMark state={emergency.state} /><span className="muted">{t('loa.clusters', { n: emergency.targets })} · {t('loa.people', { n: count(emergency.population) })}</span></p>
        </div>
        {emergency.slot !== null && <Link to={slotAddress(emergency.slot)}>{t('loa.emergency.allClusters')}</Link>}
      </div>
      <Decide emergency={emergency} />
      {coverage !== null && <CoverageHead slot={coverage} />}
      <div className="loa-columns loa-columns-even">
        <div className="loa-main">
          {coverage !== null && (
            <section className="panel">
              <div className="panel-head"><h2 className="panel-title">{t('loa.coverage.notYet')} <span className="side-count">{emergency.open.length}</span></h2></div>
              <VerdictList verdicts={emergency.open} />
            </section>
          )}
          <TextPanel emergency={emergency} />
        </div>
        <div className="loa-main">
          {coverage !== null && <CommunesPanel communes={coverage.communes} />}
          <HistoryPanel emergency={emergency} />
        </div>
      </div>
    </>
  );
}

type Asked = 'cancel' | 'close';

/** What can be done with it now, and by whom. */
function Decide({ emergency }: { emergency: EmergencyPage }) {
  const t = useTranslate();
  const language = useLanguage();
  const session = useSession();
  const [approving, setApproving] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const may = mayBroadcast(session);
  const turn = emergencyTurn(emergency, session.username, may);
  const problems = emergency.problems ?? [];
  const open = emergency.open.length;
  if (turn === 'done' && emergency.state !== 'sent' && emergency.state !== 'approved') {
    return null;
  }
  return (
    <section className={turn === 'done' ? 'panel loa-decide' : 'panel loa-decide loa-decide-draft'}>
      <p>
        {turn === 'approve' && t('loa.emergency.toApprove')}
        {turn === 'second' && t('loa.emergency.toSecond')}
        {turn === 'nobody' && t('loa.emergency.toNobody')}
        {turn === 'done' && t(open === 0 ? 'loa.emergency.allVerified' : 'loa.emergency.following', { n: open })}
      </p>
      {problems.length > 0 && <ul className="loa-bad">{problems.map((problem) => <li key={problem.code}>{say(language, 'loa.emergency.problem', problem)}</li>)}</ul>}
      {may && (
        <span className="loa-tools">
          {turn === 'approve' && <Button type="primary" danger icon={<Icon name="broadcast" size={16} />} disabled={problems.length > 0} onClick={() => { setApproving(true); }} data-testid="emergency-approve">{t('loa.emergency.approve')}</Button>}
          {turn !== 'done' && <Button onClick={() => { setAsked('cancel'); }} data-testid="emergency-cancel">{t('loa.emergency.cancel')}</Button>}
          {emergency.state === 'sent' && <Button type={open === 0 ? 'primary' : 'default'} icon={<Icon name="check" size={16} />} onClick={() => { setAsked('close'); }} data-testid="emergency-close">{t('loa.emergency.close')}</Button>}
        </span>
      )}
      {approving && <ApproveDialog emergency={emergency} onClose={() => { setApproving(false); }} />}
      {asked !== null && <ReasonDialog emergency={emergency} asked={asked} onClose={() => { setAsked(null); }} />}
    </section>
  );
}

function ApproveDialog({ emergency, onClose }: { emergency: EmergencyPage; onClose: () => void }) {
  const t = useTranslate();
  const client = useQueryClient();
  const targetsText = useTargetsText();
  const count = useCount();
  const approve = useMutation({
    mutationFn: () => emergenciesApi.approve(emergency.id, emergency.revision),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] });
      onClose();
    },
  });
  return (
    <Modal open title={t('loa.emergency.approveTitle')} okText={t('loa.emergency.approveNow')} cancelText={t('loa.back')} okButtonProps={{ danger: true, className: 'loa-approve-now' }} confirmLoading={approve.isPending} onOk={() => { approve.mutate(); }} onCancel={onClose}>
      <FormFailure error={approve.error} />
      <p><b>{t('loa.emergency.approveWhat', { clusters: count(emergency.targets), people: count(emergency.population) })}</b></p>
      <blockquote className="loa-text">{emergency.text.vi}</blockquote>
      <p className="muted">{targetsText(emergency)} · {t('loa.emergency.times', { n: emergency.repeats })}</p>
    </Modal>
  );
}

function ReasonDialog({ emergency, asked, onClose }: { emergency: EmergencyPage; asked: Asked; onClose: () => void }) {
  const t = useTranslate();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const open = emergency.open.length;
  const act = useMutation({
    mutationFn: () => (asked === 'close' ? emergenciesApi.close(emergency.id, reason.trim()) : emergenciesApi.cancel(emergency.id, reason.trim())),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] });
      onClose();
    },
  });
  return (
    <Modal open title={t(`loa.emergency.${asked}`)} okText={t(`loa.emergency.${asked}`)} cancelText={t('loa.back')} okButtonProps={{ disabled: reason.trim() === '' }} confirmLoading={act.isPending} onOk={() => { act.mutate(); }} onCancel={onClose}>
      <FormFailure error={act.error} />
      {asked === 'close' && open > 0 && <p className="loa-reach-away"><Icon name="warning" size={16} /><span>{t('loa.emergency.closeOpen', { n: open })}</span></p>}
      <label className="field">
        <span className="field-label">{t(asked === 'close' && open > 0 ? 'loa.emergency.closeReason' : 'loa.reason')}</span>
        <Input.TextArea value={reason} maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => { setReason(event.target.value); }} data-testid="reason" />
      </label>
    </Modal>
  );
}

function TextPanel({ emergency }: { emergency: EmergencyPage }) {
  const t = useTranslate();
  const targetsText = useTargetsText();
  return (
    <section className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('loa.emergency.text')}</h2><span className="muted">{t('loa.emergency.times', { n: emergency.repeats })}</span></div>
      <p className="loa-text">{emergency.text.vi}</p>
      {emergency.text.en !== '' && <p className="loa-text muted" lang="en">{emergency.text.en}</p>}
      <p className="loa-text"><b>{t('loa.emergency.areas')}:</b> {targetsText(emergency)}</p>
    </section>
  );
}

function HistoryPanel({ emergency }: { emergency: EmergencyPage }) {
  const t = useTranslate();
  const { createdAt, createdBy, approvedAt, approvedBy, closedAt, closedBy, reason, alarm, state } = emergency;
  const steps: [text: string, at: string | null, by: string | null][] = [
    [t('loa.emergency.drafted'), createdAt, createdBy],
    [t('loa.emergency.approved'), approvedAt, approvedBy],
    [t(`loa.emergency.state.${state === 'cancelled' ? 'cancelled' : 'closed'}`), closedAt, closedBy],
  ];
  return (
    <section className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('loa.emergency.history')}</h2>{alarm !== null && <Link to={`/alarms?alarm=${alarm}`}>{t('loa.emergency.itsAlarm')}</Link>}</div>
      <dl className="loa-facts">
        {steps.map(([text, at, by]) => (at === null ? null : <div key={text}><dt>{text}</dt><dd>{formatDateTimeSeconds(Date.parse(at))}{by !== null && `, ${by}`}</dd></div>))}
        {reason !== null && <div><dt>{t('loa.reason')}</dt><dd>{reason}</dd></div>}
      </dl>
    </section>
  );
}
