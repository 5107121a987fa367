import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { HANDOVERS_KEY, useHandover, useHandoverDraft, useHandovers } from '../../api/desk-queries';
import { handoversApi } from '../../api/handovers';
import { ApiError } from '../../api/http';
import { useAreas, useConfig } from '../../api/queries';
import { Empty, Loaded, Loading } from '../../components/feedback';
import { FormFailure } from '../../components/form-failure';
import { Icon } from '../../components/icons';
import { useSession } from '../../components/session';
import { useTranslate } from '../../i18n';
import { mayHandleAlarms } from '../../model/alarm-actions';
import { SHIFT_HOURS, type Handover, type HandoverContent, type ShiftHours } from '../../model/handover';
import { formatDateTime } from '../../model/time';
import { Sheet } from './sheet';
import '../rules/rules.css';
import './handover.css';

/** The shift that ends now, and those before it. */
export default function HandoverView() {
  const t = useTranslate();
  const session = useSession();
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('handover.title')}</h1>
      </div>
      <div className="handover-columns">
        {mayHandleAlarms(session) && <Draft />}
        <Former />
      </div>
    </div>
  );
}

function Draft() {
  const t = useTranslate();
  const session = useSession();
  const [hours, setHours] = useState<ShiftHours>(8);
  const draft = useHandoverDraft(hours, session.area);
  return (
    <div className="panel">
      <div className="panel-head no-print">
        <h2 className="panel-title">{t('handover.draft')}</h2>
        <span className="page-tools">
          <Segmented<ShiftHours> value={hours} options={SHIFT_HOURS.map((each) => ({ value: each, label: t('handover.hours', { n: each }) }))} onChange={setHours} />
          <Button icon={<Icon name="reset" size={16} />} loading={draft.isFetching} onClick={() => { void draft.refetch(); }}>
            {t('handover.refresh')}
          </Button>
        </span>
      </div>
      <div className="panel-body">
        <Loaded query={draft} height={320}>
          {(content) => (
            <>
              <p className="muted handover-range">{t('handover.range', { from: formatDateTime(Date.parse(content.from)), to: formatDateTime(Date.parse(content.to)) })}</p>
              <Sign content={content} />
              <Sheet content={content} />
            </>
          )}
        </Loaded>
      </div>
    </div>
  );
}

function Sign({ content }: { content: HandoverContent }) {
  const t = useTranslate();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [notes, setNotes] = useState('');
  const [toUser, setToUser] = useState('');
  const give = useMutation({
    mutationFn: () => handoversApi.handOver({ from: content.from, to: content.to, notes, toUser: toUser.trim(), ...(content.area ? { area: content.area } : {}) }),
    onSuccess: ({ id }) => {
      void message.success(t('handover.given', { who: toUser }));
      void client.invalidateQueries({ queryKey: HANDOVERS_KEY });
      void navigate(`/alarms/handover/${id}`);
    },
  });
  const wrong = (field: string) => (give.error instanceof ApiError ? give.error.fields.filter((each) => each.field === field) : []);
  return (
    <form
      className="handover-sign"
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate();
      }}
    >
      {give.error !== null && wrong('toUser').length === 0 && <FormFailure error={give.error} />}
      <label className="field">
        <span className="field-label">{t('handover.notes')}</span>
        <Input.TextArea value={notes} maxLength={10_000} autoSize={{ minRows: 3, maxRows: 12 }} placeholder={t('handover.notesHint')} onChange={(event) => { setNotes(event.target.value); }} data-testid="handover-notes" />
      </label>
      <div className="handover-give">
        <label className="field handover-taker">
          <span className="field-label">{t('handover.taker')}</span>
          <Input value={toUser} autoComplete="off" onChange={(event) => { setToUser(event.target.value); }} {...(wrong('toUser').length > 0 ? { status: 'error' as const } : {})} data-testid="handover-taker" />
          {wrong('toUser').map((each) => <span key={each.message} className="field-error" role="alert">{each.message}</span>)}
        </label>
        <Button type="primary" htmlType="submit" disabled={toUser.trim() === ''} loading={give.isPending} data-testid="handover-give">
          {t('handover.give')}
        </Button>
      </div>
      <p className="field-hint">{t('handover.giveHint')}</p>
    </form>
  );
}

function Former() {
  const t = useTranslate();
  const session = useSession();
  const former = useHandovers();
  return (
    <div className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('handover.former')}</h2></div>
      <Loaded query={former}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon="handover" title={t('handover.none')} />
          ) : (
            <ul className="handover-list">
              {list.map((each) => (
                <li key={each.id} data-testid="handover-row">
                  <Link to={`/alarms/handover/${each.id}`}>
                    <span className="handover-row-time">{`${formatDateTime(Date.parse(each.from))} – ${formatDateTime(Date.parse(each.to)).slice(11)}`}</span>
                    <span className="muted">{`${each.by} → ${each.toUser}`}</span>
                    <Acceptance handover={each} mine={each.toUser === session.username} />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}

function Acceptance({ handover: { acceptedAt }, mine }: { handover: Handover; mine: boolean }) {
  const t = useTranslate();
  return acceptedAt ? (
    <span className="gaps-none"><Icon name="check" size={16} /> {t('handover.acceptedAt', { time: formatDateTime(Date.parse(acceptedAt)) })}</span>
  ) : (
    <span className="gaps"><Icon name="clock" size={16} /> {t(mine ? 'handover.waitsForYou' : 'handover.waits')}</span>
  );
}

/** A shift as it was handed over, to be read, taken over and printed. */
export function HandoverPage() {
  const { id = '' } = useParams();
  const handover = useHandover(Number(id));
  return <div className="page"><Loaded query={handover} height={480}>{(each) => <Kept handover={each} />}</Loaded></div>;
}

function Kept({ handover }: { handover: Handover }) {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const { message } = App.useApp();
  const accept = useMutation({
    mutationFn: () => handoversApi.accept(handover.id),
    onSuccess: () => {
      void message.success(t('handover.taken'));
      void client.invalidateQueries({ queryKey: HANDOVERS_KEY });
    },
  });
  const waits = !handover.acceptedAt;
  return (
    <>
      <div className="page-head no-print">
        <div className="rule-title">
          <Link to="/alarms/handover" className="back" aria-label={t('handover.title')}><Icon name="back" /></Link>
          <h1 className="page-title">{t('handover.number', { n: handover.id })}</h1>
          <Acceptance handover={handover} mine={handover.toUser === session.username} />
        </div>
        <span className="page-tools">
          <Button icon={<Icon name="print" size={16} />} onClick={() => { window.print(); }}>{t('handover.print')}</Button>
          {waits && handover.toUser === session.username && (
            <Button type="primary" icon={<Icon name="check" size={16} />} loading={accept.isPending} onClick={() => { accept.mutate(); }} data-testid="handover-accept">
              {t('handover.accept')}
            </Button>
          )}
        </span>
      </div>
      <FormFailure error={accept.error} />
      <article className="panel sheet" data-testid="handover-sheet">
        <SheetHead handover={handover} />
        {handover.content ? <Sheet content={handover.content} /> : <Loading />}
        <Signatures handover={handover} />
      </article>
    </>
  );
}

function SheetHead({ handover }: { handover: Handover }) {
  const t = useTranslate();
  const config = useConfig();
  const areas = useAreas();
  const area = handover.area ? (areas.data?.find((each) => each.id === handover.area)?.name ?? handover.area) : null;
  return (
    <header className="sheet-head">
      <span className="sheet-centre">{t('wall.title')}{area === null ? '' : ` · ${area}`} · {config.data?.product ?? ''}</span>
      <h1 className="sheet-title">{t('handover.sheetTitle')}</h1>
      <p className="sheet-facts">
        {t('handover.range', { from: formatDateTime(Date.parse(handover.from)), to: formatDateTime(Date.parse(handover.to)) })}
        <br />
        {t('handover.people', { by: handover.by, to: handover.toUser })}
      </p>
      <section className="sheet-part">
        <h2 className="sheet-heading">{t('handover.notes')}</h2>
        <p className="sheet-notes" data-testid="handover-written">{handover.notes === '' ? '–' : handover.notes}</p>
      </section>
    </header>
  );
}

function Signatures({ handover }: { handover: Handover }) {
  const t = useTranslate();
  return (
    <footer className="sheet-signatures">
      <div>
        <b>{t('handover.giver')}</b>
        <span>{handover.by}</span>
        <span className="muted">{formatDateTime(Date.parse(handover.createdAt))}</span>
      </div>
      <div>
        <b>{t('handover.taker2')}</b>
        <span>{handover.toUser}</span>
        <span className="muted">{handover.acceptedAt ? formatDateTime(Date.parse(handover.acceptedAt)) : t('handover.notYetTaken')}</span>
      </div>
    </footer>
  );
}
