import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { LOUDSPEAKERS_KEY, useClusters, useSpeakerBulletin } from '../../../api/loudspeaker-queries';
import { speakerBulletinsApi } from '../../../api/loudspeakers';
import { useAreas } from '../../../api/queries';
import { Loaded } from '../../../components/feedback';
import { FormFailure } from '../../../components/form-failure';
import { Icon } from '../../../components/icons';
import { matchesOption } from '../../../components/select-options';
import { useSession } from '../../../components/session';
import { useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import { formatDuration, parseDuration, parseTimes, problemsOf, type Bulletin, type BulletinProblem, type NewBulletin, type Schedule } from '../../../model/loudspeaker-bulletins';
import type { BulletinClass } from '../../../model/loudspeakers';
import { mayBroadcast } from '../../../model/roles';
import { formatDate, parseDate, today } from '../../../model/time';
import { WEEKDAYS, type Weekday } from '../../../model/weekdays';
import { ForbiddenView } from '../../errors';
import { useTargets } from '../parts';

/** A bulletin with its schedules: new, or one that is changed. */
export default function BulletinEditor() {
  const { id } = useParams();
  const session = useSession();
  if (!mayBroadcast(session)) {
    return <ForbiddenView />;
  }
  return <div className="page">{id === undefined ? <Editor bulletin={null} /> : <Existing id={id} />}</div>;
}

function Existing({ id }: { id: string }) {
  const bulletin = useSpeakerBulletin(id);
  return <Loaded query={bulletin} height={400}>{(loaded) => <Editor key={loaded.revision} bulletin={loaded} />}</Loaded>;
}

/** As typed: only what can be read becomes a schedule. */
interface TypedSchedule {
  key: number;
  from: string;
  to: string;
  weekdays: Weekday[];
  times: string;
  areas: string[];
  clusters: string[];
  order: number;
}

interface Typed {
  title: string;
  class: BulletinClass;
  duration: string;
  sha256: string;
  text: string;
  schedules: TypedSchedule[];
}

function typedOf(bulletin: Bulletin | null, area: string | null): Typed {
  const empty: TypedSchedule = { key: 0, from: formatDate(today(serverNow())), to: '', weekdays: [], times: '', areas: area === null ? [] : [area], clusters: [], order: 0 };
  return {
    title: bulletin?.title ?? '',
    class: bulletin?.class ?? 'normal',
    duration: bulletin === null ? '5:00' : formatDuration(bulletin.seconds),
    sha256: bulletin?.sha256 ?? '',
    text: bulletin?.text ?? '',
    schedules: bulletin?.schedules.map((each, key) => ({ key, from: formatDate(each.validFrom), to: each.validTo === null ? '' : formatDate(each.validTo), weekdays: each.weekdays, times: each.times.join(', '), areas: each.areas, clusters: each.clusters, order: each.order })) ?? [empty],
  };
}

function bulletinOf(typed: Typed, former: Bulletin | null, area: string | null): NewBulletin {
  const schedules = typed.schedules.map((each): Schedule => ({
    validFrom: parseDate(each.from) ?? '',
    // A last day that cannot be read must not become "for ever".
    validTo: each.to.trim() === '' ? null : (parseDate(each.to) ?? '0000-00-00'),
    weekdays: each.weekdays,
    times: parseTimes(each.times) ?? [],
    areas: each.areas,
    clusters: each.clusters,
    order: each.order,
  }));
  return {
    title: typed.title.trim(),
    class: typed.class,
    seconds: parseDuration(typed.duration) ?? 0,
    sha256: typed.sha256.trim() === '' ? null : typed.sha256.trim().toLowerCase(),
    text: typed.text.trim() === '' ? null : typed.text.trim(),
    area: former?.area ?? area,
    schedules,
    ...(former === null ? {} : { revision: former.revision }),
  };
}

function Editor({ bulletin }: { bulletin: Bulletin | null }) {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState<Typed>(() => typedOf(bulletin, session.area));
  const [tried, setTried] = useState(false);
  const areas = useAreas();
  // What the whole district's people write belongs to the district.
  const owner = session.area ?? areas.data?.find(({ parent }) => parent === null)?.id ?? null;
  const made = bulletinOf(typed, bulletin, owner);
  const problems = problemsOf(made);
  const save = useMutation({
    mutationFn: () => (bulletin === null ? speakerBulletinsApi.create(made) : speakerBulletinsApi.save(bulletin.id, made)),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] });
      void navigate(`/loa/ban-tin/${encodeURIComponent(id)}`);
    },
  });
  const set = (changed: Partial<Typed>) => { setTyped((former) => ({ ...former, ...changed })); };
  const setSchedule = (key: number, changed: Partial<TypedSchedule>) => { set({ schedules: typed.schedules.map((each) => (each.key === key ? { ...each, ...changed } : each)) }); };
  const wrong = (problem: BulletinProblem): boolean => tried && problems.includes(problem);
  const submit = () => {
    setTried(true);
    if (problems.length === 0) {
      save.mutate();
    }
  };
  return (
    <form
      className="loa-editor"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="page-head">
        <div>
          <Link className="loa-back" to={bulletin === null ? '/loa/ban-tin' : `/loa/ban-tin/${encodeURIComponent(bulletin.id)}`}><Icon name="back" size={16} />{t('loa.back')}</Link>
          <h1 className="page-title">{t(bulletin === null ? 'loa.bulletins.add' : 'loa.bulletin.edit')}</h1>
        </div>
      </div>
      <FormFailure error={save.error} />
      <section className="panel panel-body loa-fields">
        <Field label={t('loa.bulletin.title')} error={wrong('title') ? t('common.required') : null} wide>
          <Input value={typed.title} maxLength={200} autoFocus onChange={(event) => { set({ title: event.target.value }); }} data-testid="bulletin-title" />
        </Field>
        <Field label={t('loa.bulletin.class')}>
          <Segmented<BulletinClass> value={typed.class} options={(['normal', 'priority'] as const).map((each) => ({ value: each, label: t(`loa.class.${each}`) }))} onChange={(next) => { set({ class: next }); }} />
        </Field>
        <Field label={t('loa.bulletin.seconds')} hint={t('loa.bulletin.secondsHint')} error={wrong('seconds') ? t('loa.form.durationWrong') : null}>
          <Input value={typed.duration} className="loa-short" onChange={(event) => { set({ duration: event.target.value }); }} data-testid="bulletin-duration" />
        </Field>
        <Field label={t('loa.bulletin.text')} hint={t('loa.bulletin.textHint')} wide>
          <Input.TextArea value={typed.text} maxLength={4000} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(event) => { set({ text: event.target.value }); }} />
        </Field>
        <Field label={t('loa.bulletin.hash')} hint={t('loa.bulletin.hashHint')} error={wrong('sha256') ? t('loa.form.hashWrong') : null} wide>
          <Input value={typed.sha256} className="mono" maxLength={64} spellCheck={false} onChange={(event) => { set({ sha256: event.target.value }); }} />
        </Field>
      </section>
      {typed.schedules.map((schedule, index) => (
        <ScheduleFields
          key={schedule.key}
          number={index + 1}
          schedule={schedule}
          tried={tried}
          onChange={(changed) => { setSchedule(schedule.key, changed); }}
          onRemove={typed.schedules.length > 1 ? () => { set({ schedules: typed.schedules.filter(({ key }) => key !== schedule.key) }); } : null}
        />
      ))}
      <div className="loa-editor-foot">
        <Button icon={<Icon name="plus" size={16} />} onClick={() => { set({ schedules: [...typed.schedules, { ...(typedOf(null, session.area).schedules[0] as TypedSchedule), key: Math.max(...typed.schedules.map(({ key }) => key)) + 1 }] }); }}>{t('loa.schedule.add')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="bulletin-save">{t('common.save')}</Button>
      </div>
    </form>
  );
}

interface ScheduleFieldsProps {
  number: number;
  schedule: TypedSchedule;
  tried: boolean;
  onChange: (changed: Partial<TypedSchedule>) => void;
  onRemove: (() => void) | null;
}

function ScheduleFields({ number, schedule, tried, onChange, onRemove }: ScheduleFieldsProps) {
  const t = useTranslate();
  const targets = useTargets();
  const clusters = useClusters();
  const times = parseTimes(schedule.times);
  const from = parseDate(schedule.from);
  const to = schedule.to.trim() === '' ? null : parseDate(schedule.to);
  const noTargets = schedule.areas.length === 0 && schedule.clusters.length === 0;
  const clusterOptions = (clusters.data ?? []).map(({ device, name, village, areaName }) => ({ value: device, label: `${village ?? name} – ${areaName}` }));
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('loa.schedule.number', { n: number })}</h2>
        {onRemove !== null && <Button type="text" size="small" icon={<Icon name="trash" size={16} />} onClick={onRemove}>{t('irr.remove')}</Button>}
      </div>
      <div className="panel-body loa-fields">
        <Field label={t('loa.schedule.times')} hint={t('loa.schedule.timesHint')} error={times === null ? t('loa.form.timesWrong') : tried && times.length === 0 ? t('common.required') : null}>
          <Input value={schedule.times} placeholder="05:30, 17:00" onChange={(event) => { onChange({ times: event.target.value }); }} data-testid="schedule-times" />
        </Field>
        <Field label={t('loa.schedule.order')} hint={t('loa.schedule.orderHint')}>
          <Input value={schedule.order} className="loa-short" inputMode="numeric" onChange={(event) => { onChange({ order: Number(event.target.value.replace(/\D/g, '').slice(0, 3)) }); }} />
        </Field>
        <Field label={t('loa.schedule.validFrom')} error={from === null ? t('loa.form.dateWrong') : null}>
          <Input value={schedule.from} inputMode="numeric" onChange={(event) => { onChange({ from: event.target.value }); }} />
        </Field>
        <Field label={t('loa.schedule.validTo')} hint={t('loa.schedule.validToHint')} error={schedule.to.trim() !== '' && (to === null || (from !== null && to < from)) ? t('loa.form.dateWrong') : null}>
          <Input value={schedule.to} inputMode="numeric" placeholder="31/12/2026" onChange={(event) => { onChange({ to: event.target.value }); }} />
        </Field>
        <Field label={t('loa.schedule.weekdays')} hint={t('loa.schedule.weekdaysHint')} wide group>
          <Checkbox.Group value={schedule.weekdays} options={WEEKDAYS.map((day) => ({ value: day, label: t(`loa.weekday.${day}`) }))} onChange={(next) => { onChange({ weekdays: next }); }} />
        </Field>
        <Field label={t('loa.schedule.areas')} error={tried && noTargets ? t('loa.form.noTargets') : null} wide group>
          <Select mode="multiple" className="loa-full" maxTagCount={6} value={schedule.areas} options={targets.options} filterOption={matchesOption} onChange={(next: string[]) => { onChange({ areas: next }); }} aria-label={t('loa.schedule.areas')} data-testid="schedule-areas" />
          <span className="loa-quick">
            <Button size="small" type="link" onClick={() => { onChange({ areas: targets.everywhere }); }}>{t('loa.schedule.everywhere')}</Button>
            {schedule.areas.length > 0 && <Button size="small" type="link" onClick={() => { onChange({ areas: [] }); }}>{t('loa.schedule.noAreas')}</Button>}
          </span>
        </Field>
        <Field label={t('loa.schedule.clusters')} hint={t('loa.schedule.clustersHint')} wide group>
          <Select mode="multiple" className="loa-full" maxTagCount={6} value={schedule.clusters} options={clusterOptions} filterOption={matchesOption} onChange={(next: string[]) => { onChange({ clusters: next }); }} aria-label={t('loa.schedule.clusters')} />
        </Field>
      </div>
    </section>
  );
}

interface FieldProps {
  label: string;
  hint?: string;
  error?: string | null;
  wide?: boolean;
  /** More than one control: a label element would press the first. */
  group?: boolean;
  children: React.ReactNode;
}

export function Field({ label, hint, error = null, wide = false, group = false, children }: FieldProps) {
  const Box = group ? 'div' : 'label';
  return (
    <Box className={wide ? 'field loa-field-wide' : 'field'}>
      <span className="field-label">{label}</span>
      {children}
      {error === null ? hint !== undefined && <span className="loa-hint">{hint}</span> : <span className="field-error" role="alert">{error}</span>}
    </Box>
  );
}
