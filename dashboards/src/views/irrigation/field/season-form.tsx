import { Form, Input, Select, type FormRule } from 'antd';
import { seasonsApi } from '../../../api/irrigation';
import { NumberInput } from '../../../components/number-input';
import { useLanguage, useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import { SEEDLING_DAYS, type Crop, type Field, type Season, type SeasonMethod } from '../../../model/irrigation';
import { daysOf, textOf } from '../../../model/irrigation-form';
import { formatDate, parseDate, today } from '../../../model/time';
import { NumberItem, useRequired } from '../form/items';
import { WorkDialog } from '../form/work-dialog';

interface Values {
  crop: string;
  variety: string | null;
  method: SeasonMethod;
  startsOn: string;
  stageDays: (number | null)[];
  seedlingDays: number | null;
  awdThreshold: number | null;
  fertiliser: string;
  endedOn: string;
}

function valuesOf(season: Season | null): Values {
  return {
    crop: season?.crop ?? '',
    variety: season?.variety ?? null,
    method: season?.method ?? 'transplanting',
    startsOn: formatDate(season?.startsOn ?? today(serverNow())),
    stageDays: season?.stageDays ?? [null, null, null, null],
    seedlingDays: season?.seedlingDays ?? null,
    awdThreshold: season?.awdThreshold ?? null,
    fertiliser: (season?.fertiliser ?? []).map(formatDate).join(', '),
    endedOn: season?.endedOn ? formatDate(season.endedOn) : '',
  };
}

/** Four, or none: the crop's are taken then. */
const given = (days: readonly (number | null | undefined)[]): number[] => days.filter((each): each is number => typeof each === 'number');

function seasonOf(values: Values): Season {
  const stages = given(values.stageDays);
  return {
    crop: values.crop,
    variety: textOf(values.variety),
    method: values.method,
    startsOn: parseDate(values.startsOn) ?? '',
    stageDays: stages.length === 4 ? stages : null,
    seedlingDays: values.seedlingDays ?? null,
    awdThreshold: values.awdThreshold ?? null,
    fertiliser: daysOf(values.fertiliser, parseDate) ?? [],
    endedOn: parseDate(values.endedOn),
  };
}

/** A season of a field: begun, changed or ended. */
export function SeasonForm({ field, season, crops, onClose }: { field: Field; season: Season | null; crops: readonly Crop[]; onClose: () => void }) {
  const t = useTranslate();
  const language = useLanguage();
  const required = useRequired();
  const [form] = Form.useForm<Values>();
  const chosen = Form.useWatch('crop', form) ?? season?.crop;
  const crop = crops.find(({ id }) => id === chosen);
  const method = Form.useWatch('method', form) ?? season?.method;
  const stages = Form.useWatch('stageDays', form) ?? [];
  const allOrNone: FormRule = {
    validator: () => ([0, 4].includes(given(form.getFieldValue('stageDays') as (number | null)[]).length) ? Promise.resolve() : Promise.reject(new Error(t('irr.season.stagesRule')))),
  };
  const save = (values: Values) =>
    season?.id === undefined
      ? seasonsApi.begin(field.id, seasonOf(values))
      : seasonsApi.put({ ...seasonOf(values), id: season.id, field: field.id, revision: season.revision ?? 0 });
  return (
    <WorkDialog<Values> title={`${t('irr.season.title')} · ${field.name}`} form={form} initial={valuesOf(season)} save={save} remove={null} onClose={onClose}>
      <div className="field-pair">
        <Form.Item name="crop" label={t('irr.season.crop')} rules={[required]}>
          <Select options={crops.map(({ id, name }) => ({ value: id, label: name[language] }))} />
        </Form.Item>
        <Form.Item name="variety" label={t('irr.season.variety')}>
          <Input />
        </Form.Item>
      </div>
      <div className="field-pair">
        <Form.Item name="method" label={t('irr.season.method')}>
          <Select options={(['transplanting', 'sowing'] as const).map((value) => ({ value, label: t(`irr.method.${value}`) }))} />
        </Form.Item>
        <DayItem name="startsOn" label="irr.season.startsOn" needed />
      </div>
      <Form.Item label={t('irr.season.stageDays')} extra={crop ? t('irr.season.stageHint', { days: crop.stages.join(' / ') }) : null}>
        <div className="stage-inputs">
          {(['initial', 'development', 'mid', 'late'] as const).map((stage, index) => (
            <Form.Item key={stage} name={['stageDays', index]} noStyle {...(index === 3 ? { rules: [allOrNone], dependencies: [['stageDays', 0], ['stageDays', 1], ['stageDays', 2]] } : {})}>
              <NumberInput min={1} max={200} precision={0} controls={false} placeholder={String(crop?.stages[index] ?? '')} aria-label={t(`irr.stage.${stage}`)} />
            </Form.Item>
          ))}
        </div>
      </Form.Item>
      {crop?.kind === 'paddy' && (
        <div className="field-pair">
          <NumberItem name="awdThreshold" label="irr.season.awdThreshold" unit="mm" max={150} />
          {method === 'transplanting' && <NumberItem name="seedlingDays" label="irr.season.seedlingDays" unit={t('irr.season.dayUnit')} max={60} placeholder={String(SEEDLING_DAYS)} hint={t(given(stages).length === 0 ? 'irr.season.seedlingHint' : 'irr.season.seedlingUnused')} />}
        </div>
      )}
      <Form.Item
        name="fertiliser"
        label={t('irr.season.fertiliserDays')}
        extra={t('irr.season.daysHint')}
        rules={[{ validator: (_rule, value: string) => (daysOf(value, parseDate) === null ? Promise.reject(new Error(t('registry.dateRule'))) : Promise.resolve()) }]}
      >
        <Input inputMode="numeric" />
      </Form.Item>
      {season !== null && <DayItem name="endedOn" label="irr.season.endedOn" />}
    </WorkDialog>
  );
}

function DayItem({ name, label, needed = false }: { name: string; label: 'irr.season.startsOn' | 'irr.season.endedOn'; needed?: boolean }) {
  const t = useTranslate();
  const isDay = (value: string | undefined) => (!value && !needed) || parseDate(value ?? '') !== null;
  return (
    <Form.Item name={name} label={t(label)} rules={[{ validator: (_rule, value: string | undefined) => (isDay(value) ? Promise.resolve() : Promise.reject(new Error(t('registry.dateRule')))) }]}>
      <Input placeholder={t('registry.datePattern')} inputMode="numeric" />
    </Form.Item>
  );
}
