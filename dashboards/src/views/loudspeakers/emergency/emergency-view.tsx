import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router-dom';
import { ApiError } from '../../../api/http';
import { LOUDSPEAKERS_KEY, useClusterNames, useEmergency, useEmergencyTemplates } from '../../../api/loudspeaker-queries';
import { emergenciesApi } from '../../../api/loudspeakers';
import { Loaded } from '../../../components/feedback';
import { FormFailure } from '../../../components/form-failure';
import { Icon } from '../../../components/icons';
import { useSession } from '../../../components/session';
import { say, useLanguage, useTranslate, type Coded } from '../../../i18n';
import { emergencyTurn, type EmergencyPage, type OpenCluster } from '../../../model/loudspeaker-bulletins';
import { mayBroadcast } from '../../../model/roles';
import { formatDateTimeSeconds } from '../../../model/time';
import { NotFoundView } from '../../errors';
import { useTargetsText } from '../bulletins/schedule-text';
import { CommunesPanel, CoverageHead, VerdictList } from '../coverage/coverage-view';
import { addressOf, slotAddress, useCount } from '../parts';
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
              <VerdictList verdicts={emergency.open} further={orderOf} />
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

/** What became of the order to a cluster that is not heard; nothing while it is on its way or done. */
const orderOf = (verdict: OpenCluster) => <OrderLine verdict={verdict} />;

const NOT_CARRIED_OUT: readonly OpenCluster['command'][] = ['failed', 'refused', 'expired', 'declined'];

/** What sounds already has done as it was told: that needs no line. */
const SOUNDING: readonly OpenCluster['verdict'][] = ['playing', 'heard', 'awaiting'];

function OrderLine({ verdict: { verdict, command, commandDetail } }: { verdict: OpenCluster }) {
  const t = useTranslate();
  return command === null || SOUNDING.includes(verdict) ? null : (
    <span className={NOT_CARRIED_OUT.includes(command) ? 'loa-evidence loa-against' : 'loa-evidence'} data-testid="order-state" data-state={command}>
      {t('loa.emergency.order', { state: t(`command.state.${command}`).toLowerCase() })}{commandDetail !== null && command !== 'done' && `: ${commandDetail}`}
    </span>
  );
}

/** Holes by what they are called, not by their keys. */
function useProblemText(template: string): (problem: Coded) => string {
  const language = useLanguage();
  const templates = useEmergencyTemplates();
  const labels = templates.data?.find(({ id }) => id === template)?.parameters ?? [];
  return ({ code, arguments: given }) =>
    say(language, 'loa.emergency.problem', { code, arguments: given.map((each) => each.split(', ').map((name) => labels.find((known) => known.name === name)?.label[language] ?? name).join(', ')) });
}

type Asked = 'cancel' | 'close';

/** What can be done with it now, and by whom. */
function Decide({ emergency }: { emergency: EmergencyPage }) {
  const t = useTranslate();
  const problemText = useProblemText(emergency.template);
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
      {turn !== 'done' && <Reach emergency={emergency} />}
      {problems.length > 0 && <ul className="loa-bad">{problems.map((problem) => <li key={problem.code}>{problemText(problem)}</li>)}</ul>}
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

/** Which clusters will stay silent, told before it is let go. */
function Reach({ emergency: { targets, playing, reading } }: { emergency: EmergencyPage }) {
  const t = useTranslate();
  const count = useCount();
  return (
    <>
      {playing < targets && <p className="loa-reach-away" data-testid="reach-province"><Icon name="warning" size={16} /><span>{t('loa.emergency.notPlaying', { n: count(targets - playing) })}</span></p>}
      {reading < playing && <p className="loa-reach-away" data-testid="reach-speech"><Icon name="warning" size={16} /><span>{t('loa.emergency.notReading', { n: count(playing - reading) })}</span></p>}
    </>
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
      <Reach emergency={emergency} />
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

/** What was done, in order: drafted, approved, each round of sending, who was told, and how it ended. */
function HistoryPanel({ emergency }: { emergency: EmergencyPage }) {
  const t = useTranslate();
  const { createdAt, createdBy, approvedAt, approvedBy, rounds, toldAt, closedAt, closedBy, reason, alarm, state, unheard } = emergency;
  const [, ...again] = rounds;
  const said = (at: string, by: string | null) => `${formatDateTimeSeconds(Date.parse(at))}${by === null ? '' : `, ${by}`}`;
  return (
    <section className="panel" data-testid="emergency-history">
      <div className="panel-head"><h2 className="panel-title">{t('loa.emergency.history')}</h2>{alarm !== null && <Link to={`/alarms?alarm=${alarm}`}>{t('loa.emergency.itsAlarm')}</Link>}</div>
      <dl className="loa-facts">
        <Step label={t('loa.emergency.drafted')}>{said(createdAt, createdBy)}</Step>
        {approvedAt !== null && <Step label={t('loa.emergency.approved')}>{said(approvedAt, approvedBy)}</Step>}
        {rounds.slice(0, 1).map(({ slot, at, targets }) => <Step key={slot} label={t('loa.emergency.sent')}>{said(at, null)} · {t('loa.clusters', { n: targets })}</Step>)}
        {again.map(({ slot, at, targets }, index) => <Step key={slot} label={t('loa.emergency.again', { n: index + 2 })}>{said(at, null)} · <Link to={slotAddress(slot)}>{t('loa.emergency.againTo', { n: targets })}</Link></Step>)}
        {toldAt !== null && <Step label={t('loa.emergency.told')}>{said(toldAt, null)}</Step>}
        {closedAt !== null && <Step label={t(`loa.emergency.state.${state === 'cancelled' ? 'cancelled' : 'closed'}`)}>{said(closedAt, closedBy)}</Step>}
        {reason !== null && <Step label={t('loa.reason')}>{reason}</Step>}
        {unheard.length > 0 && <Unheard devices={unheard} />}
      </dl>
    </section>
  );
}

function Step({ label, children }: { label: string; children: ReactNode }) {
  return <div><dt>{label}</dt><dd>{children}</dd></div>;
}

/** The villages that were not reached when it ended: somebody else told them, or nobody. */
function Unheard({ devices }: { devices: readonly string[] }) {
  const t = useTranslate();
  const names = useClusterNames();
  const [all, setAll] = useState(false);
  const nameOf = (device: string): string => {
    const known = names.data?.[device];
    return known === undefined ? device : `${known.name}, ${known.areaName}`;
  };
  return (
    <div className="loa-unheard" data-testid="unheard">
      <dt>{t('loa.emergency.unheard', { n: devices.length })}</dt>
      <dd>
        <ul>
          {devices.slice(0, all ? undefined : MOST_UNHEARD).map((device) => <li key={device}><Link to={addressOf({ device })}>{nameOf(device)}</Link></li>)}
        </ul>
        {!all && devices.length > MOST_UNHEARD && <Button size="small" type="link" onClick={() => { setAll(true); }}>{t('loa.exceptions.showAll', { n: devices.length })}</Button>}
      </dd>
    </div>
  );
}

const MOST_UNHEARD = 20;
