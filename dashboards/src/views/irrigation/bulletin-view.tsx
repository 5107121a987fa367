import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { bulletinsApi, rainApi } from '../../api/bulletins';
import { IRRIGATION_KEY } from '../../api/irrigation-queries';
import { useAreas } from '../../api/queries';
import { Empty, Loaded } from '../../components/feedback';
import { FormFailure } from '../../components/form-failure';
import { Icon } from '../../components/icons';
import { NumberInput } from '../../components/number-input';
import { matchesOption } from '../../components/select-options';
import { useSession } from '../../components/session';
import { useLanguage, useTranslate } from '../../i18n';
import type { Bulletin, RainForecast } from '../../model/bulletin';
import { serverNow } from '../../model/clock';
import { formatNumber } from '../../model/numbers';
import { mayPlanWater } from '../../model/roles';
import { formatDate, formatTime, parseDate, today } from '../../model/time';
import { dayAfter } from '../../model/water-state';
import '../../components/chart.css';
import './bulletin.css';

/** The morning's texts for loudspeaker, Zalo and short messages, and the rain that people expect. */
export default function BulletinView() {
  const t = useTranslate();
  const [ago, setAgo] = useState(0);
  const day = dayAfter(today(serverNow()), -ago);
  const bulletins = useQuery({ queryKey: [IRRIGATION_KEY, 'bulletins', day], queryFn: ({ signal }) => bulletinsApi.list({ day }, signal) });
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('irr.bulletin.title', { day: formatDate(day) })}</h1>
        <div className="irr-day">
          <Button onClick={() => { setAgo(ago + 1); }}>{t('irr.bulletin.before')}</Button>
          <Button disabled={ago === 0} onClick={() => { setAgo(ago - 1); }}>{t('irr.bulletin.after')}</Button>
        </div>
      </div>
      <div className="bulletin-columns">
        <div className="bulletins">
          <Loaded query={bulletins} height={240}>
            {(list) => (list.length === 0 ? <div className="panel bulletins-none"><Empty icon="broadcast" title={t('irr.bulletin.none')} hint={t('irr.bulletin.noneHint')} /></div> : list.map((bulletin) => <BulletinCard key={bulletin.area} bulletin={bulletin} />))}
          </Loaded>
        </div>
        <RainPanel />
      </div>
    </div>
  );
}

function BulletinCard({ bulletin }: { bulletin: Bulletin }) {
  const t = useTranslate();
  const language = useLanguage();
  const [message, setMessage] = useState(false);
  const text = message ? bulletin.sms : bulletin[language];
  return (
    <article className="panel bulletin" data-testid="bulletin">
      <div className="panel-head">
        <h2 className="panel-title">{bulletin.areaName}</h2>
        <span className="muted">{t('irr.bulletin.madeAt', { time: formatTime(Date.parse(bulletin.madeAt)) })} · {t('irr.bulletin.length', { n: text.length })}</span>
      </div>
      <p className={message ? 'bulletin-text mono' : 'bulletin-text'}>{text}</p>
      <div className="bulletin-foot">
        <span className="range" role="group" aria-label={t('irr.bulletin.form')}>
          <button type="button" aria-pressed={!message} onClick={() => { setMessage(false); }}>{t('irr.bulletin.aloud')}</button>
          <button type="button" aria-pressed={message} onClick={() => { setMessage(true); }}>{t('irr.bulletin.sms')}</button>
        </span>
        <CopyButton text={text} />
      </div>
    </article>
  );
}

function CopyButton({ text }: { text: string }) {
  const t = useTranslate();
  const { message } = App.useApp();
  const copy = () => {
    // Without https a browser has no clipboard for pages.
    const copied = (navigator.clipboard as Clipboard | undefined)?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    copied.then(() => message.success(t('irr.bulletin.copied')), () => message.warning(t('irr.bulletin.notCopied')));
  };
  return <Button icon={<Icon name="copy" size={16} />} onClick={copy}>{t('irr.bulletin.copy')}</Button>;
}

function RainPanel() {
  const t = useTranslate();
  const session = useSession();
  const language = useLanguage();
  const areas = useAreas();
  const rain = useQuery({ queryKey: [IRRIGATION_KEY, 'rain-forecast'], queryFn: ({ signal }) => rainApi.list(signal) });
  const where = (area: string | null) => (area === null ? t('irr.rain.everywhere') : (areas.data?.find(({ id }) => id === area)?.name ?? area));
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('irr.rain.title')}</h2>
      </div>
      {mayPlanWater(session) && <RainForm everywhere={session.area === null} />}
      <Loaded query={rain} height={80}>
        {(list) => list.length === 0 ? <p className="chart-note">{t('irr.rain.none')}</p> : (
          <ul className="rain-list">
            {[...list].sort((a, b) => a.day.localeCompare(b.day)).map((each) => (
              <li key={`${each.day} ${each.area ?? ''}`}>
                <span><b>{formatDate(each.day)}</b> {where(each.area)}</span>
                <b>{`${formatNumber(each.millimetres, 0, language)} mm`}</b>
                <span className="muted rain-by">{[each.source, each.by].filter((part) => part !== '').join(' · ')}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

interface RainValues {
  area?: string | undefined;
  day: string;
  millimetres: number;
  source?: string;
}

function RainForm({ everywhere }: { everywhere: boolean }) {
  const t = useTranslate();
  const client = useQueryClient();
  const areas = useAreas();
  const [form] = Form.useForm<RainValues>();
  const put = useMutation<unknown, Error, RainValues>({
    mutationFn: ({ area, day, millimetres, source }) => rainApi.put({ ...(area ? { area } : {}), day: parseDate(day) ?? '', millimetres, source: source ?? '' } as Pick<RainForecast, 'area' | 'day' | 'millimetres' | 'source'>),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [IRRIGATION_KEY] });
      form.resetFields();
    },
  });
  const required = { required: true, message: t('common.required') };
  return (
    <Form<RainValues> form={form} layout="vertical" requiredMark={false} className="rain-form" initialValues={{ day: formatDate(dayAfter(today(serverNow()), 1)) }} onFinish={(values) => { put.mutate(values); }}>
      <FormFailure error={put.error} />
      <div className="field-pair">
        <Form.Item name="day" label={t('irr.rain.day')} rules={[{ validator: (_rule, value: string) => (parseDate(value) === null ? Promise.reject(new Error(t('registry.dateRule'))) : Promise.resolve()) }]}>
          <Input placeholder={t('registry.datePattern')} inputMode="numeric" />
        </Form.Item>
        <Form.Item name="millimetres" label={t('irr.rain.mm')} rules={[required]}>
          <NumberInput min={0} max={1500} controls={false} suffix="mm" />
        </Form.Item>
      </div>
      <Form.Item name="area" label={t('irr.rain.area')} rules={everywhere ? [] : [required]}>
        <Select allowClear showSearch placeholder={t('irr.rain.everywhere')} filterOption={matchesOption} options={(areas.data ?? []).filter((area) => area.outline?.type !== 'LineString').map((area) => ({ value: area.id, label: area.name }))} />
      </Form.Item>
      <Form.Item name="source" label={t('irr.rain.source')}>
        <Input placeholder={t('irr.rain.sourceExample')} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={put.isPending}>{t('irr.rain.enter')}</Button>
    </Form>
  );
}
