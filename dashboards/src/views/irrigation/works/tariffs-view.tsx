import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { tariffsApi } from '../../../api/irrigation';
import { useTariffs } from '../../../api/irrigation-queries';
import { Empty, Loaded } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { useSession } from '../../../components/session';
import { usePalette } from '../../../components/theme/theme';
import { lookUp, useLanguage, useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import type { Tariff } from '../../../model/irrigation';
import { daysOf, windowsOf } from '../../../model/irrigation-form';
import { formatNumber } from '../../../model/numbers';
import { maySetCrops } from '../../../model/roles';
import { bandsOfDay, tariffOn } from '../../../model/tariff';
import { formatDate, formatDateTime, parseDate, today } from '../../../model/time';
import { dayAfter } from '../../../model/water-state';
import { WEEKDAYS, type Weekday } from '../../../model/weekdays';
import { NumberItem, useRequired, WindowsItem } from '../form/items';
import { WorkDialog } from '../form/work-dialog';
import './works.css';

/** Versions of the electricity tariff, by which turns are planned. */
export default function TariffsView() {
  const t = useTranslate();
  const session = useSession();
  const tariffs = useTariffs();
  const [from, setFrom] = useState<Tariff | 'new' | null>(null);
  const may = maySetCrops(session);
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('irr.tariff.title')}</h1>
        {may && <Button type="primary" onClick={() => { setFrom(tariffs.data?.[0] ?? 'new'); }}>{t('irr.tariff.add')}</Button>}
      </div>
      <Loaded query={tariffs} height={320}>
        {(list) => list.length === 0 ? <div className="panel"><Empty icon="clock" title={t('irr.tariff.none')} hint={t('irr.tariff.noneHint')} /></div> : list.map((tariff) => (
          <TariffPanel key={tariff.validFrom} tariff={tariff} now={tariffOn(list, today(serverNow())) === tariff} />
        ))}
      </Loaded>
      {from !== null && <TariffForm from={from === 'new' ? null : from} onClose={() => { setFrom(null); }} />}
    </div>
  );
}

function TariffPanel({ tariff, now }: { tariff: Tariff; now: boolean }) {
  const t = useTranslate();
  const language = useLanguage();
  const colours = useBandColours(tariff);
  return (
    <section className="panel works-panel">
      <div className="panel-head">
        <h2 className="panel-title">{tariff.name}</h2>
        <span className="muted">{`${t('irr.tariff.from', { day: formatDate(tariff.validFrom) })}${now ? ` · ${t('irr.tariff.now')}` : ''}`}</span>
      </div>
      {tariff.example === true && <p className="tariff-facts">{t('irr.tariff.example')}</p>}
      <div className="tariff-hours">
        {WEEKDAYS.map((day) => <Strip key={day} tariff={tariff} day={day} colours={colours} />)}
        <span />
        <span className="tariff-clock">{['00', '06', '12', '18', '24'].map((hour) => <span key={hour}>{`${hour}:00`}</span>)}</span>
      </div>
      <ul className="tariff-bands">
        {tariff.bands.map((band, index) => (
          <li key={band.code}>
            <span className="tariff-key" style={{ background: colours[index] }} aria-hidden="true" />
            {lookUp(language, 'irr.band', band.code) ?? band.code}
            <b>{`${formatNumber(band.price, 0, language)} ₫/kWh`}</b>
          </li>
        ))}
      </ul>
      <p className="tariff-facts muted">
        {(tariff.holidays?.length ?? 0) > 0 && `${t('irr.tariff.holidays', { days: (tariff.holidays ?? []).map(formatDate).join(', '), as: t(`irr.weekday.${tariff.holidayAs ?? 'SUNDAY'}`) })} · `}
        {tariff.createdAt !== undefined && t('irr.tariff.entered', { at: formatDateTime(Date.parse(tariff.createdAt)), by: tariff.createdBy ?? '' })}
      </p>
    </section>
  );
}

/** The dearest is the darkest. */
function useBandColours({ bands }: Tariff): string[] {
  const palette = usePalette();
  const shades = [palette.textMuted, palette.lineStrong, palette.line, palette.sunken];
  const prices = [...new Set(bands.map(({ price }) => price))].sort((a, b) => b - a);
  return bands.map(({ price }) => shades[Math.min(shades.length - 1, prices.indexOf(price))] ?? palette.line);
}

function Strip({ tariff, day, colours }: { tariff: Tariff; day: Weekday; colours: readonly string[] }) {
  const t = useTranslate();
  const language = useLanguage();
  const stretches = bandsOfDay(tariff, day);
  const words = stretches.map(({ band, minutes }) => `${lookUp(language, 'irr.band', tariff.bands[band]?.code ?? '') ?? ''} ${minutes / 60} h`).join(', ');
  return (
    <>
      <span className="muted">{t(`irr.weekday.${day}`)}</span>
      <span className="tariff-strip" role="img" aria-label={words}>
        {stretches.map(({ band, minutes }, index) => <span key={index} style={{ flexGrow: minutes, background: colours[band] }} />)}
      </span>
    </>
  );
}

interface Values {
  name: string;
  validFrom: string;
  bands: Tariff['bands'];
  holidays: string;
  holidayAs: Weekday;
}

function tariffOf(values: Values): Tariff {
  return {
    name: values.name,
    validFrom: parseDate(values.validFrom) ?? '',
    bands: values.bands.map(({ code, price, windows }, index) => ({ code, price, windows: index === values.bands.length - 1 ? null : windowsOf(windows) })),
    holidays: daysOf(values.holidays, parseDate) ?? [],
    holidayAs: values.holidayAs,
  };
}

/** A new version, begun from the last one; what is kept never changes. */
function TariffForm({ from, onClose }: { from: Tariff | null; onClose: () => void }) {
  const t = useTranslate();
  const required = useRequired();
  const language = useLanguage();
  const [form] = Form.useForm<Values>();
  const bands: readonly ({ code?: string } | undefined)[] = Form.useWatch('bands', form) ?? from?.bands ?? [];
  const initial: Values = {
    name: from?.name ?? '',
    validFrom: formatDate(dayAfter(today(serverNow()), 1)),
    bands: from?.bands ?? ([{ code: 'peak' }, { code: 'off-peak' }, { code: 'normal' }] as Tariff['bands']),
    holidays: (from?.holidays ?? []).map(formatDate).join(', '),
    holidayAs: from?.holidayAs ?? 'SUNDAY',
  };
  return (
    <WorkDialog<Values> title={t('irr.tariff.add')} form={form} initial={initial} save={(values) => tariffsApi.create(tariffOf(values))} remove={null} onClose={onClose}>
      <div className="field-pair">
        <Form.Item name="name" label={t('registry.name')} rules={[required]}><Input /></Form.Item>
        <Form.Item name="validFrom" label={t('irr.tariff.validFrom')} rules={[{ validator: (_rule, value: string) => (parseDate(value) === null ? Promise.reject(new Error(t('registry.dateRule'))) : Promise.resolve()) }]}>
          <Input placeholder={t('registry.datePattern')} inputMode="numeric" />
        </Form.Item>
      </div>
      <Form.List name="bands">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, index) => (
              <div key={row.key} className="band-card">
                <div className="band-head">
                  <b>{lookUp(language, 'irr.band', bands[index]?.code ?? '') ?? bands[index]?.code}</b>
                  {rows.length > 1 && <Button size="small" type="text" icon={<Icon name="cross" size={16} />} onClick={() => { remove(row.name); }}>{t('irr.remove')}</Button>}
                </div>
                <div className="field-pair">
                  <Form.Item name={[row.name, 'code']} label={t('irr.tariff.band')} rules={[required]}><Input className="mono" /></Form.Item>
                  <NumberItem name={[row.name, 'price']} label="irr.tariff.price" unit="₫/kWh" required />
                </div>
                {index === rows.length - 1 ? <p className="muted">{t('irr.tariff.rest')}</p> : <WindowsItem name={[row.name, 'windows']} label="irr.tariff.hours" />}
              </div>
            ))}
            <Button size="small" onClick={() => { add({}, 0); }}>{t('irr.tariff.addBand')}</Button>
          </>
        )}
      </Form.List>
      <div className="field-pair tariff-end">
        <Form.Item name="holidays" label={t('irr.tariff.holidayDays')} extra={t('irr.season.daysHint')} rules={[{ validator: (_rule, value: string) => (daysOf(value, parseDate) === null ? Promise.reject(new Error(t('registry.dateRule'))) : Promise.resolve()) }]}>
          <Input inputMode="numeric" />
        </Form.Item>
        <Form.Item name="holidayAs" label={t('irr.tariff.holidayAs')}><Select options={WEEKDAYS.map((day) => ({ value: day, label: t(`irr.weekday.${day}`) }))} /></Form.Item>
      </div>
    </WorkDialog>
  );
}
