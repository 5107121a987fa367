import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Popconfirm, Segmented, Select, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { capApi } from '../../api/cap';
import { CAP_KEY, useCapMessage, useCapMessages } from '../../api/desk-queries';
import { Empty, Loaded } from '../../components/feedback';
import { FormFailure } from '../../components/form-failure';
import { Icon } from '../../components/icons';
import { useSession } from '../../components/session';
import { lookUp, say as sayCoded, useLanguage, useTranslate, type Language, type Translate } from '../../i18n';
import { mayHandleAlarms } from '../../model/alarm-actions';
import { CAP_STATUSES, SYSTEM, turnOf, type CapMessage, type CapStatus, type CapTexts } from '../../model/cap';
import { maySetRules } from '../../model/roles';
import { formatDateTime } from '../../model/time';
import '../lists.css';
import '../rules/rules.css';
import './cap.css';

const STATES = ['draft', 'issued', 'discarded'] as const;
type Shown = (typeof STATES)[number] | 'all';

/** A word of the standard with what it means here; a word that has no text stands alone. */
const word = (language: Language, name: string, value: string): string => {
  const meaning = lookUp(language, `cap.${name}`, value);
  return meaning === null || meaning === value ? value : `${meaning} (${value})`;
};

export default function CapView() {
  const t = useTranslate();
  const messages = useCapMessages();
  const [parameters, setParameters] = useSearchParams();
  const shown: Shown = STATES.find((each) => each === parameters.get('state')) ?? 'all';
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('cap.title')}</h1>
        <Segmented<Shown>
          value={shown}
          options={(['all', ...STATES] satisfies Shown[]).map((each) => ({ value: each, label: t(`cap.state.${each}`) }))}
          onChange={(state) => { setParameters(state === 'all' ? {} : { state }, { replace: true }); }}
        />
      </div>
      <div className="panel">
        <Loaded query={messages} height={240}>{(list) => <Messages list={list.filter((each) => shown === 'all' || each.state === shown)} />}</Loaded>
      </div>
    </div>
  );
}

function Messages({ list }: { list: CapMessage[] }) {
  const t = useTranslate();
  const language = useLanguage();
  const navigate = useNavigate();
  if (list.length === 0) {
    return <Empty icon="broadcast" title={t('cap.none')} hint={t('cap.noneHint')} />;
  }
  return (
    <Table<CapMessage>
      className="list-table"
      rowKey="id"
      columns={columnsOf(t, language)}
      dataSource={list}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      onRow={(message) => ({ 'data-testid': 'cap-row', onClick: () => { void navigate(`/alarms/cap/${message.id}`); } }) as React.HTMLAttributes<HTMLElement>}
    />
  );
}

function columnsOf(t: Translate, language: Language): ColumnsType<CapMessage> {
  return [
    {
      title: t('cap.headline'),
      key: 'headline',
      render: (_, message) => (
        <span className="list-name-text">
          <Link to={`/alarms/cap/${message.id}`} onClick={(event) => { event.stopPropagation(); }}>{message.headline[language] || message.headline.vi}</Link>
          <span className="list-name-sub">{message.areaName}</span>
          <span className="narrow-only"><StateMark message={message} /></span>
        </span>
      ),
    },
    { title: t('cap.type'), key: 'type', responsive: ['md'], render: (_, message) => word(language, 'type', message.type) },
    { title: t('cap.severity'), key: 'severity', responsive: ['md'], render: (_, message) => word(language, 'severity', message.severity) },
    { title: t('alarms.state'), key: 'state', responsive: ['sm'], render: (_, message) => <StateMark message={message} /> },
    { title: t('cap.created'), key: 'created', className: 'cap-date', responsive: ['lg'], render: (_, message) => formatDateTime(Date.parse(message.createdAt)) },
  ];
}

function StateMark({ message: { state, status, settledAt, settledBy } }: { message: CapMessage }) {
  const t = useTranslate();
  const language = useLanguage();
  const when = settledAt ? ` · ${formatDateTime(Date.parse(settledAt))} · ${settledBy ?? ''}` : '';
  return (
    <span className={state === 'draft' ? 'gaps' : 'gaps-none'}>
      <Icon name={state === 'draft' ? 'edit' : state === 'issued' ? 'broadcast' : 'cross'} size={16} />
      <span>{`${t(`cap.state.${state}`)}${status ? ` · ${lookUp(language, 'cap.status', status) ?? status}` : ''}${when}`}</span>
    </span>
  );
}

export function CapPage() {
  const { id = '' } = useParams();
  const message = useCapMessage(Number(id));
  return <div className="page"><Loaded query={message} height={480}>{(each) => <Message key={`${each.id} ${each.revision} ${each.state}`} message={each} />}</Loaded></div>;
}

function Message({ message }: { message: CapMessage }) {
  const t = useTranslate();
  const language = useLanguage();
  const session = useSession();
  const isDraft = message.state === 'draft';
  return (
    <>
      <div className="page-head">
        <div className="rule-title">
          <Link to="/alarms/cap" className="back" aria-label={t('cap.title')}><Icon name="back" /></Link>
          <h1 className="page-title">{message.event[language] || message.event.vi} · {message.areaName}</h1>
        </div>
        <span className="page-tools">
          <StateMark message={message} />
          <Button icon={<Icon name="download" size={16} />} href={capApi.xmlAddress(message.id)} download data-testid="cap-xml">XML</Button>
        </span>
      </div>
      {message.problems.length > 0 && (
        <div className="form-failure" role="alert">
          <Icon name="warning" />
          <div>
            {t('cap.problems')}
            <ul>{message.problems.map((problem) => sayCoded(language, 'cap.problem', problem)).map((text) => <li key={text}>{text}</li>)}</ul>
          </div>
        </div>
      )}
      {!message.languages.includes('en-US') && <p className="cap-note"><Icon name="broadcast" size={16} /><span>{t('cap.vietnameseOnly')}</span></p>}
      <div className="rule-edit">
        <div className="panel">
          <div className="panel-head"><h2 className="panel-title">{t('cap.texts')}</h2></div>
          <div className="panel-body">{isDraft && mayHandleAlarms(session) ? <Editor message={message} /> : <Texts message={message} />}</div>
        </div>
        <div className="cap-side">
          <div className="panel">
            <div className="panel-head"><h2 className="panel-title">{t('cap.facts')}</h2></div>
            <Facts message={message} />
          </div>
          {isDraft && <Issue message={message} />}
        </div>
      </div>
    </>
  );
}

const TEXTS = ['headline', 'description', 'instruction'] as const;

function Texts({ message }: { message: CapMessage }) {
  const t = useTranslate();
  return (
    <dl className="cap-texts">
      {TEXTS.map((name) => (
        <div key={name}>
          <dt>{t(`cap.${name}`)}</dt>
          <dd>{message[name].vi}</dd>
          {message[name].en !== '' && <dd lang="en" className="muted">{message[name].en}</dd>}
        </div>
      ))}
    </dl>
  );
}

function useChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: CAP_KEY });
}

function Editor({ message }: { message: CapMessage }) {
  const t = useTranslate();
  const changed = useChanged();
  const { message: say } = App.useApp();
  const [texts, setTexts] = useState<CapTexts>({ headline: message.headline, description: message.description, instruction: message.instruction });
  const save = useMutation({
    mutationFn: () => capApi.edit(message.id, message.revision, texts),
    onSuccess: () => {
      void say.success(t('cap.saved'));
      return changed();
    },
  });
  return (
    <>
      <FormFailure error={save.error} />
      {TEXTS.map((name) => (
        <div key={name} className="rule-pairs">
          {(['vi', 'en'] as const).map((language) => (
            <label key={language} className="field">
              <span className="field-label">{`${t(`cap.${name}`)} (${t(`rule.language.${language}`)})`}</span>
              <Input.TextArea
                lang={language}
                value={texts[name][language]}
                maxLength={name === 'headline' ? 160 : 2_000}
                showCount={name === 'headline'}
                autoSize={{ minRows: name === 'headline' ? 2 : 4, maxRows: 12 }}
                onChange={(event) => { setTexts({ ...texts, [name]: { ...texts[name], [language]: event.target.value } }); }}
                data-testid={`cap-${name}-${language}`}
              />
            </label>
          ))}
        </div>
      ))}
      <div className="cap-save">
        <Button type="primary" loading={save.isPending} onClick={() => { save.mutate(); }} data-testid="cap-save">{t('cap.save')}</Button>
        <span className="field-hint">{t('cap.saveHint')}</span>
      </div>
    </>
  );
}

function Facts({ message }: { message: CapMessage }) {
  const t = useTranslate();
  const language = useLanguage();
  const rows: [string, string][] = [
    [t('cap.type'), word(language, 'type', message.type)],
    [t('cap.scope'), word(language, 'scope', message.scope)],
    [t('cap.severity'), word(language, 'severity', message.severity)],
    [t('cap.urgency'), word(language, 'urgency', message.urgency)],
    [t('cap.certainty'), word(language, 'certainty', message.certainty)],
    [t('cap.onset'), formatDateTime(Date.parse(message.onset))],
    [t('cap.area'), `${message.areaName} (${message.areaCode})${message.polygons.length > 0 ? '' : ` · ${t('cap.noPolygon')}`}`],
    [t('cap.authors'), message.authors.map((author) => (author === SYSTEM ? t('cap.system') : author)).join(', ')],
    ...(message.settledBy && message.state === 'issued' ? [[t('cap.issuer'), message.settledBy] satisfies [string, string]] : []),
    [t('cap.identifier'), message.identifier],
  ];
  return (
    <dl className="facts">
      {rows.map(([label, value]) => (
        <div key={label}><dt>{label}</dt><dd>{value}</dd></div>
      ))}
      <div><dt>{t('alarms.column.alarm')}</dt><dd><Link to={`/alarms?alarm=${message.alarm}`}>{t('cap.openAlarm')}</Link></dd></div>
    </dl>
  );
}

/** A warning goes out by two people: one who wrote or confirmed it, and one who has not. */
function Issue({ message }: { message: CapMessage }) {
  const t = useTranslate();
  const session = useSession();
  const changed = useChanged();
  const { message: say } = App.useApp();
  const [status, setStatus] = useState<CapStatus>('Actual');
  const turn = turnOf(message, session.username, maySetRules(session));
  const done = (text: string) => {
    void say.success(text);
    return changed();
  };
  const confirm = useMutation({ mutationFn: () => capApi.confirm(message.id, message.revision), onSuccess: () => done(t('cap.confirmed')) });
  const issue = useMutation({ mutationFn: () => capApi.issue(message.id, message.revision, status), onSuccess: () => done(t('cap.issued')) });
  const discard = useMutation({ mutationFn: () => capApi.discard(message.id, message.revision), onSuccess: () => done(t('cap.discarded')) });
  const mayWrite = mayHandleAlarms(session);
  return (
    <div className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('cap.issue')}</h2></div>
      <div className="panel-body">
        <FormFailure error={confirm.error ?? issue.error ?? discard.error} />
        <p className="cap-issue-hint">{t(`cap.turn.${turn}`)}</p>
        <div className="page-tools">
          {turn === 'confirm' && mayWrite && (
            <Button type="primary" icon={<Icon name="check" size={16} />} loading={confirm.isPending} onClick={() => { confirm.mutate(); }} data-testid="cap-confirm">{t('cap.confirm')}</Button>
          )}
          {turn === 'issue' && (
            <>
              <Select<CapStatus> value={status} aria-label={t('cap.status')} options={CAP_STATUSES.map((each) => ({ value: each, label: t(`cap.status.${each}`) }))} popupMatchSelectWidth={false} onChange={setStatus} />
              <Popconfirm title={t('cap.issueAsk', { status: t(`cap.status.${status}`) })} okText={t('cap.issue')} cancelText={t('common.cancel')} onConfirm={() => { issue.mutate(); }}>
                <Button type="primary" icon={<Icon name="broadcast" size={16} />} disabled={message.problems.length > 0} loading={issue.isPending} data-testid="cap-issue">{t('cap.issue')}</Button>
              </Popconfirm>
            </>
          )}
          {mayWrite && (
            <Popconfirm title={t('cap.discardAsk')} okText={t('cap.discard')} cancelText={t('common.cancel')} onConfirm={() => { discard.mutate(); }}>
              <Button icon={<Icon name="trash" size={16} />} loading={discard.isPending}>{t('cap.discard')}</Button>
            </Popconfirm>
          )}
        </div>
        {status !== 'Actual' && turn === 'issue' && <p className="cap-issue-hint">{t('cap.exerciseHint')}</p>}
      </div>
    </div>
  );
}
