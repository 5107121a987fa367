import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { LOUDSPEAKERS_KEY, useSource, useSourceLog } from '../../api/loudspeaker-queries';
import { sourceApi } from '../../api/loudspeakers';
import { Age } from '../../components/age';
import { Empty, Loaded } from '../../components/feedback';
import { FormFailure } from '../../components/form-failure';
import { useSession } from '../../components/session';
import { lookUp, useLanguage, useTranslate } from '../../i18n';
import { serverNow } from '../../model/clock';
import { SOURCE_WAYS, type SourceLogEntry, type SourceSettings, type SourceWay } from '../../model/loudspeaker-report';
import { mayAdminister } from '../../model/roles';
import { formatRecent } from '../../model/time';
import { ForbiddenView } from '../errors';
import { Field } from './bulletins/bulletin-editor';

/** The way to the provincial source-information system: how it is set up, and what went over it. */
export default function SourceView() {
  const t = useTranslate();
  const session = useSession();
  const source = useSource();
  if (!mayAdminister(session)) {
    return <ForbiddenView />;
  }
  return (
    <div className="page">
      <div className="page-head"><h1 className="page-title">{t('loa.source.title')}</h1></div>
      <div className="loa-columns loa-columns-even">
        <Loaded query={source} height={320}>{(settings) => <Settings key={settings.revision} settings={settings} />}</Loaded>
        <LogPanel />
      </div>
    </div>
  );
}

function Settings({ settings }: { settings: SourceSettings }) {
  const t = useTranslate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [edited, setEdited] = useState<SourceSettings>(() => ({ ...settings, key: null }));
  const set = (changed: Partial<SourceSettings>) => { setEdited((former) => ({ ...former, ...changed })); };
  const save = useMutation({
    mutationFn: () => sourceApi.save(edited),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY, 'source'] });
      void message.success(t('irr.saved'));
    },
  });
  const { way } = edited;
  return (
    <section className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('loa.source.settings')}</h2></div>
      {save.error && <div className="panel-body"><FormFailure error={save.error} /></div>}
      <div className="panel-body loa-fields">
        <Field label={t('loa.source.way')} wide group>
          <Segmented<SourceWay> value={way} options={SOURCE_WAYS.map((each) => ({ value: each, label: t(`loa.source.way.${each}`) }))} onChange={(next) => { set({ way: next }); }} />
        </Field>
        {way === 'file' && <Field label={t('loa.source.directory')} hint={t('loa.source.directoryHint')} wide><Input value={edited.directory ?? ''} className="mono" onChange={(event) => { set({ directory: event.target.value === '' ? null : event.target.value }); }} /></Field>}
        {way === 'http' && (
          <>
            <Field label={t('loa.source.url')} wide><Input value={edited.url ?? ''} placeholder="https://" className="mono" onChange={(event) => { set({ url: event.target.value === '' ? null : event.target.value }); }} /></Field>
            <Field label={t('loa.source.key')} hint={t(settings.keySet ? 'loa.source.keySet' : 'loa.source.keyNone')} wide><Input.Password value={edited.key ?? ''} autoComplete="new-password" onChange={(event) => { set({ key: event.target.value === '' ? null : event.target.value }); }} /></Field>
          </>
        )}
        {way !== 'off' && (
          <>
            <Field label={t('loa.source.pull')}><InputNumber min={1} max={1440} value={edited.pullMinutes} suffix={t('loa.minutes')} className="loa-full" onChange={(value) => { set({ pullMinutes: value ?? edited.pullMinutes }); }} /></Field>
            <Field label={t('loa.source.push')}><InputNumber min={1} max={1440} value={edited.pushMinutes} suffix={t('loa.minutes')} className="loa-full" onChange={(value) => { set({ pushMinutes: value ?? edited.pushMinutes }); }} /></Field>
            <Field label={t('loa.source.mapping')} hint={t('loa.source.mappingHint')} group><Select className="loa-full" value={edited.mapping} options={(edited.mappings ?? [edited.mapping]).map((each) => ({ value: each, label: each }))} onChange={(mapping: string) => { set({ mapping }); }} aria-label={t('loa.source.mapping')} /></Field>
          </>
        )}
        <div className="loa-field-wide"><Button type="primary" loading={save.isPending} onClick={() => { save.mutate(); }} data-testid="source-save">{t('common.save')}</Button></div>
      </div>
      {way !== 'off' && (
        <dl className="loa-facts">
          <div><dt>{t('loa.source.lastPull')}</dt><dd><Age at={settings.lastPull ?? null} ago /></dd></div>
          <div><dt>{t('loa.source.lastPush')}</dt><dd><Age at={settings.lastPush ?? null} ago /></dd></div>
          <div><dt>{t('loa.source.waiting')}</dt><dd>{settings.waiting ?? 0}</dd></div>
          {Boolean(settings.problem) && <div><dt>{t('loa.source.problem')}</dt><dd className="loa-bad">{settings.problem}</dd></div>}
        </dl>
      )}
    </section>
  );
}

function LogPanel() {
  const t = useTranslate();
  const log = useSourceLog();
  return (
    <section className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('loa.source.log')}</h2></div>
      <Loaded query={log} height={240}>
        {(list) => (list.length === 0 ? <Empty icon="send" title={t('loa.source.noLog')} /> : <ol className="loa-log">{list.map((entry) => <LogRow key={entry.id} entry={entry} />)}</ol>)}
      </Loaded>
    </section>
  );
}

function LogRow({ entry: { at, direction, what, state, attempts, nextAt, detail } }: { entry: SourceLogEntry }) {
  const t = useTranslate();
  const language = useLanguage();
  const now = serverNow();
  return (
    <li data-testid="source-log" data-state={state}>
      <time className="muted" dateTime={at}>{formatRecent(Date.parse(at), now)}</time>
      <span>
        <b>{t(`loa.source.direction.${direction}`)}</b> · {lookUp(language, 'loa.source.what', what) ?? what}
        {detail !== null && <span className="muted"> · {detail}</span>}
      </span>
      <span className={state === 'failed' ? 'loa-bad' : state === 'waiting' ? 'loa-wait' : 'muted'}>
        {t(`loa.source.state.${state}`)}
        {attempts > 1 && ` (${t('loa.source.attempts', { n: attempts })})`}
        {nextAt !== null && ` · ${t('loa.source.next', { at: formatRecent(Date.parse(nextAt), now) })}`}
      </span>
    </li>
  );
}
