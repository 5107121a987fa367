import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { alarmsApi } from '../../../api/alarms';
import { LOUDSPEAKERS_KEY, useClusters, useEmergencyTemplates } from '../../../api/loudspeaker-queries';
import { emergenciesApi } from '../../../api/loudspeakers';
import { useAreas } from '../../../api/queries';
import { Empty, Loaded, Loading } from '../../../components/feedback';
import { FormFailure } from '../../../components/form-failure';
import { Icon } from '../../../components/icons';
import { matchesOption } from '../../../components/select-options';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate } from '../../../i18n';
import type { AlarmView } from '../../../model/alarms';
import { areaWithDescendants } from '../../../model/areas';
import { filledIn, fillTemplate, holesOf, type EmergencyTemplate } from '../../../model/loudspeaker-bulletins';
import type { Cluster } from '../../../model/loudspeakers';
import { formatNumber } from '../../../model/numbers';
import { mayBroadcast } from '../../../model/roles';
import type { Area } from '../../../model/types';
import { ForbiddenView } from '../../errors';
import { Field } from '../bulletins/bulletin-editor';
import { useTargets } from '../parts';

/** An emergency bulletin is written from a template, for the areas that an alarm names or that one chooses. */
export default function EmergencyDraft() {
  const t = useTranslate();
  const session = useSession();
  const [parameters] = useSearchParams();
  const alarmId = /^[1-9]\d{0,15}$/.test(parameters.get('alarm') ?? '') ? Number(parameters.get('alarm')) : null;
  const templates = useEmergencyTemplates(alarmId);
  const clusters = useClusters();
  const areas = useAreas();
  const alarm = useQuery({ queryKey: ['alarm', alarmId], queryFn: ({ signal }) => alarmsApi.get(alarmId ?? 0, signal), enabled: alarmId !== null });
  if (!mayBroadcast(session)) {
    return <ForbiddenView />;
  }
  const ready = clusters.data !== undefined && areas.data !== undefined && (alarmId === null || alarm.data !== undefined || alarm.error !== null);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <Link className="loa-back" to="/loa/khan-cap"><Icon name="back" size={16} />{t('loa.nav.emergency')}</Link>
          <h1 className="page-title">{t('loa.emergencies.add')}</h1>
        </div>
      </div>
      <Loaded query={templates} height={320}>
        {(list) =>
          list.length === 0 ? <div className="panel"><Empty icon="broadcast" title={t('loa.emergency.noTemplates')} /></div>
          : ready ? <Draft templates={list} clusters={clusters.data ?? []} areas={areas.data ?? []} alarm={alarm.data ?? null} /> : <Loading height={320} />}
      </Loaded>
    </div>
  );
}

interface DraftProps {
  templates: readonly EmergencyTemplate[];
  clusters: readonly Cluster[];
  areas: readonly Area[];
  alarm: AlarmView | null;
}

/** The communes that have clusters and that an alarm affects, or lie in its area. */
function affectedBy(alarm: AlarmView | null, affected: readonly string[], areas: readonly Area[], clusters: readonly Cluster[]): string[] {
  if (alarm === null) {
    return [];
  }
  const within = new Set((affected.length === 0 ? [alarm.area] : affected).flatMap((area) => [...areaWithDescendants(areas, area)]));
  return [...new Set(clusters.map(({ area }) => area).filter((area) => within.has(area)))];
}

/** Random enough among the drafts of one person; a page without TLS has no other source. */
const draftKey = (): string => `draft-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;

const REPEATS = [1, 2, 3, 5] as const;

function Draft({ templates, clusters, areas, alarm }: DraftProps) {
  const t = useTranslate();
  const language = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const targets = useTargets();
  const [template, setTemplate] = useState<EmergencyTemplate>(() => templates.find(({ proposed }) => proposed) ?? (templates[0] as EmergencyTemplate));
  const [typed, setTyped] = useState<Record<string, string>>({});
  const parameters = filledIn(template, typed);
  const [chosen, setChosen] = useState<string[]>(() => affectedBy(alarm, template.areas ?? [], areas, clusters));
  const [key] = useState(draftKey);
  const [repeats, setRepeats] = useState<number>(3);
  const [own, setOwn] = useState<string | null>(null);
  const [read, setRead] = useState(false);
  const labels = Object.fromEntries(template.parameters.map(({ name, label }) => [name, label.vi]));
  const text = { vi: own ?? fillTemplate(template.text.vi, parameters, labels), en: fillTemplate(template.text.en, parameters) };
  const missing = holesOf(text.vi);
  const reached = useMemo(() => {
    const within = new Set(chosen.flatMap((id) => [...areaWithDescendants(areas, id)]));
    return clusters.filter(({ area }) => within.has(area));
  }, [clusters, chosen, areas]);
  const people = reached.reduce((sum, { population }) => sum + (population ?? 0), 0);
  const away = reached.filter(({ online, state }) => !online || state === 'fault').length;
  const draft = useMutation({
    mutationFn: () => emergenciesApi.draft({ key, ...(alarm === null ? {} : { alarm: alarm.id }), areas: chosen, template: template.id, parameters: typed, ...(own === null ? {} : { text }), repeats }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] });
      void navigate(`/loa/khan-cap/${id}`);
    },
  });
  return (
    <div className="loa-columns">
      <div className="loa-main">
        {alarm !== null && (
          <p className="loa-from-alarm"><Icon name="alarms" size={16} /><span>{t('loa.emergency.fromAlarm')} <Link to={`/alarms?alarm=${alarm.id}`}>{alarm.name[language]}</Link> · {alarm.areaName}</span></p>
        )}
        <section className="panel panel-body loa-fields">
          <Field label={t('loa.emergency.template')} wide group>
            <Select className="loa-full" value={template.id} options={templates.map(({ id, name }) => ({ value: id, label: name[language] || name.vi }))} onChange={(id: string) => { setOwn(null); setTemplate(templates.find((each) => each.id === id) ?? template); }} aria-label={t('loa.emergency.template')} data-testid="template" />
          </Field>
          {template.parameters.map(({ name, label, example }) => (
            <Field key={name} label={label[language] || label.vi}>
              <Input value={parameters[name] ?? ''} maxLength={120} placeholder={example ?? ''} onChange={(event) => { setTyped({ ...typed, [name]: event.target.value }); }} data-testid={`parameter-${name}`} />
            </Field>
          ))}
          <Field label={t('loa.emergency.text')} hint={t('loa.emergency.textHint')} wide error={missing.length > 0 ? t('loa.emergency.holes', { holes: missing.map((hole) => template.parameters.find(({ label }) => label.vi === hole)?.label[language] ?? hole).join(', ') }) : null}>
            <Input.TextArea value={text.vi} maxLength={1000} autoSize={{ minRows: 4, maxRows: 12 }} onChange={(event) => { setOwn(event.target.value); }} data-testid="emergency-text" />
          </Field>
          <Field label={t('loa.emergency.repeats')} group>
            <Segmented<number> value={repeats} options={REPEATS.map((each) => ({ value: each, label: t('loa.emergency.times', { n: each }) }))} onChange={setRepeats} />
          </Field>
          <Field label={t('loa.emergency.areas')} wide group>
            <Select mode="multiple" className="loa-full" maxTagCount={12} value={chosen} options={targets.options} filterOption={matchesOption} onChange={(next: string[]) => { setChosen(next); }} aria-label={t('loa.emergency.areas')} data-testid="emergency-areas" />
            <span className="loa-quick"><Button size="small" type="link" onClick={() => { setChosen(targets.everywhere); }}>{t('loa.schedule.everywhere')}</Button></span>
          </Field>
        </section>
      </div>
      <div className="loa-side">
        <section className="panel panel-body loa-reach" aria-live="polite">
          <h2 className="panel-title">{t('loa.emergency.reach')}</h2>
          <p className="loa-reach-figure"><b>{formatNumber(reached.length, 0, language)}</b> {t('loa.emergency.reachClusters', { communes: new Set(reached.map(({ area }) => area)).size })}</p>
          <p className="loa-reach-figure"><b>{formatNumber(people, 0, language)}</b> {t('loa.emergency.reachPeople')}</p>
          {away > 0 && <p className="loa-reach-away"><Icon name="warning" size={16} /><span>{t('loa.emergency.away', { n: away })}</span></p>}
          <FormFailure error={draft.error} />
          <Checkbox checked={read} onChange={(event) => { setRead(event.target.checked); }} data-testid="emergency-read">{t('loa.emergency.checked')}</Checkbox>
          <Button type="primary" block disabled={!read || chosen.length === 0 || missing.length > 0 || text.vi.trim() === ''} loading={draft.isPending} onClick={() => { draft.mutate(); }} data-testid="emergency-draft">{t('loa.emergency.draft')}</Button>
          <p className="muted loa-small">{t(template.preauthorised ? 'loa.emergency.preauthorised' : 'loa.emergency.needsSecond')}</p>
        </section>
      </div>
    </div>
  );
}
