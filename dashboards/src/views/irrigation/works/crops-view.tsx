import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { cropsApi } from '../../../api/irrigation';
import { useCrops, useCropVersions } from '../../../api/irrigation-queries';
import { Loaded } from '../../../components/feedback';
import { NumberInput } from '../../../components/number-input';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate } from '../../../i18n';
import type { Crop } from '../../../model/irrigation';
import { formatNumber } from '../../../model/numbers';
import { maySetCrops } from '../../../model/roles';
import { formatDateTime } from '../../../model/time';
import { NumberItem, useRequired } from '../form/items';
import { WorkDialog } from '../form/work-dialog';
import './works.css';

/** The crop library, as FAO has it and as the staff have adjusted it. */
export default function CropsView() {
  const t = useTranslate();
  const session = useSession();
  const crops = useCrops();
  const [edited, setEdited] = useState<Crop | null>(null);
  const [shown, setShown] = useState<Crop | null>(null);
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('irr.crops.title')}</h1>
        <span className="page-note">{t('irr.crops.note')}</span>
      </div>
      <div className="panel">
        <Loaded query={crops} height={320}>
          {(list) => (
            <div className="table-scroll">
              <table className="works">
                <thead>
                  <tr>
                    <th scope="col">{t('irr.season.crop')}</th>
                    <th scope="col">{t('irr.crops.kc')}</th>
                    <th scope="col">{t('irr.crops.stages')}</th>
                    <th scope="col">{t('irr.crops.roots')}</th>
                    <th scope="col" className="works-number">p</th>
                    <th scope="col">{t('irr.crops.version')}</th>
                    <th scope="col" aria-label={t('irr.edit')} />
                  </tr>
                </thead>
                <tbody>
                  {list.map((crop) => <CropRow key={crop.id} crop={crop} onVersions={() => { setShown(crop); }} onEdit={maySetCrops(session) ? () => { setEdited(crop); } : null} />)}
                </tbody>
              </table>
            </div>
          )}
        </Loaded>
      </div>
      {edited && <CropForm crop={edited} onClose={() => { setEdited(null); }} />}
      {shown && <Versions crop={shown} onClose={() => { setShown(null); }} />}
    </div>
  );
}

function useValues(): (crop: Crop) => { kc: string; stages: string; roots: string } {
  const language = useLanguage();
  const n = (digits: number) => (value: number) => formatNumber(value, digits, language);
  return (crop) => ({ kc: crop.kc.map(n(2)).join(' / '), stages: crop.stages.join(' / '), roots: `${crop.roots.map(n(2)).join(' – ')} m` });
}

function CropRow({ crop, onVersions, onEdit }: { crop: Crop; onVersions: () => void; onEdit: (() => void) | null }) {
  const t = useTranslate();
  const language = useLanguage();
  const values = useValues()(crop);
  return (
    <tr>
      <th scope="row">{crop.name[language]}<span className="works-id">{crop.source}</span></th>
      <td className="works-row">{values.kc}</td>
      <td className="works-row">{values.stages}</td>
      <td className="works-row">{values.roots}</td>
      <td className="works-number">{formatNumber(crop.depletion, 2, language)}</td>
      <td>
        {crop.version === 0 ? <span className="muted">{t('irr.crops.original')}</span> : (
          <>
            <Button size="small" type="link" onClick={onVersions}>{t('irr.crops.adjusted', { n: crop.version })}</Button>
            <span className="works-id">{crop.reason}</span>
          </>
        )}
      </td>
      <td>{onEdit && <Button size="small" type="text" onClick={onEdit}>{t('irr.edit')}</Button>}</td>
    </tr>
  );
}

function Versions({ crop, onClose }: { crop: Crop; onClose: () => void }) {
  const t = useTranslate();
  const language = useLanguage();
  const versions = useCropVersions(crop.id);
  const valuesOf = useValues();
  return (
    <Modal open title={`${crop.name[language]} · ${t('irr.crops.versions')}`} footer={null} onCancel={onClose} width={640}>
      <Loaded query={versions} height={120}>
        {(list) => (
          <ul className="versions">
            {list.map((version) => {
              const values = valuesOf(version);
              return (
                <li key={version.version}>
                  <b>{version.version === 0 ? t('irr.crops.original') : t('irr.crops.adjusted', { n: version.version })}</b>
                  {version.changedAt !== null && <span className="muted">{` · ${formatDateTime(Date.parse(version.changedAt))} · ${version.changedBy ?? ''}`}</span>}
                  <div>{`Kc ${values.kc} · ${t('irr.crops.days', { days: values.stages })} · ${values.roots} · p ${formatNumber(version.depletion, 2, language)}`}</div>
                  {version.reason !== null && <div>{version.reason}</div>}
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
    </Modal>
  );
}

interface Values {
  kc: number[];
  stages: number[];
  roots: number[];
  depletion: number;
  height: number;
  reason: string;
}

function CropForm({ crop, onClose }: { crop: Crop; onClose: () => void }) {
  const t = useTranslate();
  const language = useLanguage();
  const required = useRequired();
  const [form] = Form.useForm<Values>();
  const { kc, stages, roots, depletion, height } = crop;
  const save = (values: Values) => cropsApi.put({ ...crop, ...values, reason: values.reason.trim() });
  return (
    <WorkDialog<Values> title={crop.name[language]} form={form} initial={{ kc, stages, roots, depletion, height, reason: '' }} save={save} remove={null} onClose={onClose}>
      <Numbers name="kc" label={t('irr.crops.kc')} count={3} max={2} />
      <Numbers name="stages" label={t('irr.crops.stages')} count={4} max={200} />
      <Numbers name="roots" label={t('irr.crops.roots')} count={2} max={3} />
      <div className="field-pair">
        <NumberItem name="depletion" label="irr.crops.depletion" min={0.05} max={0.95} step={0.05} required />
        <NumberItem name="height" label="irr.crops.height" unit="m" min={0.01} required />
      </div>
      <Form.Item name="reason" label={t('irr.crops.reason')} rules={[{ ...required, whitespace: true }]} extra={t('irr.crops.reasonHint')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </WorkDialog>
  );
}

function Numbers({ name, label, count, max }: { name: string; label: string; count: number; max: number }) {
  const required = useRequired();
  return (
    <Form.Item label={label}>
      <div className="stage-inputs">
        {Array.from({ length: count }, (_unused, index) => (
          <Form.Item key={index} name={[name, index]} rules={[required]} noStyle>
            <NumberInput min={0} max={max} controls={false} aria-label={`${label} ${index + 1}`} />
          </Form.Item>
        ))}
      </div>
    </Form.Item>
  );
}
