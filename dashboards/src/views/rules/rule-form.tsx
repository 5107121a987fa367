import { Radio, Select } from 'antd';
import { useId } from 'react';
import { useAreas, useDevices, useSites } from '../../api/queries';
import { PrioritySymbol } from '../../components/alarms/symbol';
import { useKindLabel } from '../../components/kinds';
import { optionsOf } from '../../components/select-options';
import { useTranslate } from '../../i18n';
import { PRIORITIES } from '../../model/alarms';
import { CONDITION_TYPES, conditionType, CONSEQUENCES, gridPriority, spanOf, valueAt, withConditionType, withValue, type ConditionType } from '../../model/rules';
import { ChoiceField, FlagField, NumberField, NumbersField, SpanField, TextField, useEditing } from './fields';

/** The usual members of a rule; what else stands in it is kept, and shown as JSON. */
export function RuleForm({ isNew }: { isNew: boolean }) {
  const t = useTranslate();
  return (
    <div className="rule-form">
      <fieldset>
        <legend>{t('rule.part.name')}</legend>
        <div className="rule-grid">
          <TextField path="name.vi" label={t('rule.nameVi')} />
          <TextField path="name.en" label={t('rule.nameEn')} />
          <TextField path="tag" label={t('rule.tag')} />
          <ClassField />
          {isNew && <TextField path="id" label={t('rule.id')} hint={t('rule.idHint')} mono />}
        </div>
      </fieldset>
      <Where />
      <When />
      <Weight />
      <fieldset>
        <legend>{t('rule.part.handling')}</legend>
        <div className="rule-grid">
          <FlagField path="latching" label={t('rule.latching')} />
          <FlagField path="autoAcknowledge" label={t('rule.autoAcknowledge')} />
          <FlagField path="shelvable" label={t('rule.shelvable')} usual />
          <SpanField path="reAlarm" label={t('rule.reAlarm')} />
          <SpanField path="longestShelving" label={t('rule.longestShelving')} />
          <TextField path="suppression.when" label={t('rule.suppression')} hint={t('rule.suppressionHint')} mono />
          <SpanField path="suppression.hold" label={t('rule.suppressionHold')} />
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('rule.part.why')}</legend>
        <div className="rule-pairs">
          {(['action', 'causes', 'consequence'] as const).flatMap((name) =>
            (['vi', 'en'] as const).map((language) => (
              <TextField key={name + language} path={`${name}.${language}`} label={`${t(`rule.text.${name}`)} (${t(`rule.language.${language}`)})`} rows={2} />
            )),
          )}
        </div>
        <div className="rule-grid">
          <TextField path="owner" label={t('rule.owner')} hint={t('rule.ownerHint')} />
        </div>
      </fieldset>
    </div>
  );
}

const CLASSES = ['process', 'equipment', 'communication', 'power', 'safety', 'security', 'environment', 'flood', 'water', 'system'] as const;

function ClassField() {
  const t = useTranslate();
  return <ChoiceField path="alarmClass" label={t('rule.class')} options={CLASSES.map((each) => ({ value: each, label: t(`alarm.class.${each}`) }))} />;
}

function Where() {
  const t = useTranslate();
  const kindLabel = useKindLabel();
  const sites = useSites().data ?? [];
  const devices = useDevices().data ?? [];
  const areas = (useAreas().data ?? []).filter((area) => area.outline?.type !== 'LineString');
  return (
    <fieldset>
      <legend>{t('rule.part.where')}</legend>
      <div className="rule-grid">
        <TextField path="series" label={t('rule.series')} hint={t('rule.seriesHint')} mono />
        <ChoiceField path="scope.subject" label={t('rule.subject')} usual="device" options={(['device', 'site', 'area'] as const).map((each) => ({ value: each, label: t(`rule.subject.${each}`) }))} />
        <ChoiceField path="scope.kind" label={t('rule.siteKind')} many options={optionsOf(sites.map((site) => site.kind), (kind) => kindLabel('site', kind))} />
        <ChoiceField path="scope.deviceKind" label={t('rule.deviceKind')} many options={optionsOf(devices.map((device) => device.kind), (kind) => kindLabel('device', kind))} />
        <ChoiceField path="scope.area" label={t('rule.area')} options={areas.map((area) => ({ value: area.id, label: area.name }))} />
        <ChoiceField path="scope.site" label={t('rule.site')} options={sites.map((site) => ({ value: site.id, label: site.name }))} />
        <ChoiceField path="scope.device" label={t('rule.device')} options={devices.map((device) => ({ value: device.id, label: `${device.name} · ${device.id}` }))} />
      </div>
    </fieldset>
  );
}

function When() {
  const t = useTranslate();
  const { draft, change, errors } = useEditing();
  const id = useId();
  const type = conditionType(draft);
  const own = errors.filter(({ field }) => field === 'condition' || field === 'condition.type');
  return (
    <fieldset>
      <legend>{t('rule.part.when')}</legend>
      <div className="rule-grid">
        <div className="field rule-field">
          <label className="field-label" htmlFor={id}>{t('rule.type')}</label>
          <Select<ConditionType>
            id={id}
            value={type}
            options={CONDITION_TYPES.map((each) => ({ value: each, label: t(`rule.type.${each}`) }))}
            onChange={(next) => { change(withConditionType(draft, next)); }}
            data-testid="rule-condition.type"
          />
          {own.map(({ message }) => <span key={message} className="field-error" role="alert">{message}</span>)}
        </div>
        {type !== null && <ConditionFields type={type} />}
        <SpanField path="condition.onDelay" label={t('rule.onDelay')} />
        <SpanField path="condition.offDelay" label={t('rule.offDelay')} />
      </div>
    </fieldset>
  );
}

function ConditionFields({ type }: { type: ConditionType }) {
  const t = useTranslate();
  const setpoint = <NumberField path="condition.setpoint" label={t('rule.setpoint')} hint={t('rule.setpointHint')} />;
  const deadband = <NumberField path="condition.deadband" label={t('rule.deadband')} />;
  const within = <SpanField path="condition.within" label={t('rule.within')} />;
  const direction = (words: readonly ('rising' | 'falling' | 'either')[], usual: string) => (
    <ChoiceField path="condition.direction" label={t('rule.direction')} usual={usual} options={words.map((each) => ({ value: each, label: t(`rule.direction.${each}`) }))} />
  );
  switch (type) {
    case 'high':
    case 'low':
      return <>{setpoint}{deadband}</>;
    case 'levels':
      return <>{direction(['rising', 'falling'], 'rising')}<NumbersField path="condition.setpoints" label={t('rule.setpoints')} hint={t('rule.setpointsHint')} />{deadband}</>;
    case 'rate-of-change':
      return <>{direction(['rising', 'falling', 'either'], 'either')}<NumberField path="condition.change" label={t('rule.change')} />{within}{deadband}</>;
    case 'deviation':
      return <><TextField path="second" label={t('rule.second')} mono /><NumberField path="condition.limit" label={t('rule.limit')} />{deadband}</>;
    case 'equal':
      return <EqualField />;
    case 'missing':
      return <SpanField path="condition.after" label={t('rule.after')} />;
    case 'count':
      return (
        <>
          {setpoint}
          <ChoiceField path="condition.counting" label={t('rule.counting')} usual="crossings" options={(['crossings', 'readings'] as const).map((each) => ({ value: each, label: t(`rule.counting.${each}`) }))} />
          <NumberField path="condition.times" label={t('rule.timesLabel')} />
          {within}
        </>
      );
    case 'formula':
      return <TextField path="condition.expression" label={t('rule.expression')} hint={t('rule.expressionHint', { open: '{', close: '}' })} rows={2} mono />;
  }
}

/** A number, a flag or a text: what looks like one is one. */
function EqualField() {
  const t = useTranslate();
  const { draft, change, errors } = useEditing();
  const id = useId();
  const own = errors.filter(({ field }) => field === 'condition.value');
  const value = valueAt(draft, 'condition.value');
  const read = (text: string): unknown => (text === '' ? undefined : text === 'true' ? true : text === 'false' ? false : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  return (
    <div className="field rule-field">
      <label className="field-label" htmlFor={id}>{t('rule.equal')}</label>
      <Select<string[]>
        id={id}
        mode="tags"
        maxCount={1}
        value={value === undefined ? [] : [String(value)]}
        options={[{ value: 'true', label: t('rule.true') }, { value: 'false', label: t('rule.false') }]}
        onChange={(next) => { change(withValue(draft, 'condition.value', read(next[next.length - 1] ?? ''))); }}
        data-testid="rule-condition.value"
      />
      {own.map(({ message }) => <span key={message} className="field-error" role="alert">{message}</span>)}
    </div>
  );
}

/** The priority: by the grid from time to respond and consequence, or set outright. */
function Weight() {
  const t = useTranslate();
  const { draft, change, errors } = useEditing();
  const graded = draft['grading'] !== undefined;
  const span = spanOf(valueAt(draft, 'grading.toRespond'));
  const consequence = CONSEQUENCES.find((each) => each === valueAt(draft, 'grading.consequence'));
  const priority = span === null || consequence === undefined ? undefined : gridPriority(span, consequence);
  const own = errors.filter(({ field }) => field === 'priority' || field === 'grading' || field.startsWith('levels'));
  const without = (name: string) => withValue(draft, name, undefined);
  return (
    <fieldset>
      <legend>{t('rule.part.priority')}</legend>
      {draft['levels'] !== undefined ? (
        <p className="muted">{t('rule.levelsAsJson')}</p>
      ) : (
        <>
          <Radio.Group
            value={graded ? 'grid' : 'set'}
            options={[{ value: 'grid', label: t('rule.byGrid') }, { value: 'set', label: t('rule.bySetting') }]}
            onChange={(event) => {
              change(event.target.value === 'grid' ? { ...without('priority'), grading: { toRespond: 'PT20M', consequence: 'major' } } : { ...without('grading'), priority: 3 });
            }}
          />
          {graded ? (
            <div className="rule-grid">
              <SpanField path="grading.toRespond" label={t('rule.toRespond')} />
              <ChoiceField path="grading.consequence" label={t('rule.gravity')} usual="" options={CONSEQUENCES.map((each) => ({ value: each, label: t(`rule.consequence.${each}`) }))} />
              {priority !== undefined && (
                <div className="rule-field rule-grid-result" data-testid="rule-grid-result" data-priority={priority ?? 0}>
                  {priority === null ? t('rule.isEvent') : <><PrioritySymbol priority={priority} size={24} /> {t(`alarm.priority.${priority}`)}</>}
                </div>
              )}
            </div>
          ) : (
            <Radio.Group
              className="rule-priority"
              value={valueAt(draft, 'priority')}
              onChange={(event) => { change(withValue(draft, 'priority', event.target.value)); }}
              options={PRIORITIES.map((each) => ({ value: each, label: <span className="rule-priority-choice"><PrioritySymbol priority={each} size={18} /> {t(`alarm.priority.${each}`)}</span> }))}
            />
          )}
        </>
      )}
      {own.map(({ field, message }) => <span key={field + message} className="field-error" role="alert">{message}</span>)}
    </fieldset>
  );
}
