import { Button } from 'antd';
import { useState } from 'react';
import { useCanals, usePumps } from '../../../api/irrigation-queries';
import { useAreas } from '../../../api/queries';
import { Empty, Loaded } from '../../../components/feedback';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate } from '../../../i18n';
import type { Canal, Pump } from '../../../model/irrigation';
import { formatNumber } from '../../../model/numbers';
import { mayPlanWater } from '../../../model/roles';
import { CanalForm } from './canal-form';
import { PumpForm } from './pump-form';
import './works.css';

/** Canals and the pumps that fill them. */
export default function WorksView() {
  const t = useTranslate();
  const session = useSession();
  const may = mayPlanWater(session);
  const canals = useCanals();
  const pumps = usePumps();
  const [canal, setCanal] = useState<Canal | 'new' | null>(null);
  const [pump, setPump] = useState<Pump | 'new' | null>(null);
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('irr.works.title')}</h1>
        {may && (
          <div className="works-actions">
            <Button onClick={() => { setCanal('new'); }}>{t('irr.works.addCanal')}</Button>
            <Button onClick={() => { setPump('new'); }}>{t('irr.works.addPump')}</Button>
          </div>
        )}
      </div>
      <section className="panel works-panel">
        <div className="panel-head"><h2 className="panel-title">{t('irr.works.canals')}</h2></div>
        <Loaded query={canals} height={160}>
          {(list) => (list.length === 0 ? <Empty icon="irrigation" title={t('irr.works.noCanals')} /> : <CanalTable canals={list} onEdit={may ? setCanal : null} />)}
        </Loaded>
      </section>
      <section className="panel works-panel">
        <div className="panel-head"><h2 className="panel-title">{t('irr.works.pumps')}</h2></div>
        <Loaded query={pumps} height={160}>
          {(list) => (list.length === 0 ? <Empty icon="irrigation" title={t('irr.works.noPumps')} /> : <PumpTable pumps={list} canals={canals.data ?? []} onEdit={may ? setPump : null} />)}
        </Loaded>
      </section>
      {canal !== null && <CanalForm canal={canal === 'new' ? null : canal} onClose={() => { setCanal(null); }} />}
      {pump !== null && <PumpForm pump={pump === 'new' ? null : pump} onClose={() => { setPump(null); }} />}
    </div>
  );
}

function CanalTable({ canals, onEdit }: { canals: readonly Canal[]; onEdit: ((canal: Canal) => void) | null }) {
  const t = useTranslate();
  const language = useLanguage();
  const areas = useAreas();
  const n = (value: number | null, digits: number) => (value === null ? '–' : formatNumber(value, digits, language));
  return (
    <div className="table-scroll">
      <table className="works">
        <thead>
          <tr>
            <th scope="col">{t('irr.works.canal')}</th>
            <th scope="col">{t('irr.form.area')}</th>
            <th scope="col">{t('irr.works.parent')}</th>
            <th scope="col" className="works-number">{t('irr.works.capacity')}</th>
            <th scope="col" className="works-number">{t('irr.works.openAtOnce')}</th>
            <th scope="col" className="works-number">{t('irr.form.efficiency')}</th>
            <th scope="col">{t('irr.works.high')}</th>
            <th scope="col">{t('irr.works.flood')}</th>
            <th scope="col" aria-label={t('irr.edit')} />
          </tr>
        </thead>
        <tbody>
          {canals.map((canal) => (
            <tr key={canal.id}>
              <th scope="row">{canal.name}<span className="mono works-id">{canal.id}</span></th>
              <td>{areas.data?.find(({ id }) => id === canal.area)?.name ?? canal.area}</td>
              <td>{!canal.parent ? '–' : (canals.find(({ id }) => id === canal.parent)?.name ?? canal.parent)}</td>
              <td className="works-number">{`${n(canal.capacity, 2)} m³/s`}</td>
              <td className="works-number">{canal.openAtOnce ?? 1}</td>
              <td className="works-number">{`${n((canal.efficiency ?? 1) * 100, 0)} %`}</td>
              <td>{canal.level ? `${n(canal.level.high, 2)} m` : '–'}</td>
              <td>{canal.flood ? `${n(canal.flood.level1, 2)} m · ${canal.flood.device}` : '–'}</td>
              <td>{onEdit && <Button size="small" type="text" onClick={() => { onEdit(canal); }}>{t('irr.edit')}</Button>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PumpTable({ pumps, canals, onEdit }: { pumps: readonly Pump[]; canals: readonly Canal[]; onEdit: ((pump: Pump) => void) | null }) {
  const t = useTranslate();
  const language = useLanguage();
  const n = (value: number, digits: number) => formatNumber(value, digits, language);
  return (
    <div className="table-scroll">
      <table className="works">
        <thead>
          <tr>
            <th scope="col">{t('irr.works.pump')}</th>
            <th scope="col">{t('irr.works.feeds')}</th>
            <th scope="col" className="works-number">{t('irr.works.flow')}</th>
            <th scope="col" className="works-number">{t('irr.works.power')}</th>
            <th scope="col" className="works-number">{t('irr.works.head')}</th>
            <th scope="col" className="works-number">{t('irr.works.starts')}</th>
            <th scope="col">{t('irr.works.suction')}</th>
            <th scope="col">{t('irr.works.quality')}</th>
            <th scope="col" aria-label={t('irr.edit')} />
          </tr>
        </thead>
        <tbody>
          {pumps.map((pump) => (
            <tr key={pump.id}>
              <th scope="row">{pump.name}<span className="mono works-id">{pump.id}</span></th>
              <td>{canals.find(({ id }) => id === pump.canal)?.name ?? pump.canal}</td>
              <td className="works-number">{`${n(pump.flow, 2)} m³/s`}</td>
              <td className="works-number">{`${n(pump.power, 1)} kW`}</td>
              <td className="works-number">{`${n(pump.head, 2)} m`}</td>
              <td className="works-number">{pump.startsPerHour ?? '–'}</td>
              <td>{pump.suction ? `${n(pump.suction.minimum, 2)} m` : '–'}</td>
              <td>{(pump.quality ?? []).join(', ') || '–'}</td>
              <td>{onEdit && <Button size="small" type="text" onClick={() => { onEdit(pump); }}>{t('irr.edit')}</Button>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
