import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { ApiError } from '../../../api/http';
import { LOUDSPEAKERS_KEY, useSpeakerBulletin } from '../../../api/loudspeaker-queries';
import { slotsApi, speakerBulletinsApi } from '../../../api/loudspeakers';
import { Loaded, Loading } from '../../../components/feedback';
import { FormFailure } from '../../../components/form-failure';
import { Icon } from '../../../components/icons';
import { useSession } from '../../../components/session';
import { useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import { bulletinStanding, type Bulletin } from '../../../model/loudspeaker-bulletins';
import { dayAfter } from '../../../model/loudspeaker-timeline';
import { isMoved } from '../../../model/loudspeaker-order';
import { coverageOf } from '../../../model/loudspeaker-verdicts';
import { mayBroadcast } from '../../../model/roles';
import { formatDateTime, today } from '../../../model/time';
import { NotFoundView } from '../../errors';
import { Collisions, Moved } from '../order';
import { CoverageBar, percentText, slotAddress, useOwnerName, useLengthText, useOriginText } from '../parts';
import { useScheduleText, useTargetsText, useValidityText } from './schedule-text';

export default function BulletinView() {
  const { id = '' } = useParams();
  const bulletin = useSpeakerBulletin(id);
  if (bulletin.error instanceof ApiError && bulletin.error.status === 404) {
    return <NotFoundView />;
  }
  return <div className="page"><Loaded query={bulletin} height={400}>{(loaded) => <BulletinPage bulletin={loaded} />}</Loaded></div>;
}

function BulletinPage({ bulletin }: { bulletin: Bulletin }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const session = useSession();
  const lengthText = useLengthText();
  const [cancelling, setCancelling] = useState(false);
  const standing = bulletinStanding(bulletin, today(serverNow()));
  // What comes from the province is changed there.
  const changeable = mayBroadcast(session) && bulletin.state === 'active' && bulletin.class !== 'emergency';
  return (
    <>
      <div className="page-head">
        <div>
          <Link className="loa-back" to="/loa/ban-tin"><Icon name="back" size={16} />{t('loa.nav.bulletins')}</Link>
          <h1 className="page-title">{bulletin.title}</h1>
          <p className="loa-cluster-sub muted">
            <b className={`loa-class loa-class-${bulletin.class}`}>{t(`loa.class.${bulletin.class}`)}</b>
            {lengthText(bulletin.seconds)}
            {standing !== 'active' && <b className={standing === 'cancelled' ? 'loa-bad' : undefined}>{t(`loa.bulletin.state.${standing}`)}</b>}
          </p>
        </div>
        {changeable && (
          <span className="loa-tools">
            <Button icon={<Icon name="edit" size={16} />} onClick={() => { void navigate(`/loa/ban-tin/${encodeURIComponent(bulletin.id)}/sua`); }} data-testid="edit-bulletin">{t('irr.edit')}</Button>
            <Button danger icon={<Icon name="stop" size={16} />} onClick={() => { setCancelling(true); }} data-testid="cancel-bulletin">{t('loa.bulletin.cancel')}</Button>
          </span>
        )}
      </div>
      {bulletin.notice && <Alert className="loa-notice" type="warning" showIcon message={bulletin.notice} data-testid="bulletin-notice" />}
      <div className="loa-columns">
        <div className="loa-main">
          <SlotsPanel bulletin={bulletin} />
          {bulletin.text !== null && <section className="panel"><div className="panel-head"><h2 className="panel-title">{t('loa.bulletin.text')}</h2></div><p className="loa-text">{bulletin.text}</p></section>}
        </div>
        <div className="loa-side"><SchedulePanel bulletin={bulletin} /><OriginPanel bulletin={bulletin} /></div>
      </div>
      {cancelling && <CancelDialog bulletin={bulletin} onClose={() => { setCancelling(false); }} />}
    </>
  );
}

/** Days around today in which it was, or will be, planned. */
const DAYS = [1, 0, -1, -2, -3, -4] as const;

/** Of what is to come only the next ones: the list is of what was heard. */
const NEXT_DUE = 3;

function SlotsPanel({ bulletin }: { bulletin: Bulletin }) {
  const t = useTranslate();
  const day = today(serverNow());
  const queries = useQueries({
    queries: DAYS.map((distance) => ({
      queryKey: [LOUDSPEAKERS_KEY, 'slots', dayAfter(day, distance), null],
      queryFn: ({ signal }: { signal: AbortSignal }) => slotsApi.list({ day: dayAfter(day, distance) }, signal),
    })),
  });
  const known = queries.flatMap(({ data }) => data ?? []).filter((slot) => String(slot.bulletin) === String(bulletin.id)).sort((a, b) => (a.starts < b.starts ? 1 : -1));
  const due = known.filter(({ starts }) => Date.parse(starts) > serverNow()).length;
  const slots = known.slice(Math.max(0, due - NEXT_DUE));
  const loading = queries.some(({ data, error }) => data === undefined && error === null);
  return (
    <section className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('loa.bulletin.slots')}</h2></div>
      {loading ? <Loading /> : slots.length === 0 ? <p className="loa-none">{t('loa.bulletin.noSlots')}</p> : (
        <ol className="loa-slots">
          {slots.map((slot) => {
            const { verified, total } = coverageOf(slot);
            const over = Date.parse(slot.starts) <= serverNow();
            return (
              <li key={slot.id} className="loa-slot loa-slot-short">
                <span className="loa-slot-what">
                  <Link to={slotAddress(slot.id)}>{formatDateTime(Date.parse(slot.starts))}</Link>
                  {(isMoved(slot) || (slot.conflicts ?? []).length > 0) && (
                    <span className="muted loa-small">
                      {slot.commune?.name}<Moved slot={slot} />
                      {(slot.conflicts ?? []).length > 0 && <b className="loa-wait"> {t('loa.day.conflict')}</b>}
                    </span>
                  )}
                </span>
                {over ? <CoverageBar slot={slot} /> : <span />}
                {over ? <b className="loa-slot-share">{percentText(verified, total)}</b> : <span className="loa-slot-share muted">{t('loa.verdict.due')}</span>}
                <Collisions slot={slot} />
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

function SchedulePanel({ bulletin }: { bulletin: Bulletin }) {
  const t = useTranslate();
  const scheduleText = useScheduleText();
  const validityText = useValidityText();
  const targetsText = useTargetsText();
  return (
    <section className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('loa.bulletin.schedule')}</h2></div>
      <ul className="loa-schedules">
        {bulletin.schedules.map((schedule, index) => (
          <li key={index}>
            <b>{scheduleText(schedule)}</b>
            <span>{targetsText(schedule)}</span>
            <span className="muted loa-small">{validityText(schedule)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OriginPanel({ bulletin }: { bulletin: Bulletin }) {
  const t = useTranslate();
  const originText = useOriginText();
  const ownerName = useOwnerName();
  return (
    <section className="panel">
      <dl className="loa-facts">
        <div><dt>{t('loa.bulletin.owner')}</dt><dd>{ownerName(bulletin.area)}</dd></div>
        <div><dt>{t('loa.bulletin.origin')}</dt><dd>{[originText(bulletin.source), bulletin.externalId].filter((text) => text !== null).join(' · ')}</dd></div>
        <div><dt>{t('loa.bulletin.created')}</dt><dd>{bulletin.createdBy}, {formatDateTime(Date.parse(bulletin.createdAt))}</dd></div>
        <div><dt>{t('loa.bulletin.hash')}</dt><dd className="mono loa-hash" title={bulletin.sha256 ?? undefined}>{bulletin.sha256 === null ? '–' : `${bulletin.sha256.slice(0, 16)}…`}</dd></div>
      </dl>
    </section>
  );
}

function CancelDialog({ bulletin, onClose }: { bulletin: Bulletin; onClose: () => void }) {
  const t = useTranslate();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const cancel = useMutation({
    mutationFn: () => speakerBulletinsApi.cancel(bulletin.id, reason.trim()),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] });
      onClose();
    },
  });
  return (
    <Modal open title={t('loa.bulletin.cancelTitle')} okText={t('loa.bulletin.cancel')} cancelText={t('loa.back')} okButtonProps={{ danger: true, disabled: reason.trim() === '' }} confirmLoading={cancel.isPending} onOk={() => { cancel.mutate(); }} onCancel={onClose}>
      <FormFailure error={cancel.error} />
      <p>{t('loa.bulletin.cancelWhat', { title: bulletin.title })}</p>
      <label className="field">
        <span className="field-label">{t('loa.reason')}</span>
        <Input value={reason} maxLength={500} onChange={(event) => { setReason(event.target.value); }} data-testid="reason" />
      </label>
    </Modal>
  );
}
